import type { CalendarDate } from '../domain/calendar-date.js';
import type { JobStatus } from '../domain/categorization.js';
import { AppError } from '../domain/errors.js';
import type { Review, ReviewProfile } from '../domain/review.js';
import { RUN_CFA_JOB } from '../jobs/queue.js';
import {
  type AnalysisJob,
  findAnalysisJob,
  findReview,
  insertAnalysisJob,
  listAnalysisJobs as listFromStore,
  updateReference,
} from '../store/analysis-jobs.js';
import { type AccountKey, countAccounts } from '../store/consent-accounts.js';
import { lockCustomer } from '../store/customers.js';
import type { Queryable } from '../store/database.js';
import { accountsInScope } from './bank-accounts.js';
import { type CfaJob, checkMetadata, type JobMetadata } from './categorization-jobs.js';
import type { Services } from './services.js';

export type { AnalysisJob } from '../store/analysis-jobs.js';

/** Whose accounts an analysis is about: lists of our ids, taken together. */
export interface AnalysisInputIds {
  readonly consentIds?: readonly string[] | undefined;
  readonly userIds?: readonly string[] | undefined;
  readonly accountIds?: readonly string[] | undefined;
  /** The accounts of earlier analyses. */
  readonly analysisJobIds?: readonly string[] | undefined;
}

export interface NewAnalysisJobRequest {
  readonly reference?: string | null | undefined;
  readonly profile: ReviewProfile;
  readonly input: AnalysisInputIds;
  readonly metadata: JobMetadata;
  /** The metadata as the caller wrote them, to be given back. */
  readonly metadataAsGiven: Readonly<Record<string, unknown>>;
  /** Both included; without them all that is known counts. */
  readonly dateFrom?: CalendarDate | null | undefined;
  readonly dateTo?: CalendarDate | null | undefined;
}

/**
 * Accepts an analysis and queues it, PENDING. Throws BAD_REQUEST or MISSING_PARAM naming the field, UNKNOWN_ENTITY for an id
 * that is not the project's, CONFLICT where no account has been fetched yet.
 */
export async function createAnalysisJob(
  services: Services,
  { projectId, clientId }: { readonly projectId: string; readonly clientId: string },
  request: NewAnalysisJobRequest,
): Promise<AnalysisJob> {
  const { database, newId, now, queue } = services;
  const { profile, input, dateFrom = null, dateTo = null } = request;
  const checked = checkMetadata(profile, request.metadata);
  if (dateFrom !== null && dateTo !== null && dateFrom > dateTo)
    throw new AppError('BAD_REQUEST', 'dateFrom must not be after dateTo', { field: 'dateFrom' });
  const accounts = await accountsOf(services, projectId, input);
  return database.transaction(async (transaction) => {
    await holdAccounts(transaction, projectId, accounts);
    const created = await insertAnalysisJob(transaction, {
      projectId,
      clientId,
      id: newId(),
      reference: request.reference ?? null,
      engine: 'z2',
      profile,
      input: Object.fromEntries(Object.entries(input).flatMap(([name, ids]) => (ids ? [[name, ids]] : []))),
      ...checked,
      metadata: request.metadataAsGiven,
      dateFrom,
      dateTo,
      createdAt: now().toISOString(),
      accounts,
    });
    const work: CfaJob = { kind: 'analysis', projectId, jobId: created.id };
    await queue.enqueue(transaction, RUN_CFA_JOB, work);
    return created;
  });
}

/** Holds the users of accounts until the job about them is there: it goes with any of them, and none that goes meanwhile may leave one. */
async function holdAccounts(transaction: Queryable, projectId: string, accounts: readonly AccountKey[]): Promise<void> {
  // In the order of their ids: two jobs cannot wait for one another.
  const customerIds = [...new Set(accounts.map(({ customerId }) => customerId))].sort();
  for (const customerId of customerIds) await lockCustomer(transaction, projectId, customerId);
  if ((await countAccounts(transaction, projectId, accounts)) < accounts.length) {
    const message = 'An account was erased while the analysis was asked for: ask again without it';
    throw new AppError('UNKNOWN_ENTITY', message, { field: 'input' });
  }
}

async function accountsOf(services: Services, projectId: string, input: AnalysisInputIds): Promise<AccountKey[]> {
  const { consentIds = [], userIds = [], accountIds = [], analysisJobIds = [] } = input;
  if ([consentIds, userIds, accountIds, analysisJobIds].every((ids) => ids.length === 0)) {
    const message = 'input needs one of consentIds, userIds, accountIds, analysisJobIds';
    throw new AppError('MISSING_PARAM', message, { field: 'input' });
  }
  const scopes = [
    ...consentIds.map((consentId) => ({ consentId })),
    ...userIds.map((userId) => ({ userId })),
    ...accountIds.map((accountId) => ({ accountId })),
  ];
  const found = new Map<string, AccountKey>();
  for (const scope of scopes) {
    const { customerId, accountIds: own } = await accountsInScope(services, projectId, scope);
    for (const accountId of own) found.set(accountId, { customerId, accountId });
  }
  for (const id of analysisJobIds) {
    for (const key of (await getAnalysisJob(services, projectId, id)).accounts) found.set(key.accountId, key);
  }
  if (found.size === 0) {
    const message = 'No account has been fetched yet: wait until the consent is UPDATED';
    throw new AppError('CONFLICT', message, { field: 'input' });
  }
  return [...found.values()];
}

/** The job without its outcome; throws UNKNOWN_ENTITY, also for another project's. */
export async function getAnalysisJob({ database }: Services, projectId: string, id: string): Promise<AnalysisJob> {
  const job = await findAnalysisJob(database, projectId, id);
  if (job === null) throw new AppError('UNKNOWN_ENTITY', 'There is no such analysis job', { field: 'id' });
  return job;
}

/** The outcome of a job; null while there is none. */
export function getReview({ database }: Services, { projectId, id }: AnalysisJob): Promise<Review | null> {
  return findReview(database, projectId, id);
}

/** Gives a job another reference; throws UNKNOWN_ENTITY. */
export async function renameAnalysisJob(
  services: Services,
  projectId: string,
  id: string,
  reference: string | null,
): Promise<AnalysisJob> {
  await updateReference(services.database, projectId, id, reference);
  return getAnalysisJob(services, projectId, id);
}

/** Which jobs to list; what is not named does not filter. Instants are ISO 8601; `before` is not included. */
export interface AnalysisJobQuery {
  readonly status?: JobStatus | undefined;
  readonly engine?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** The project's jobs without their outcomes, newest first. */
export function listAnalysisJobs(
  { database }: Services,
  projectId: string,
  { status, engine, from, before }: AnalysisJobQuery,
): Promise<AnalysisJob[]> {
  return listFromStore(database, projectId, {
    status: status ?? null,
    engine: engine ?? null,
    from: from ?? null,
    before: before ?? null,
  });
}
