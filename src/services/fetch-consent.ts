import type { BankFault } from '../domain/bank-fault.js';
import type { BankAccess } from '../domain/bank-fetcher.js';
import { addDays, addMonths, type CalendarDate } from '../domain/calendar-date.js';
import { GRANTED } from '../domain/consent.js';
import type { ImportBatch } from '../domain/import.js';
import { calendarDateIn, type Instant, timeZoneOf } from '../domain/instant.js';
import { parsePsd2 } from '../formats/psd2/parse-psd2.js';
import { coverAccounts } from '../store/consent-accounts.js';
import { type Consent, findConsent, lockConsent, updateConsent } from '../store/consents.js';
import { deleteFetchSteps } from '../store/fetch-steps.js';
import { changeStatus, consentData, consentError, endConsent } from './change-consent.js';
import { type FetchConsentJob, holdConsent, queueFetch } from './consents.js';
import { emitEvent } from './emit-event.js';
import { placeOfAccess } from './end-access.js';
import { fetchStepsOf, stepKeeper } from './fetch-steps.js';
import { importTransactions } from './import-transactions.js';
import { openSecret, sealSecret } from './seal-secret.js';
import type { Services } from './services.js';

/** What the contract fetches at most, counted back from the day of the consent. */
const HISTORY_MONTHS = 18;
/** How far a later fetch looks back behind the one before: pending payments become booked, and banks correct, within weeks. */
const OVERLAP_DAYS = 35;
/** Seconds until another try after a bank failed; after the last one a consent that never gave anything ends in ERROR. */
const RETRY_SECONDS = [60, 300, 1_800, 7_200, 21_600] as const;

/** The first day whose transactions may be read. */
export function historyStart({ requestedAt, countryCode }: Consent): CalendarDate {
  return addMonths(calendarDateIn(requestedAt as Instant, timeZoneOf(countryCode)), -HISTORY_MONTHS);
}

function sinceOf(consent: Consent): CalendarDate {
  const start = historyStart(consent);
  if (consent.fetchedAt === null) return start;
  const overlap = addDays(consent.fetchedAt.slice(0, 10) as CalendarDate, -OVERLAP_DAYS);
  return overlap > start ? overlap : start;
}

/**
 * Reads a consent's accounts at the bank and takes them in. A consent that has ended meanwhile keeps what it has and gets
 * nothing. A bank that fails is tried again later (FAILING); one that no longer knows the consent ends it. Every answer is kept
 * until all are there: the next try, in whichever process, asks for the others only.
 * Faults of ours are thrown, so that the job is tried again.
 */
export async function fetchConsent(services: Services, job: FetchConsentJob): Promise<void> {
  const { banks, database, secretKey } = services;
  const consent = await findConsent(database, job.projectId, job.consentId);
  if (consent === null) return;
  if (!isReadable(services, consent) || consent.accessSealed === null) return deleteFetchSteps(database, job);
  const access = JSON.parse(openSecret(consent.accessSealed, placeOfAccess(consent), secretKey)) as BankAccess;
  const window = { dateFrom: sinceOf(consent), dateTo: todayOf(services, consent) };
  const steps = await fetchStepsOf(services, job);
  const result = await banks.fetchAnswers(access, window, {
    accountIds: consent.picked,
    steps,
    onStep: stepKeeper(services, job, steps.length),
    onRefresh: (renewed) => keep(services, consent, renewed),
  });
  if (result.outcome === 'INTERRUPTED') return recordFault(services, job, result.fault);
  await takeIn(services, job, within(parsePsd2({ ...result.answers }, { country: consent.countryCode }), consent));
}

function todayOf({ now }: Services, { countryCode }: Consent): CalendarDate {
  return calendarDateIn(now().toISOString() as Instant, timeZoneOf(countryCode));
}

function isReadable({ now }: Services, { status, expiresAt }: Consent): boolean {
  return GRANTED.includes(status) && new Date(expiresAt) > now();
}

