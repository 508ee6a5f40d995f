import type { Context } from './context.js';
import { RUN_ANALYSIS } from './jobs/queue.js';
import { startWorkerLoop, type WorkerLoop } from './jobs/worker-loop.js';
import type { RunAnalysisJob } from './services/analyses.js';
import { runAnalysis } from './services/run-analysis.js';

/** Starts taking jobs. */
export function startWorker({ services, log }: Context): Promise<WorkerLoop> {
  // Only the kind and place of a fault is logged: its message could quote bank data.
  const onFault = (error: unknown) => {
    const { name, stack } = error instanceof Error ? error : new Error('unknown');
    log.error({ fault: name, at: stack?.split('\n').slice(1, 4) }, 'job failed');
  };
  return startWorkerLoop<RunAnalysisJob>(
    services.queue,
    RUN_ANALYSIS,
    (job) => runAnalysis(services, job, onFault),
    onFault,
  );
}
