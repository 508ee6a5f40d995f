import { setImmediate } from 'node:timers/promises';
import type { Analysis, AnalysisInput } from '../domain/analysis.js';
import { addDays } from '../domain/calendar-date.js';
import { parseCurrency } from '../domain/money.js';
import { analyse } from '../engine/analyse.js';
import type { Complete } from '../jobs/worker-loop.js';
import { listAccounts, listMergedAccountIds } from '../store/accounts.js';
import { type AnalysisRecord, findAnalysis } from '../store/analyses.js';
import { listCorrections } from '../store/corrections.js';
import { findProject, type Project } from '../store/projects.js';
import { listScorecardsInUse, type ScorecardRecord } from '../store/scorecards.js';
import { listTransactions } from '../store/transactions.js';
import { completeAnalysis, endInInternalError } from './end-analysis.js';
import { InTurn } from './in-turn.js';
import { withChampions, withLenderSettings } from './score-policies.js';
import { type ScoredBy, scorersOf } from './score-records.js';
import type { AnalysisServices } from './services.js';
import type { RunAnalysisJob } from './start-analysis.js';

export interface RunOptions {
  /** Told of faults of the engine. */
  readonly onFault: (error: unknown) => void;
  /** Shared by analyses that run beside each other. */
  readonly reading?: InTurn;
  readonly complete?: Complete;
}

/**
 * Computes an accepted analysis and stores the outcome, once: a second run finds it finished and does nothing.
 * Faults of the engine end the analysis in INTERNAL_ERROR; faults of the store are thrown, so that the job is tried again. The job is
 * completed with the outcome.
 */
export async function runAnalysis(
  services: AnalysisServices,
  job: RunAnalysisJob,
  { onFault, reading = new InTurn(), complete = async () => {} }: RunOptions,
): Promise<void> {
  const endReading = await reading.enter();
  try {
    const kept = await read(services, job);
    if (kept === null) return;
    if (kept.transactions.length <= LONG_HISTORY) {
      endReading();
      // The next one sends its reads before this thread is busy.
      await setImmediate();
    }
    const made = compute(services, kept, onFault);
    if (made === null) await endInInternalError(services, job);
    else await completeAnalysis(services, kept.analysis, made, complete);
  } finally {
    endReading();
  }
}

/** Transactions of a history that is in memory alone: another is read only when it is done. */
const LONG_HISTORY = 20_000;

/** What is kept of a customer, as it was at one moment: an import meanwhile must not leave accounts and transactions that do not fit. */
interface Kept extends Required<Pick<AnalysisInput, 'accounts' | 'transactions' | 'mergedAccountIds' | 'corrections'>> {
  readonly analysis: AnalysisRecord;
  readonly project: Project | null;
  readonly inUse: readonly ScorecardRecord[];
}

/** Null for an analysis that is gone or has ended. */
async function read(
  { database }: AnalysisServices,
  { projectId, customerId, analysisId }: RunAnalysisJob,
): Promise<Kept | null> {
  const [analysis, project, accounts, transactions, mergedAccountIds, corrections, inUse] = await database.snapshot(
    (reader) => [
      findAnalysis(reader, projectId, customerId, analysisId),
      findProject(reader, projectId),
      listAccounts(reader, projectId, customerId),
      listTransactions(reader, projectId, customerId),
      listMergedAccountIds(reader, projectId, customerId),
      listCorrections(reader, projectId, customerId),
      listScorecardsInUse(reader, projectId),
    ],
  );
  if (analysis?.status !== 'IN_PROGRESS') return null;
  return { analysis, project, accounts, transactions, mergedAccountIds, corrections, inUse };
}

/** What an analysis came to, and which scorecards took part. */
interface Computed {
  readonly result: Analysis;
  readonly scorers: readonly ScoredBy[];
}

/** Null when the engine failed. */
function compute({ reference }: AnalysisServices, kept: Kept, onFault: (error: unknown) => void): Computed | null {
  const { analysis, project, inUse, transactions, accounts, corrections, mergedAccountIds } = kept;
  const { asOf, application } = analysis;
  const since = project?.analysisDays ? addDays(asOf, -project.analysisDays) : null;
  try {
    const inForce = withChampions(withLenderSettings(reference(asOf), project), inUse);
    const input = {
      accounts,
      transactions: since === null ? transactions : transactions.filter(({ date }) => date >= since),
      currency: parseCurrency(project?.currency ?? 'EUR'),
      profile: project?.usage ?? ('personal' as const),
      corrections,
      application,
      mergedAccountIds,
    };
    return { result: analyse(input, inForce, asOf), scorers: scorersOf(inForce, inUse) };
  } catch (error) {
    onFault(error);
    return null;
  }
}
