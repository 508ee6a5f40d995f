import { GRANTED } from '../domain/consent.js';
import { AppError } from '../domain/errors.js';
import { FETCH_CONSENT } from '../jobs/queue.js';
import { eraseAccountsOfConsent } from '../store/consent-accounts.js';
import {
  type Consent,
  deleteConsent as deleteFromStore,
  findConsent,
  insertConsent,
  listConsents as listFromStore,
  listOverdueConsents,
  lockConsent,
} from '../store/consents.js';
import { lockCustomer } from '../store/customers.js';
import type { Queryable, Transaction } from '../store/database.js';
import { changeStatus, consentError, endConsent } from './change-consent.js';
import { planEndOfAccess } from './end-access.js';
import type { Services } from './services.js';
import { type UserName, userNamed } from './users.js';

export type { Consent } from '../store/consents.js';

const DAY_MS = 86_400_000;
/** As PSD2's technical standard allows access without a new login of the person (RTS on SCA, article 10a). */
const VALID_DAYS = 180;
/** How long a person has to finish. */
export const UNFINISHED_HOURS = 4;
/** What the contract gives. */
const REFRESHES_PER_DAY_MAX = 6;
const CHUNK = 200;

export interface NewConsentRequest extends UserName {
  readonly providerKey: string;
  readonly countryCode: string;
  readonly redirectUrl: string;
  readonly syncMode: string;
}

/** Names the job of a fetch: where the worker finds its consent, and how many tries met a failing bank before. */
export interface FetchConsentJob {
  readonly projectId: string;
  readonly consentId: string;
  /** The same for all tries of one fetch. */
  readonly fetchId: string;
  readonly attempt: number;
}

/** A redirect must not run a script or read a file in the person's browser. */
const UNSAFE_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'file:', 'blob:', 'about:', 'filesystem:'];

function checkRedirect(redirectUrl: string): void {
  const url = URL.canParse(redirectUrl) ? new URL(redirectUrl) : null;
  if (url === null || UNSAFE_SCHEMES.includes(url.protocol)) {
    throw new AppError('BAD_REQUEST', 'redirectUrl must be an absolute URL to which a browser can be sent', {
      field: 'redirectUrl',
    });
  }
}

/** Asks for a person's consent, INITIALIZED; throws BAD_REQUEST naming the field, UNKNOWN_ENTITY for the user. */
export async function createConsent(
  services: Services,
  projectId: string,
  { providerKey, countryCode, redirectUrl, syncMode, ...user }: NewConsentRequest,
): Promise<Consent> {
  const { banks, database, newId, now } = services;
  checkRedirect(redirectUrl);
  const known = banks.providerKeys.find((key) => key === providerKey.toUpperCase());
  if (known === undefined) {
    const offered = banks.providerKeys.join(', ') || 'none, because no bank is configured';
    throw new AppError('BAD_REQUEST', `providerKey must be one of the banks on offer: ${offered}`, {
      field: 'providerKey',
    });
  }
  const found = await userNamed(services, projectId, user);
  if (found === null) throw new AppError('MISSING_PARAM', 'userId or externalUserId is required', { field: 'userId' });
  const requested = now();
  return insertConsent(database, {
    projectId,
    id: newId(),
    customerId: found.customerId,
    providerKey: known,
    countryCode,
    redirectUrl,
    syncMode,
    requestedAt: requested.toISOString(),
    expiresAt: new Date(requested.getTime() + VALID_DAYS * DAY_MS).toISOString(),
  });
}

/** Which consents to list; what is not named does not filter. */
export interface ConsentQuery extends UserName {
  readonly consentId?: string | undefined;
  /** Requested then or later; ISO 8601. */
  readonly from?: string | undefined;
}

/** Consents, oldest first, with how many there are; throws UNKNOWN_ENTITY for a user that is not the project's. */
export async function pageOfConsents(
  services: Services,
  projectId: string,
  { consentId, from, ...user }: ConsentQuery,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ consents: Consent[]; total: number }> {
  const customerId = (await userNamed(services, projectId, user))?.customerId ?? null;
  return listFromStore(services.database, projectId, {
    consentId: consentId ?? null,
    customerId,
    from: from ?? null,
    ...page,
  });
}

export function unknownConsent(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no such consent', { field: 'consentId' });
}

