import type { Analysis } from '../domain/analysis.js';
import { parseCurrency } from '../domain/money.js';
import { analyse } from '../engine/analyse.js';
import { listAccounts } from '../store/accounts.js';
import { type AnalysisRecord, findAnalysis } from '../store/analyses.js';
import { findProject } from '../store/projects.js';
import { listTransactions } from '../store/transactions.js';
import type { RunAnalysisJob } from './analyses.js';
import { endAnalysis } from './end-analysis.js';
import type { Services } from './services.js';

/**
 * Computes an accepted analysis and stores the outcome, once: a second run finds it finished and does nothing.
 * Faults of the engine end the analysis in INTERNAL_ERROR; faults of the store are thrown, so that the job is tried again.
 */
export async function runAnalysis(
  services: Services,
  job: RunAnalysisJob,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { database } = services;
  const { projectId, customerId, analysisId } = job;
  const waiting = await findAnalysis(database, projectId, customerId, analysisId);
  if (waiting === null || waiting.status !== 'IN_PROGRESS') return;
  const result = await compute(services, waiting, onFault);
  await endAnalysis(database, job, result);
}

async function compute(
  services: Services,
  analysis: AnalysisRecord,
  onFault: (error: unknown) => void,
): Promise<Analysis | null> {
  const { database, reference } = services;
  const { projectId, customerId, asOf } = analysis;
  const project = await findProject(database, projectId);
  const accounts = await listAccounts(database, projectId, customerId);
  const transactions = await listTransactions(database, projectId, customerId);
  try {
    const input = {
      accounts,
      transactions,
      currency: parseCurrency(project?.currency ?? 'EUR'),
      profile: project?.usage ?? ('personal' as const),
      corrections: [],
    };
    return analyse(input, reference(asOf), asOf);
  } catch (error) {
    onFault(error);
    return null;
  }
}
