import type { Analysis } from '../domain/analysis.js';
import { addDays } from '../domain/calendar-date.js';
import { parseCurrency } from '../domain/money.js';
import { analyse } from '../engine/analyse.js';
import { listAccounts, listMergedAccountIds } from '../store/accounts.js';
import { type AnalysisRecord, findAnalysis } from '../store/analyses.js';
import { listCorrections } from '../store/corrections.js';
import { findProject } from '../store/projects.js';
import { listScorecardsInUse } from '../store/scorecards.js';
import { listTransactions } from '../store/transactions.js';
import { endAnalysis } from './end-analysis.js';
import { withChampions, withLenderSettings } from './score-policies.js';
import { type ScoredBy, scorersOf } from './score-records.js';
import type { AnalysisServices } from './services.js';
import type { RunAnalysisJob } from './start-analysis.js';

/**
 * Computes an accepted analysis and stores the outcome, once: a second run finds it finished and does nothing.
 * Faults of the engine end the analysis in INTERNAL_ERROR; faults of the store are thrown, so that the job is tried again.
 */
export async function runAnalysis(
  services: AnalysisServices,
  job: RunAnalysisJob,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { database } = services;
  const { projectId, customerId, analysisId } = job;
  const waiting = await findAnalysis(database, projectId, customerId, analysisId);
  if (waiting === null || waiting.status !== 'IN_PROGRESS') return;
  const { result, scorers } = await compute(services, waiting, onFault);
  await endAnalysis(services, job, result, scorers);
}

/** What an analysis came to, and which scorecards took part. */
interface Computed {
  readonly result: Analysis | null;
  readonly scorers: readonly ScoredBy[];
}

async function compute(
  services: AnalysisServices,
  analysis: AnalysisRecord,
  onFault: (error: unknown) => void,
): Promise<Computed> {
  const { database, reference } = services;
  const { projectId, customerId, asOf } = analysis;
  const project = await findProject(database, projectId);
  const accounts = await listAccounts(database, projectId, customerId);
  const since = project?.analysisDays ? addDays(asOf, -project.analysisDays) : null;
  const transactions = (await listTransactions(database, projectId, customerId)).filter(
    ({ date }) => since === null || date >= since,
  );
  const mergedAccountIds = await listMergedAccountIds(database, projectId, customerId);
  const corrections = await listCorrections(database, projectId, customerId);
  const inUse = await listScorecardsInUse(database, projectId);
  try {
    const inForce = withChampions(withLenderSettings(reference(asOf), project), inUse);
    const input = {
      accounts,
      transactions,
      currency: parseCurrency(project?.currency ?? 'EUR'),
      profile: project?.usage ?? ('personal' as const),
      corrections,
      application: analysis.application,
      mergedAccountIds,
    };
    return { result: analyse(input, inForce, asOf), scorers: scorersOf(inForce, inUse) };
  } catch (error) {
    onFault(error);
    return { result: null, scorers: [] };
  }
}
