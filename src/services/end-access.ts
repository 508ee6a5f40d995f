import { BankFault } from '../domain/bank-fault.js';
import type { BankConsent } from '../domain/bank-fetcher.js';
import { END_ACCESS } from '../jobs/queue.js';
import type { Consent } from '../store/consents.js';
import type { Transaction } from '../store/database.js';
import { deleteEndedAccess, findEndedAccess, insertEndedAccess } from '../store/ended-accesses.js';
import { openSecret, UnsealError } from './seal-secret.js';
import type { Services } from './services.js';

/** Names the job of telling a bank that an access has ended, and how many tries met a failing bank before. */
export interface EndAccessJob {
  readonly projectId: string;
  readonly accessId: string;
  readonly attempt: number;
}

/** Seconds until another try after a bank failed: three days together. Then the bank's own date ends the access. */
const RETRY_SECONDS = [60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400] as const;

/** Whose secret a consent's sealed access is; see sealSecret. */
export function placeOfAccess({ projectId, id }: Pick<Consent, 'projectId' | 'id'>): string {
  return `consent:${projectId}:${id}`;
}

/**
 * Plans to tell the bank that a consent's present access has ended, in the caller's transaction: the bank may be down, and the consent may
 * be erased here at once. Nothing happens for a consent the bank knows nothing of.
 */
export async function planEndOfAccess(
  services: Services,
  transaction: Transaction,
  consent: Pick<Consent, 'projectId' | 'id' | 'accessSealed'>,
): Promise<void> {
  const { projectId, id: consentId, accessSealed } = consent;
  if (accessSealed === null) return;
  const accessId = services.newId();
  await insertEndedAccess(transaction, { projectId, id: accessId, consentId, accessSealed });
  await queueEnd(services, transaction, { projectId, accessId, attempt: 0 }, 0);
}

function queueEnd({ queue }: Services, transaction: Transaction, job: EndAccessJob, startAfterSeconds: number) {
  return queue.enqueue(transaction, END_ACCESS, job, { startAfterSeconds });
}

/** The try after one that failed: the first of the plan that is as late as the bank asks, else its last; null when that was the last. */
function nextTry(attempt: number, askedSeconds: number): { attempt: number; startAfterSeconds: number } | null {
  if (RETRY_SECONDS[attempt] === undefined) return null;
  let next = attempt;
  let startAfterSeconds = 0;
  do {
    startAfterSeconds += RETRY_SECONDS[next] ?? 0;
    next += 1;
  } while (startAfterSeconds < askedSeconds && next < RETRY_SECONDS.length);
  return { attempt: next, startAfterSeconds };
}

/** Tells the bank; a bank that fails is told again later. What was kept for it goes when the bank knows, or never will. */
export async function endAccess(services: Services, job: EndAccessJob): Promise<void> {
  const { banks, database } = services;
  const { projectId, accessId } = job;
  const ended = await findEndedAccess(database, projectId, accessId);
  if (ended === null) return;
  const consent = opened(services, ended.accessSealed, placeOfAccess({ projectId, id: ended.consentId }));
  try {
    if (consent !== null) await banks.endConsent(consent);
  } catch (error) {
    if (!(error instanceof BankFault)) throw error;
    const next = error.kind === 'REVOKED' ? null : nextTry(job.attempt, error.retryAfterSeconds ?? 0);
    if (next !== null) {
      const again = { ...job, attempt: next.attempt };
      await database.transaction((transaction) => queueEnd(services, transaction, again, next.startAfterSeconds));
      return;
    }
  }
  await deleteEndedAccess(database, projectId, accessId);
}

/** Null for what was sealed under a key that is no more: nobody can tell the bank then. */
function opened({ secretKey }: Services, sealed: string, place: string): BankConsent | null {
  try {
    return JSON.parse(openSecret(sealed, place, secretKey)) as BankConsent;
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}
