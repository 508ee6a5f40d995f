import type { Analysis } from '../domain/analysis.js';
import type { Complete } from '../jobs/worker-loop.js';
import { type AnalysisRecord, endAnalysisInProgress } from '../store/analyses.js';
import type { Transaction } from '../store/database.js';
import { packJson } from '../store/packed-json.js';
import { findProject } from '../store/projects.js';
import { emitEvent } from './emit-event.js';
import { recordScores, type ScoredBy } from './score-records.js';
import type { AnalysisServices } from './services.js';
import { type RunAnalysisJob, startAnalysis } from './start-analysis.js';

/** Message of an analysis that failed for reasons of ours; the cause is logged without bank data. */
const INTERNAL_ERROR_MESSAGE = 'An internal error occurred: the analysis could not be computed';

/** Analyses that may follow one another because the one before ended in an error of ours. */
const RELAUNCHES_MAX = 3;

/** Thrown to roll back what followed from the end of an analysis that had ended already. */
class EndedMeanwhile extends Error {}

/**
 * Writes what an analysis came to, its scores with the scorecards that made them, and that its job is done, all at once; one that has ended
 * stays as it is. Subscribers to analysis_completed are told. Nothing waits for the answer that makes sure of it, because the embedded
 * database has one transaction at a time.
 */
export async function completeAnalysis(
  services: AnalysisServices,
  analysis: AnalysisRecord,
  made: { readonly result: Analysis; readonly scorers: readonly ScoredBy[] },
  complete: Complete,
): Promise<void> {
  const { status, error } = made.result;
  const outcome = {
    status,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    packed: packJson(made.result),
  };
  try {
    await services.database.transaction(async (transaction) => {
      const ended = endAnalysisInProgress(transaction, analysis, outcome);
      const followed = Promise.all([
        recordScores(services, transaction, analysis, made),
        tellSubscribers(services, transaction, analysis),
        complete(transaction),
      ]);
      // Beside another end this fails too; the answer below tells why.
      followed.catch(() => {});
      if ((await ended) === null) throw new EndedMeanwhile();
      await followed;
    });
  } catch (error) {
    if (!(error instanceof EndedMeanwhile)) throw error;
    await complete();
  }
}

/**
 * Ends an analysis in INTERNAL_ERROR: the engine failed on it, or its job failed for the last time. A new one is then launched (source
 * INTERNAL), at most three times in a row. One that has ended stays as it is. Subscribers to analysis_completed are told.
 */
export async function endInInternalError(
  services: AnalysisServices,
  { projectId, customerId, analysisId }: RunAnalysisJob,
): Promise<void> {
  const key = { projectId, customerId, id: analysisId };
  await services.database.transaction(async (transaction) => {
    const ended = await endAnalysisInProgress(transaction, key, {
      status: 'ERROR',
      errorCode: 'INTERNAL_ERROR',
      errorMessage: INTERNAL_ERROR_MESSAGE,
      packed: null,
    });
    if (ended === null) return;
    await tellSubscribers(services, transaction, ended);
    const project = ended.relaunches < RELAUNCHES_MAX ? await findProject(transaction, projectId) : null;
    if (project === null) return;
    await startAnalysis(services, transaction, project, {
      ...ended,
      id: services.newId(),
      status: 'IN_PROGRESS',
      source: 'INTERNAL',
      relaunches: ended.relaunches + 1,
    });
  });
}

async function tellSubscribers(
  services: AnalysisServices,
  transaction: Transaction,
  { projectId, customerId, id }: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id'>,
): Promise<void> {
  const payload = { customerId, analysisId: id };
  await emitEvent(services, transaction, { projectId, customerId, name: 'analysis_completed', payload });
}
