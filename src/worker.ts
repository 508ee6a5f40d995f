import type { Context } from './context.js';
import { GIVE_UP_ANALYSIS, RUN_ANALYSIS } from './jobs/queue.js';
import { startWorkerLoop } from './jobs/worker-loop.js';
import type { RunAnalysisJob } from './services/analyses.js';
import { endAnalysis } from './services/end-analysis.js';
import { runAnalysis } from './services/run-analysis.js';

export interface RunningWorker {
  /** Finishes the jobs in hand and takes no others. */
  stop(): Promise<void>;
}

/** Starts taking jobs. */
export async function startWorker({ services, faults }: Context): Promise<RunningWorker> {
  const { queue, database } = services;
  const onFault = (error: unknown) => faults('job failed', error);
  const loops = [
    await startWorkerLoop<RunAnalysisJob>(queue, RUN_ANALYSIS, (job) => runAnalysis(services, job, onFault), onFault),
    await startWorkerLoop<RunAnalysisJob>(queue, GIVE_UP_ANALYSIS, (job) => endAnalysis(database, job, null), onFault),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
