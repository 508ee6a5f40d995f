import type { Account } from '../domain/account.js';
import { AppError } from '../domain/errors.js';
import { listAccounts } from '../store/accounts.js';
import { findConsentAccount, listConsentAccounts, listUserAccounts } from '../store/consent-accounts.js';
import { getConsent, unknownConsent } from './consents.js';
import type { Services } from './services.js';
import { type UserName, userNamed } from './users.js';

/** How a caller says whose accounts it means; several say it together. */
export interface AccountScope extends UserName {
  readonly consentId?: string | undefined;
  readonly accountId?: string | undefined;
}

/** Accounts of one user. */
export interface ScopedAccounts {
  readonly customerId: string;
  /** Our ids, in order. */
  readonly accountIds: readonly string[];
}

export function unknownAccount(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no such account', { field: 'accountId' });
}

/**
 * The accounts that a scope means. Throws MISSING_PARAM when it names nothing, UNKNOWN_ENTITY for what is not the project's or
 * not of the user or consent named beside it.
 */
export async function accountsInScope(
  services: Pick<Services, 'database'>,
  projectId: string,
  scope: AccountScope,
): Promise<ScopedAccounts> {
  const { consentId, accountId } = scope;
  const { database } = services;
  const user = await userNamed(services, projectId, scope);
  const consent = consentId === undefined ? null : await getConsent(services, projectId, consentId);
  if (consent !== null && user !== null && consent.customerId !== user.customerId) throw unknownConsent();
  const account = accountId === undefined ? null : await findConsentAccount(database, projectId, accountId);
  if (accountId !== undefined && account === null) throw unknownAccount();
  const customerId = consent?.customerId ?? user?.customerId ?? account?.customerId;
  if (customerId === undefined) {
    const message = 'consentId, userId, externalUserId or accountId is required';
    throw new AppError('MISSING_PARAM', message, { field: 'consentId' });
  }
  const keys =
    consent === null
      ? await listUserAccounts(database, projectId, customerId)
      : await listConsentAccounts(database, projectId, consent.id);
  const accountIds = keys.map((key) => key.accountId);
  if (accountId === undefined) return { customerId, accountIds };
  if (account?.customerId !== customerId || !accountIds.includes(accountId)) throw unknownAccount();
  return { customerId, accountIds: [accountId] };
}

/** A page of the accounts in a scope, in the order of their ids, and whose they are. */
export async function pageOfAccounts(
  services: Services,
  projectId: string,
  scope: AccountScope,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ customerId: string; accounts: Account[] }> {
  const { customerId, accountIds } = await accountsInScope(services, projectId, scope);
  const accounts = await listAccounts(services.database, projectId, customerId);
  const own = accounts.filter(({ id }) => accountIds.includes(id));
  return { customerId, accounts: own.slice(offset, offset + limit) };
}
