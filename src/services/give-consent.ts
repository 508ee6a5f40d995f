import { BankFault } from '../domain/bank-fault.js';
import type { AnnouncedConsent, BankAccess, BankConsent } from '../domain/bank-fetcher.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { UNFINISHED } from '../domain/consent.js';
import { AppError } from '../domain/errors.js';
import { uuidOf } from '../domain/uuid.js';
import { type Consent, updateConsent } from '../store/consents.js';
import type { Transaction } from '../store/database.js';
import { changeStatus, consentError, endConsent } from './change-consent.js';
import { newSession, returnState, type Visitor } from './consent-session.js';
import { holdConsent, queueFetch, UNFINISHED_HOURS, unknownConsent } from './consents.js';
import { placeOfAccess, planEndOfAccess } from './end-access.js';
import { openSecret, sealSecret } from './seal-secret.js';
import type { Services } from './services.js';

/** Whether a person may still finish this consent. */
export function isOpen({ now }: Services, { status, requestedAt }: Consent): boolean {
  const ageMs = now().getTime() - new Date(requestedAt).getTime();
  return UNFINISHED.includes(status) && ageMs < UNFINISHED_HOURS * 3_600_000;
}

/** Where the person is sent when it has answered. */
export function redirectOf({ redirectUrl, id }: Consent, error: string | null = null): string {
  const url = new URL(redirectUrl);
  url.searchParams.set('consent_id', uuidOf(id));
  if (error !== null) url.searchParams.set('error', error);
  return url.href;
}

/** Does something to a consent that is still open, while it is held; throws CONFLICT for one that is not. */
async function whileOpen<T>(
  services: Services,
  { projectId, id }: Consent,
  work: (transaction: Transaction, consent: Consent) => Promise<T>,
): Promise<T> {
  return services.database.transaction(async (transaction) => {
    const consent = await holdConsent(transaction, projectId, id);
    if (consent === null) throw unknownConsent();
    if (!isOpen(services, consent)) throw new AppError('CONFLICT', 'This consent is no longer open');
    return work(transaction, consent);
  });
}

function seal({ secretKey }: Services, consent: Consent, access: BankConsent | BankAccess): string {
  return sealSecret(JSON.stringify(access), placeOfAccess(consent), secretKey);
}

/**
 * Uses the link: the browser that does so first gets the consent's one session. Throws CONFLICT when another has it, or when
 * the consent is no longer open.
 */
export async function useLink(services: Services, { consent }: Visitor): Promise<string> {
  return whileOpen(services, consent, async (transaction, held) => {
    if (held.sessionHash !== null) throw new AppError('CONFLICT', 'This link has been used');
    const { session, sessionHash } = newSession(held);
    await updateConsent(transaction, held, { sessionHash });
    return session;
  });
}

/** Sends the person to the bank: returns the address. Throws BankFault, or CONFLICT for a consent that is no longer open. */
export async function leaveForBank(
  services: Services,
  consent: Consent,
  session: string,
  { returnUrl, language }: { readonly returnUrl: string } & Required<Pick<AnnouncedConsent, 'language'>>,
): Promise<string> {
  const { providerKey } = consent;
  const validUntil = consent.expiresAt.slice(0, 10) as CalendarDate;
  const state = returnState(services, consent, session);
  const announced = { providerKey, validUntil, language };
  const { url, bankConsentId } = await services.banks.authorizationUrl(announced, returnUrl, state);
  await whileOpen(services, consent, async (transaction, held) => {
    // Of somebody who has been at the bank before: nobody would ever end that access.
    await planEndOfAccess(services, transaction, held);
    await changeStatus(services, transaction, held, 'AUTHENTICATING', {
      accessSealed: seal(services, held, { providerKey, bankConsentId }),
      offered: null,
      returnUrl,
    });
  });
  return url;
}

/**
 * Takes what the bank says of a person who is back: the accounts to pick from (AUTHENTICATED), or a refusal, which ends the
 * consent. Throws BankFault when the bank fails, CONFLICT for a consent that nobody is at the bank for.
 */
export async function comeBack(
  services: Services,
  consent: Consent,
  query: Readonly<Record<string, string>>,
): Promise<Consent> {
  const { banks, secretKey } = services;
  const { returnUrl, accessSealed } = consent;
  if (consent.status !== 'AUTHENTICATING' || returnUrl === null || accessSealed === null)
    throw new AppError('CONFLICT', 'Nobody is at the bank for this consent');
  const { code } = query;
  if (code === undefined) return refuse(services, consent);
  const begun = JSON.parse(openSecret(accessSealed, placeOfAccess(consent), secretKey)) as BankConsent;
  try {
    const first = await banks.exchangeCode({ ...begun, code, redirectUri: returnUrl });
    const { accounts: offered, access } = await banks.listAccounts(first);
    return await whileOpen(services, consent, (transaction, held) =>
      changeStatus(services, transaction, held, 'AUTHENTICATED', {
        accessSealed: seal(services, held, access),
        offered,
        returnUrl: null,
      }),
    );
  } catch (error) {
    if (!(error instanceof BankFault) || error.kind !== 'REVOKED') throw error;
    return refuse(services, consent);
  }
}

/** The person's yes to these accounts: fetching begins. Throws BAD_REQUEST unless they are among those on offer, CONFLICT. */
export async function approve(services: Services, consent: Consent, picked: readonly string[]): Promise<Consent> {
  return whileOpen(services, consent, async (transaction, held) => {
    if (held.status !== 'AUTHENTICATED' || held.offered === null)
      throw new AppError('CONFLICT', 'There are no accounts to pick from');
    const offered = held.offered.map(({ id }) => id);
    if (picked.length === 0 || !picked.every((id) => offered.includes(id)))
      throw new AppError('BAD_REQUEST', 'Pick at least one of the accounts on offer', { field: 'account' });
    await queueFetch(services, transaction, held);
    return changeStatus(services, transaction, held, 'UPDATING', { picked: [...new Set(picked)], offered: null });
  });
}

/** The person's no: ends the consent in ERROR. */
export async function refuse(services: Services, consent: Consent): Promise<Consent> {
  return whileOpen(services, consent, (transaction, held) => {
    const error = consentError(services, 'ACCESS_DENIED', 'The person did not give the consent');
    return endConsent(services, transaction, held, 'ERROR', error);
  });
}
