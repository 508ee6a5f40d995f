import { GIVE_UP_ANALYSIS, GIVE_UP_CFA_JOB, RUN_ANALYSIS, RUN_CFA_JOB } from './jobs/queue.js';
import { type Complete, startWorkerLoop, together, type WorkerLoop } from './jobs/worker-loop.js';
import type { CfaJob } from './services/categorization-jobs.js';
import { endInInternalError } from './services/end-analysis.js';
import { InTurn } from './services/in-turn.js';
import { runAnalysis } from './services/run-analysis.js';
import { giveUpCfaJob, runCfaJob } from './services/run-cfa-job.js';
import type { AnalysisServices } from './services/services.js';
import type { RunAnalysisJob } from './services/start-analysis.js';

/** While one is computed, the next is read and the one before is written. */
const ANALYSES_AT_ONCE = 2;

/** Starts taking the jobs that the engine does: analyses of both contracts, and those whose last try failed. */
export async function startAnalysisLoops(
  services: AnalysisServices,
  onFailure: (error: unknown) => void,
): Promise<WorkerLoop> {
  const { queue } = services;
  const reading = new InTurn();
  const analyse = (job: RunAnalysisJob, complete: Complete) =>
    runAnalysis(services, job, { onFault: onFailure, reading, complete });
  const giveUp = (job: RunAnalysisJob) => endInInternalError(services, job);
  const runJob = (job: CfaJob) => runCfaJob(services, job);
  const giveUpJob = (job: CfaJob) => giveUpCfaJob(services, job);
  return together([
    await startWorkerLoop<RunAnalysisJob>(queue, RUN_ANALYSIS, analyse, { onFailure, atOnce: ANALYSES_AT_ONCE }),
    await startWorkerLoop<RunAnalysisJob>(queue, GIVE_UP_ANALYSIS, giveUp, { onFailure }),
    await startWorkerLoop<CfaJob>(queue, RUN_CFA_JOB, runJob, { onFailure }),
    await startWorkerLoop<CfaJob>(queue, GIVE_UP_CFA_JOB, giveUpJob, { onFailure }),
  ]);
}
