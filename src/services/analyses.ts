import { AppError } from '../domain/errors.js';
import { calendarDateIn, type Instant, timeZoneOf } from '../domain/instant.js';
import { RUN_ANALYSIS } from '../jobs/queue.js';
import { type AccountTimes, listAccountTimes } from '../store/accounts.js';
import { type AnalysisRecord, findAnalysis, insertAnalysis, listAnalyses } from '../store/analyses.js';
import { findCustomer, lockCustomer } from '../store/customers.js';
import { findProject } from '../store/projects.js';
import { unknownCustomer } from './customers.js';
import { importTransactions } from './import-transactions.js';
import { formatOf, readBankData } from './read-bank-data.js';
import type { Services } from './services.js';

export type { AnalysisRecord } from '../store/analyses.js';

export interface NewAnalysisRequest {
  readonly format?: string | undefined;
  readonly parameters?:
    | { readonly disableScores?: boolean | undefined; readonly disableCreditInsights?: boolean | undefined }
    | undefined;
  readonly dataOrigin?: 'OPEN_BANKING' | 'PDF' | 'UNKNOWN' | undefined;
  readonly accounts?: unknown;
  readonly connections?: unknown;
}

/** Names the job of an analysis: where the worker finds it. */
export interface RunAnalysisJob {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
}

function checkParameters({
  disableScores = false,
  disableCreditInsights = false,
}: NonNullable<NewAnalysisRequest['parameters']>) {
  if (disableScores && disableCreditInsights) {
    throw new AppError(
      'BAD_REQUEST',
      'parameters.disableScores and parameters.disableCreditInsights cannot both be true: nothing would be left to compute',
    );
  }
  return { disableScores, disableCreditInsights };
}

/** Nothing given, in any of the ways in which clients say so. */
function isEmpty(list: unknown): boolean {
  return list === undefined || list === null || (Array.isArray(list) && list.length === 0);
}

/**
 * Accepts an analysis: accounts and transactions are stored and the job is queued in one transaction, or nothing is.
 * Throws MISSING_PARAM or BAD_REQUEST naming the field, FORBIDDEN without any accounts, UNKNOWN_ENTITY for the customer.
 */
export async function createAnalysis(
  services: Services,
  projectId: string,
  customerId: string,
  request: NewAnalysisRequest,
): Promise<AnalysisRecord> {
  const { database, queue, newId, now } = services;
  const format = formatOf(request.format);
  const parameters = checkParameters(request.parameters ?? {});
  if ([request.accounts, request.connections].every(isEmpty)) {
    if ((await findCustomer(database, projectId, customerId)) === null) throw unknownCustomer();
    throw new AppError('FORBIDDEN', 'This project uses no connector: send accounts with their transactions');
  }
  const project = await findProject(database, projectId);
  if (project === null) throw unknownCustomer();
  const batch = readBankData(request, format, project.country);
  const analysis = await database.transaction(async (transaction) => {
    if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownCustomer();
    await importTransactions(transaction, projectId, customerId, batch);
    const created = await insertAnalysis(transaction, {
      projectId,
      customerId,
      id: newId(),
      status: 'IN_PROGRESS',
      format: request.format ?? 'ALGOAN',
      source: 'CLIENT',
      dataOrigin: request.dataOrigin ?? 'UNKNOWN',
      ...parameters,
      asOf: calendarDateIn(now().toISOString() as Instant, timeZoneOf(project.country)),
    });
    const job: RunAnalysisJob = { projectId, customerId, analysisId: created.id };
    await queue.enqueue(transaction, RUN_ANALYSIS, job);
    return created;
  });
  await queue.announce();
  return analysis;
}

/** The analysis; throws UNKNOWN_ENTITY for an unknown or foreign one. */
export async function getAnalysis(
  { database }: Services,
  projectId: string,
  customerId: string,
  id: string,
): Promise<AnalysisRecord> {
  const analysis = await findAnalysis(database, projectId, customerId, id);
  if (analysis === null) throw new AppError('UNKNOWN_ENTITY', 'There is no analysis with this id for this customer');
  return analysis;
}

export async function pageOfAnalyses(
  { database }: Services,
  projectId: string,
  customerId: string,
  page: { limit: number; offset: number },
) {
  if ((await findCustomer(database, projectId, customerId)) === null) throw unknownCustomer();
  return listAnalyses(database, projectId, customerId, page);
}

/** When the customer's accounts were first and last imported, by account id. */
export async function accountTimes(
  { database }: Services,
  projectId: string,
  customerId: string,
): Promise<ReadonlyMap<string, AccountTimes>> {
  return new Map((await listAccountTimes(database, projectId, customerId)).map(({ id, ...times }) => [id, times]));
}
