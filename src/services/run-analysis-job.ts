import type { Account } from '../domain/account.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { parseCurrency } from '../domain/money.js';
import { parameterOf } from '../domain/reference.js';
import type { CompanyInfo, Drivers, Review, ReviewedTransaction } from '../domain/review.js';
import { uuidOf } from '../domain/uuid.js';
import { reviewOf } from '../engine/review/review.js';
import { saveCategories } from '../store/account-categories.js';
import {
  type AnalysisJob,
  beginAnalysisJob,
  endAnalysisJob,
  findAnalysisJob,
  listPeers,
} from '../store/analysis-jobs.js';
import { lockCustomer } from '../store/customers.js';
import type { Transaction } from '../store/database.js';
import { categoriesFound, understandCustomer } from './categorise.js';
import type { CfaJob } from './categorization-jobs.js';
import { emitEvent } from './emit-event.js';
import type { AnalysisServices } from './services.js';

/** The accounts of a job with their transactions understood, of one customer after the other. */
interface UnderstoodJob {
  readonly accounts: readonly Account[];
  readonly transactions: readonly ReviewedTransaction[];
}

/**
 * Categorises what a job covers and reviews it, once: a second run finds it ended and does nothing. Faults are thrown, so
 * that the job is tried again.
 */
export async function runAnalysisJob(services: AnalysisServices, { projectId, jobId }: CfaJob): Promise<void> {
  const { database } = services;
  const job = await findAnalysisJob(database, projectId, jobId);
  if (job === null || !(await beginAnalysisJob(database, projectId, jobId))) return;
  const understood = await understandJob(services, job);
  const review = await compute(services, job, understood);
  await database.transaction(async (transaction) => {
    for (const customerId of customersOf(job)) {
      // A customer erased meanwhile has taken the job along.
      if ((await lockCustomer(transaction, projectId, customerId)) === null) return;
      const own = job.accounts.filter((key) => key.customerId === customerId).map(({ accountId }) => accountId);
      const found = categoriesFound(understood.transactions, own);
      await saveCategories(transaction, projectId, customerId, job.engine, found);
    }
    await endJob(services, transaction, job, review);
  });
}

/** In the order in which they are held, which is the same for every job. */
function customersOf({ accounts }: AnalysisJob): string[] {
  return [...new Set(accounts.map(({ customerId }) => customerId))].sort();
}

async function understandJob(services: AnalysisServices, job: AnalysisJob): Promise<UnderstoodJob> {
  const accountIds = new Set(job.accounts.map(({ accountId }) => accountId));
  const accounts: Account[] = [];
  const transactions: ReviewedTransaction[] = [];
  for (const customerId of customersOf(job)) {
    const understood = await understandCustomer(services, { projectId: job.projectId, customerId }, job);
    accounts.push(...understood.accounts.filter(({ id }) => accountIds.has(id)));
    transactions.push(...understood.transactions.filter((one) => accountIds.has(one.transaction.accountId)));
  }
  return { accounts, transactions };
}

async function compute(services: AnalysisServices, job: AnalysisJob, understood: UnderstoodJob): Promise<Review> {
  const { accounts, transactions } = understood;
  const { database } = services;
  const main = accounts.find(({ type }) => type === 'CHECKING') ?? accounts[0];
  const today = services.now().toISOString().slice(0, 10) as CalendarDate;
  const input = {
    profile: job.profile,
    accounts,
    transactions,
    currency: main?.currency ?? parseCurrency('EUR'),
    startDate: job.dateFrom,
    endDate: job.dateTo,
    company: companyOf(services, job, main),
    peers: await listPeers(database, job),
    peersMin: parameterOf(services.reference(today), 'review.peers-min'),
  };
  return reviewOf(input);
}

/** What the operator's register says, else what the request and the account do; null for retail. */
function companyOf(
  { companies }: AnalysisServices,
  { profile, kvkNumber }: AnalysisJob,
  account: Account | undefined,
): CompanyInfo | null {
  if (profile !== 'corporate' || kvkNumber === null) return null;
  const registered = companies.get(kvkNumber);
  const name = registered?.name ?? account?.ownerNames[0] ?? null;
  if (registered !== undefined) return { ...registered, name };
  return { name, kvkNumber, legalForm: null, sbiActivity: null, startDate: null, status: null };
}

/** Ends a job whose last try failed. */
export async function giveUpAnalysisJob(services: AnalysisServices, { projectId, jobId }: CfaJob): Promise<void> {
  await services.database.transaction(async (transaction) => {
    const job = await findAnalysisJob(transaction, projectId, jobId);
    if (job !== null) await endJob(services, transaction, job, null);
  });
}

function driversOf({ creditQualityMetrics }: Review): Drivers {
  return Object.fromEntries(creditQualityMetrics.map(({ name, value }) => [name, value]));
}

async function endJob(services: AnalysisServices, transaction: Transaction, job: AnalysisJob, review: Review | null) {
  const finishedAt = services.now().toISOString();
  const drivers = review === null ? null : driversOf(review);
  if (!(await endAnalysisJob(transaction, job, { review, drivers, finishedAt }))) return;
  const { projectId, input } = job;
  const [customerId = null] = customersOf(job);
  const [consentId] = input['consentIds'] ?? [];
  const payload = {
    ...(customerId === null ? {} : { userId: uuidOf(customerId) }),
    ...(consentId === undefined ? {} : { consentId: uuidOf(consentId) }),
    jobId: uuidOf(job.id),
    status: review === null ? 'FAILED' : 'COMPLETED',
  };
  await emitEvent(services, transaction, { projectId, customerId, name: 'analysisjob.completed', payload });
}
