import { type ImportBatch, type ImportProblem, importReport } from '../domain/import.js';
import type { MergedImport } from '../domain/merge-import.js';
import { listAccounts } from '../store/accounts.js';
import type { AnalysisRecord } from '../store/analyses.js';
import { lockCustomer } from '../store/customers.js';
import type { Database, Transaction } from '../store/database.js';
import type { Project } from '../store/projects.js';
import { unknownCustomer } from './customers.js';
import { emitEvent } from './emit-event.js';
import { keepMerged, mergeAsFirst } from './import-transactions.js';
import type { Services } from './services.js';
import { startAnalysis } from './start-analysis.js';

/** What a client's analysis is to be, as checked. */
export type WantedAnalysis = Pick<AnalysisRecord, 'disableScores' | 'disableCreditInsights' | 'application'> & {
  readonly format?: string | undefined;
  readonly dataOrigin?: AnalysisRecord['dataOrigin'] | undefined;
  readonly temporaryCode?: string | undefined;
  /** Records of its bank data that could not be read. */
  readonly problems: readonly ImportProblem[];
};

/**
 * Writes an accepted analysis with what its bank data make of the customer's accounts, and what follows from it; with null instead of data it
 * waits for them. The caller holds the customer.
 */
export type Accept = (transaction: Transaction, merge: MergedImport | null) => Promise<AnalysisRecord>;

/** How to accept an analysis of a customer, under one id however often it takes. */
export function acceptanceOf(
  services: Services,
  project: Project,
  customerId: string,
  { temporaryCode, ...wanted }: WantedAnalysis,
): Accept {
  const { projectId } = project;
  const id = services.newId();
  const about = { projectId, customerId, payload: { customerId, analysisId: id } };
  return async (transaction, merge) => {
    const [created] = await Promise.all([
      startAnalysis(services, transaction, project, {
        id,
        customerId,
        status: merge === null ? 'CREATED' : 'IN_PROGRESS',
        format: wanted.format ?? 'ALGOAN',
        source: 'CLIENT',
        dataOrigin: wanted.dataOrigin ?? 'UNKNOWN',
        disableScores: wanted.disableScores,
        disableCreditInsights: wanted.disableCreditInsights,
        application: wanted.application,
        imported: merge && importReport(merge, wanted.problems),
      }),
      merge === null ? null : keepMerged(transaction, projectId, customerId, merge),
      emitEvent(
        services,
        transaction,
        merge === null
          ? { ...about, name: 'bank_details_required', temporaryCode }
          : { ...about, name: 'bank_details_fetched' },
      ),
    ]);
    return created;
  };
}

/** Thrown to roll back a first import that was not the first. */
class ImportedMeanwhile extends Error {}

/**
 * Accepts the first bank data of a customer: merged before the transaction begins, and written without waiting for the answers that make sure
 * of it, because the embedded database has one transaction at a time. Null where something has been imported meanwhile; throws
 * UNKNOWN_ENTITY for the customer.
 */
export async function acceptFirst(
  database: Database,
  projectId: string,
  customerId: string,
  batch: ImportBatch,
  accept: Accept,
): Promise<AnalysisRecord | null> {
  const merge = mergeAsFirst(projectId, customerId, batch);
  const accepting = database.transaction(async (transaction) => {
    const customer = lockCustomer(transaction, projectId, customerId);
    const accounts = listAccounts(transaction, projectId, customerId);
    const accepted = accept(transaction, merge);
    // Without the customer, or beside another import, this fails too; the answers below tell why.
    accepted.catch(() => {});
    if ((await customer) === null) throw unknownCustomer();
    if ((await accounts).length > 0) throw new ImportedMeanwhile();
    return accepted;
  });
  return accepting.catch((error: unknown) => {
    if (error instanceof ImportedMeanwhile) return null;
    throw error;
  });
}
