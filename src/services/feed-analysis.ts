import { importReport } from '../domain/import.js';
import { type AnalysisRecord, failAnalysis, lockAnalysis, resumeAnalysis } from '../store/analyses.js';
import { lockCustomer } from '../store/customers.js';
import type { Transaction } from '../store/database.js';
import { findProject, type Project } from '../store/projects.js';
import { getAnalysis } from './analyses.js';
import { unknownCustomer } from './customers.js';
import { emitEvent } from './emit-event.js';
import { importTransactions } from './import-transactions.js';
import { formatOf, readBankData } from './read-bank-data.js';
import type { Services } from './services.js';
import { queueAnalysis, todayOf } from './start-analysis.js';

/** What a connector sends: the customer's bank data, or why there is none. */
export interface AnalysisUpdate {
  readonly format?: string | undefined;
  readonly status?: string | undefined;
  readonly accounts?: unknown;
  readonly connections?: unknown;
  readonly error?:
    | { readonly code?: string | null | undefined; readonly message?: string | null | undefined }
    | null
    | undefined;
}

const ERROR_CODE_DEFAULT = 'CONNECTOR_ERROR';
const ERROR_MESSAGE_DEFAULT = 'The connector could not fetch the bank details';
/** Connectors pass on what the aggregator said, which may be a whole page; refused, the analysis would wait for nothing. */
const ERROR_MESSAGE_LENGTH_MAX = 2_000;

/** Whether a connector tells what it found; nothing found is told too, by an empty list. */
function tellsData({ accounts = null, connections = null }: AnalysisUpdate): boolean {
  return accounts !== null || connections !== null;
}

/**
 * Adds a connector's bank data to an analysis that waits for them and runs it, also where it found no account; or ends it with the
 * connector's error, which wins over data sent beside it. An update that says nothing changes nothing.
 * Nor does one that comes after the data or the end: contract A takes accounts only while the analysis has none, and a connector that
 * was told twice sends everything twice. Throws the faults of `createAnalysis`.
 */
export async function feedAnalysis(
  services: Services,
  projectId: string,
  customerId: string,
  id: string,
  update: AnalysisUpdate,
): Promise<AnalysisRecord> {
  const { database } = services;
  const project = await findProject(database, projectId);
  if (project === null) throw unknownCustomer();
  await getAnalysis(services, projectId, customerId, id);
  const isFailure = update.status === 'ERROR' || (update.error !== undefined && update.error !== null);
  const batch = !isFailure && tellsData(update) ? readBankData(update, formatOf(update.format), project.country) : null;
  await database.transaction(async (transaction) => {
    if ((await lockCustomer(transaction, projectId, customerId)) === null) throw unknownCustomer();
    if (!isFailure && batch === null) return;
    const waiting = await lockAnalysis(transaction, projectId, customerId, id);
    if (waiting?.status !== 'CREATED') return;
    if (isFailure) await fail(services, transaction, waiting, update.error ?? {});
    else if (batch !== null) {
      const outcome = await importTransactions(transaction, projectId, customerId, batch);
      const imported = importReport(outcome, batch.problems);
      await run(services, transaction, { ...waiting, format: update.format ?? waiting.format, imported }, project);
    }
  });
  return getAnalysis(services, projectId, customerId, id);
}

async function run(
  services: Services,
  transaction: Transaction,
  { projectId, customerId, id, format, imported }: AnalysisRecord,
  project: Project,
): Promise<void> {
  const asOf = todayOf(services, project);
  await resumeAnalysis(transaction, { projectId, customerId, id }, { format, asOf, imported });
  await queueAnalysis(services, transaction, { projectId, customerId, id });
  await emitEvent(services, transaction, {
    projectId,
    customerId,
    name: 'bank_details_fetched',
    payload: { customerId, analysisId: id },
  });
}

async function fail(
  services: Services,
  transaction: Transaction,
  { projectId, customerId, id }: AnalysisRecord,
  error: NonNullable<AnalysisUpdate['error']>,
): Promise<void> {
  const told = (error.message ?? ERROR_MESSAGE_DEFAULT).slice(0, ERROR_MESSAGE_LENGTH_MAX);
  // Without what no database keeps: NUL, and the first half of a character that was cut in two.
  const message = told.replaceAll('\u0000', '').replace(/[\uD800-\uDBFF]$/, '');
  await failAnalysis(transaction, { projectId, customerId, id }, error.code ?? ERROR_CODE_DEFAULT, message);
  await emitEvent(services, transaction, {
    projectId,
    customerId,
    name: 'analysis_completed',
    payload: { customerId, analysisId: id },
  });
}
