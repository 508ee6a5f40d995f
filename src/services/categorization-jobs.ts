import type { CategoryEngine } from '../domain/categorization.js';
import { AppError } from '../domain/errors.js';
import type { ReviewProfile } from '../domain/review.js';
import { uuidOf } from '../domain/uuid.js';
import { RUN_CFA_JOB } from '../jobs/queue.js';
import { saveCategories } from '../store/account-categories.js';
import {
  beginCategorizationJob,
  type CategorizationJob,
  endCategorizationJob,
  findCategorizationJob,
  insertCategorizationJob,
} from '../store/categorization-jobs.js';
import { lockCustomer } from '../store/customers.js';
import type { Transaction } from '../store/database.js';
import { accountsInScope } from './bank-accounts.js';
import { categoriesFound, understandCustomer } from './categorise.js';
import { holdConsent, unknownConsent } from './consents.js';
import { emitEvent } from './emit-event.js';
import type { AnalysisServices, Services } from './services.js';
import { type UserName, unknownUser, userNamed } from './users.js';

export type { CategorizationJob } from '../store/categorization-jobs.js';

/** Names a job of contract B: where the worker finds it. */
export interface CfaJob {
  readonly kind: 'categorization' | 'analysis';
  readonly projectId: string;
  readonly jobId: string;
}

/** What jobs are told of the customer beside its transactions. */
export interface JobMetadata {
  /** Eight digits; a corporate profile needs it. */
  readonly kvkNumber?: string | undefined;
  readonly internalIbans?: readonly string[] | undefined;
}

export interface NewCategorizationJob extends UserName {
  readonly engine: CategoryEngine;
  readonly profile: ReviewProfile;
  readonly countryCode: string;
  readonly consentId?: string | undefined;
  readonly metadata: JobMetadata;
}

const KVK = /^\d{8}$/;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/;

/** Checks a job's metadata; throws BAD_REQUEST or MISSING_PARAM naming the field. Returns IBANs without spaces, in upper case. */
export function checkMetadata(
  profile: ReviewProfile,
  { kvkNumber, internalIbans = [] }: JobMetadata,
): { kvkNumber: string | null; internalIbans: string[] } {
  if (kvkNumber !== undefined && !KVK.test(kvkNumber))
    throw new AppError('BAD_REQUEST', 'metadata.kvk_number must be eight digits', { field: 'metadata.kvk_number' });
  if (profile === 'corporate' && kvkNumber === undefined) {
    const message = 'metadata.kvk_number is required for the profile corporate';
    throw new AppError('MISSING_PARAM', message, { field: 'metadata.kvk_number' });
  }
  const ibans = internalIbans.map((iban) => iban.replace(/\s/g, '').toUpperCase());
  if (!ibans.every((iban) => IBAN.test(iban)))
    throw new AppError('BAD_REQUEST', 'metadata.internal_ibans must be IBANs', { field: 'metadata.internal_ibans' });
  return { kvkNumber: kvkNumber ?? null, internalIbans: ibans };
}

/** Accepts a job and queues it; throws BAD_REQUEST or MISSING_PARAM naming the field, UNKNOWN_ENTITY for user or consent. */
export async function createCategorizationJob(
  services: Services,
  projectId: string,
  { engine, profile, countryCode, metadata, ...scope }: NewCategorizationJob,
): Promise<CategorizationJob> {
  const { database, newId, now, queue } = services;
  const checked = checkMetadata(profile, metadata);
  if (scope.consentId === undefined && (await userNamed(services, projectId, scope)) === null) {
    throw new AppError('MISSING_PARAM', 'consentId, userId or externalUserId is required', { field: 'consentId' });
  }
  const { customerId } = await accountsInScope(services, projectId, scope);
  return database.transaction(async (transaction) => {
    if (scope.consentId === undefined) {
      if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownUser(scope);
    } else if ((await holdConsent(transaction, projectId, scope.consentId)) === null) throw unknownConsent();
    const created = await insertCategorizationJob(transaction, {
      projectId,
      id: newId(),
      customerId,
      engine,
      profile,
      countryCode,
      input: Object.fromEntries(Object.entries(scope).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      consentId: scope.consentId ?? null,
      ...checked,
      createdAt: now().toISOString(),
    });
    const work: CfaJob = { kind: 'categorization', projectId, jobId: created.id };
    await queue.enqueue(transaction, RUN_CFA_JOB, work);
    return created;
  });
}

/** The job; throws UNKNOWN_ENTITY, also for another project's or one of the other engine's route. */
export async function getCategorizationJob(
  { database }: Services,
  projectId: string,
  id: string,
): Promise<CategorizationJob> {
  const job = await findCategorizationJob(database, projectId, id);
  if (job === null) throw new AppError('UNKNOWN_ENTITY', 'There is no such categorization job', { field: 'id' });
  return job;
}

/** Categorises what a job covers, once: a second run finds it ended and does nothing. */
export async function runCategorizationJob(services: AnalysisServices, { projectId, jobId }: CfaJob): Promise<void> {
  const { database } = services;
  const job = await findCategorizationJob(database, projectId, jobId);
  if (job === null || !(await beginCategorizationJob(database, projectId, jobId))) return;
  const { customerId, engine, consentId } = job;
  const scope = consentId === null ? { userId: customerId } : { consentId };
  const { accountIds } = await accountsInScope(services, projectId, scope);
  const { transactions } = await understandCustomer(services, job, job);
  await database.transaction(async (transaction) => {
    // Held first: categories of transactions that an import removes meanwhile must not be written.
    if ((await lockCustomer(transaction, projectId, customerId)) === null) return;
    await saveCategories(transaction, projectId, customerId, engine, categoriesFound(transactions, accountIds));
    await endJob(services, transaction, job, 'COMPLETED');
  });
}

/** Ends a job whose last try failed. */
export async function giveUpCategorizationJob(services: AnalysisServices, { projectId, jobId }: CfaJob): Promise<void> {
  await services.database.transaction(async (transaction) => {
    const job = await findCategorizationJob(transaction, projectId, jobId);
    if (job !== null) await endJob(services, transaction, job, 'FAILED');
  });
}

async function endJob(
  services: AnalysisServices,
  transaction: Transaction,
  job: CategorizationJob,
  status: 'COMPLETED' | 'FAILED',
): Promise<void> {
  if (!(await endCategorizationJob(transaction, job, status, services.now().toISOString()))) return;
  const { projectId, customerId, consentId } = job;
  const consent = consentId === null ? {} : { consentId: uuidOf(consentId) };
  const payload = { userId: uuidOf(customerId), ...consent, jobId: uuidOf(job.id), status };
  await emitEvent(services, transaction, { projectId, customerId, name: 'categorizationjob.completed', payload });
}
