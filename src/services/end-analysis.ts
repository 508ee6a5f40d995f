import type { Analysis } from '../domain/analysis.js';
import { finishAnalysis, lockAnalysis } from '../store/analyses.js';
import type { Database } from '../store/database.js';
import type { RunAnalysisJob } from './analyses.js';

/** Message of an analysis that failed for reasons of ours; the cause is logged without bank data. */
const INTERNAL_ERROR_MESSAGE = 'An internal error occurred: the analysis could not be computed';

/**
 * Writes the outcome of an analysis, once: one that has ended stays as it is. Without a result it ends in INTERNAL_ERROR,
 * which is also how an analysis is given up whose job failed for the last time.
 */
export async function endAnalysis(
  database: Database,
  { projectId, customerId, analysisId }: RunAnalysisJob,
  result: Analysis | null,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const held = await lockAnalysis(transaction, projectId, customerId, analysisId);
    if (held === null || held.status !== 'IN_PROGRESS') return;
    await finishAnalysis(transaction, held, {
      status: result?.status ?? 'ERROR',
      errorCode: result === null ? 'INTERNAL_ERROR' : (result.error?.code ?? null),
      errorMessage: result === null ? INTERNAL_ERROR_MESSAGE : (result.error?.message ?? null),
      result,
    });
  });
}