async function keep({ database, secretKey }: Services, consent: Consent, access: BankAccess): Promise<void> {
  const accessSealed = sealSecret(JSON.stringify(access), placeOfAccess(consent), secretKey);
  await database.transaction(async (transaction) => {
    const held = await lockConsent(transaction, consent.projectId, consent.id);
    if (held !== null && held.accessSealed !== null) await updateConsent(transaction, held, { accessSealed });
  });
}

/** The accounts that the person picked, and of their transactions those of the months that may be read. */
function within(batch: ImportBatch, consent: Consent): ImportBatch {
  const start = historyStart(consent);
  return {
    ...batch,
    accounts: batch.accounts
      .filter(({ facts }) => facts.aggregatorId !== null && consent.picked.includes(facts.aggregatorId))
      .map(({ facts, transactions }) => ({ facts, transactions: transactions.filter(({ date }) => date >= start) })),
  };
}

async function takeIn(services: Services, job: FetchConsentJob, batch: ImportBatch): Promise<void> {
  const { projectId, consentId } = job;
  await services.database.transaction(async (transaction) => {
    const consent = await holdConsent(transaction, projectId, consentId);
    if (consent === null) return;
    await deleteFetchSteps(transaction, job);
    if (!isReadable(services, consent)) return;
    const { customerId } = consent;
    const { accountIds } = await importTransactions(transaction, projectId, customerId, batch);
    const added = await coverAccounts(transaction, consent, accountIds);
    const isWhole = accountIds.length >= consent.picked.length;
    const error = consentError(services, 'ACCOUNT_NOT_READ', 'An account of the consent could not be read at the bank');
    const errors = isWhole ? [] : [error];
    await changeStatus(services, transaction, consent, 'UPDATED', { fetchedAt: services.now().toISOString(), errors });
    const event = { projectId, customerId, payload: { ...consentData(consent), status: 'UPDATED' } };
    if (added > 0) await emitEvent(services, transaction, { ...event, name: 'consent.accounts.updated' });
    await emitEvent(services, transaction, { ...event, name: 'transactions.fetched' });
  });
}

/** Writes down what a bank's fault means for the consent, and plans another try where one may help. */
async function recordFault(services: Services, job: FetchConsentJob, fault: BankFault): Promise<void> {
  const { projectId, consentId, fetchId, attempt } = job;
  await services.database.transaction(async (transaction) => {
    const consent = await holdConsent(transaction, projectId, consentId);
    if (consent === null || !GRANTED.includes(consent.status)) return;
    if (fault.kind === 'REVOKED') {
      const error = consentError(services, 'CONSENT_REVOKED', 'The consent has been withdrawn at the bank');
      await endConsent(services, transaction, consent, 'INVALIDATED', error);
      return;
    }
    const code = fault.kind === 'RATE_LIMITED' ? 'BANK_RATE_LIMIT' : 'BANK_UNAVAILABLE';
    const error = consentError(services, code, 'The bank did not answer as it should');
    const delay = RETRY_SECONDS[attempt];
    if (delay === undefined && consent.fetchedAt === null) {
      await endConsent(services, transaction, consent, 'ERROR', error);
      return;
    }
    await changeStatus(services, transaction, consent, 'FAILING', { errors: [error] });
    if (delay === undefined) return deleteFetchSteps(transaction, job);
    const startAfterSeconds = Math.max(delay, fault.retryAfterSeconds ?? 0);
    await queueFetch(services, transaction, consent, { fetchId, attempt: attempt + 1, startAfterSeconds });
  });
}

/** Marks a consent whose fetch failed for reasons of ours too often; a refresh can try again. */
export async function giveUpFetch(services: Services, job: FetchConsentJob): Promise<void> {
  const { projectId, consentId } = job;
  await services.database.transaction(async (transaction) => {
    await deleteFetchSteps(transaction, job);
    const consent = await holdConsent(transaction, projectId, consentId);
    if (consent === null || !GRANTED.includes(consent.status)) return;
    const error = consentError(services, 'INTERNAL_ERROR', 'The accounts could not be read because of a fault of ours');
    await changeStatus(services, transaction, consent, 'FAILING', { errors: [error] });
  });
}