/** The consent; throws UNKNOWN_ENTITY also for another project's. */
export async function getConsent(
  { database }: Pick<Services, 'database'>,
  projectId: string,
  id: string,
): Promise<Consent> {
  const consent = await findConsent(database, projectId, id);
  if (consent === null) throw unknownConsent();
  return consent;
}

/** Reads and holds a consent and, before it, its customer, as every change of accounts does; null when it is gone. */
export async function holdConsent(transaction: Queryable, projectId: string, id: string): Promise<Consent | null> {
  const consent = await findConsent(transaction, projectId, id);
  if (consent === null || (await lockCustomer(transaction, projectId, consent.customerId)) === null) return null;
  return lockConsent(transaction, projectId, id);
}

/** Queues a read of the consent's accounts in the caller's transaction: a new fetch, or another attempt of the one named. */
export async function queueFetch(
  { queue, newId }: Services,
  transaction: Transaction,
  { projectId, id }: Pick<Consent, 'projectId' | 'id'>,
  { fetchId = newId(), attempt = 0, startAfterSeconds = 0 } = {},
): Promise<void> {
  const job: FetchConsentJob = { projectId, consentId: id, fetchId, attempt };
  await queue.enqueue(transaction, FETCH_CONSENT, job, { startAfterSeconds });
}

/**
 * Reads the accounts of a consent anew, in the background. Throws UNKNOWN_ENTITY, CONFLICT for a consent that nobody has given
 * or that has ended, TOO_MANY_REQUESTS after six a day (UTC).
 */
export async function refreshConsent(services: Services, projectId: string, id: string): Promise<void> {
  await services.database.transaction(async (transaction) => {
    const consent = await holdConsent(transaction, projectId, id);
    if (consent === null) throw unknownConsent();
    if (!GRANTED.includes(consent.status) || new Date(consent.expiresAt) <= services.now()) {
      throw new AppError('CONFLICT', `A consent that is ${consent.status} cannot be refreshed: ask for a new one`);
    }
    const today = services.now().toISOString().slice(0, 10) as NonNullable<Consent['refreshDay']>;
    const before = consent.refreshDay === today ? consent.refreshes : 0;
    if (before >= REFRESHES_PER_DAY_MAX) {
      const message = `A consent can be refreshed ${REFRESHES_PER_DAY_MAX} times a day: try again after midnight UTC`;
      throw new AppError('TOO_MANY_REQUESTS', message);
    }
    // One that is being fetched already is fetched once more: what was booked since must be seen.
    await queueFetch(services, transaction, consent);
    await changeStatus(services, transaction, consent, 'UPDATING', { refreshDay: today, refreshes: before + 1 });
  });
}

/** Erases a consent with its jobs, and the accounts that no other consent covers; its bank is told. Throws UNKNOWN_ENTITY. */
export async function deleteConsent(services: Services, projectId: string, id: string): Promise<void> {
  await services.database.transaction(async (transaction) => {
    const consent = await holdConsent(transaction, projectId, id);
    if (consent === null) throw unknownConsent();
    await planEndOfAccess(services, transaction, consent);
    await eraseAccountsOfConsent(transaction, consent);
    await deleteFromStore(transaction, projectId, id);
  });
}

/** Ends consents that nobody finished in four hours, and those past their last day; returns how many. */
export async function endOverdueConsents(services: Services): Promise<number> {
  const { database, now } = services;
  const unfinishedBefore = new Date(now().getTime() - UNFINISHED_HOURS * 3_600_000);
  const overdue = await listOverdueConsents(database, { unfinishedBefore, now: now(), limit: CHUNK });
  let ended = 0;
  for (const { projectId, id, isExpired } of overdue) {
    ended += await database.transaction(async (transaction) => {
      const consent = await holdConsent(transaction, projectId, id);
      if (consent === null || GRANTED.includes(consent.status) !== isExpired) return 0;
      if (isExpired) {
        const error = consentError(services, 'CONSENT_EXPIRED', `The consent has expired after ${VALID_DAYS} days`);
        await endConsent(services, transaction, consent, 'INVALIDATED', error);
      } else {
        const message = `The consent was not finished within ${UNFINISHED_HOURS} hours`;
        await endConsent(
          services,
          transaction,
          consent,
          'TIMEDOUT',
          consentError(services, 'CONSENT_TIMEDOUT', message),
        );
      }
      return 1;
    });
  }
  return ended;
}
