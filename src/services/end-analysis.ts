import type { Analysis } from '../domain/analysis.js';
import { endAnalysisInProgress } from '../store/analyses.js';
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

/**
 * Writes the outcome of an analysis, once: one that has ended stays as it is. Without a result it ends in INTERNAL_ERROR,
 * which is also how an analysis is given up whose job failed for the last time; a new one is then launched (source INTERNAL),
 * at most three times in a row. Scores are written down with the scorecards that made them. Subscribers to analysis_completed are told of either end.
 */
export async function endAnalysis(
  services: AnalysisServices,
  { projectId, customerId, analysisId }: RunAnalysisJob,
  result: Analysis | null,
  scorers: readonly ScoredBy[] = [],
): Promise<void> {
  const packed = result === null ? null : packJson(result);
  await services.database.transaction(async (transaction) => {
    const ended = await endAnalysisInProgress(
      transaction,
      { projectId, customerId, id: analysisId },
      {
        status: result?.status ?? 'ERROR',
        errorCode: result === null ? 'INTERNAL_ERROR' : (result.error?.code ?? null),
        errorMessage: result === null ? INTERNAL_ERROR_MESSAGE : (result.error?.message ?? null),
        packed,
      },
    );
    if (ended === null) return;
    await Promise.all([
      result === null ? null : recordScores(services, transaction, ended, { result, scorers }),
      emitEvent(services, transaction, {
        projectId,
        customerId,
        name: 'analysis_completed',
        payload: { customerId, analysisId },
      }),
    ]);
    if (result !== null || ended.relaunches >= RELAUNCHES_MAX) return;
    const project = await findProject(transaction, projectId);
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
