import type { Context } from './context.js';
import { DELIVER_EVENT, GIVE_UP_ANALYSIS, RUN_ANALYSIS } from './jobs/queue.js';
import { repeat } from './jobs/repeat.js';
import { startWorkerLoop } from './jobs/worker-loop.js';
import type { RunAnalysisJob } from './services/analyses.js';
import { deliverEvent } from './services/deliver-event.js';
import type { DeliverEventJob } from './services/emit-event.js';
import { endAnalysis } from './services/end-analysis.js';
import { resendDueEvents } from './services/resend-due-events.js';
import { runAnalysis } from './services/run-analysis.js';

export interface RunningWorker {
  /** Finishes the jobs in hand and takes no others. */
  stop(): Promise<void>;
}

/** A delivery mostly waits for its receiver: slow ones must not hold up the others. */
const DELIVERIES_AT_ONCE = 16;
/** Seconds between looks for events whose job was lost. */
const SWEEP_SECONDS = 60;

/** Starts taking jobs. */
export async function startWorker({ services, faults }: Context): Promise<RunningWorker> {
  const { queue, database } = services;
  const onFailure = (error: unknown) => faults('job failed', error);
  const analyse = (job: RunAnalysisJob) => runAnalysis(services, job, onFailure);
  const giveUp = (job: RunAnalysisJob) => endAnalysis(database, job, null);
  const send = (job: DeliverEventJob) => deliverEvent(services, job, onFailure);
  const loops = [
    await startWorkerLoop<RunAnalysisJob>(queue, RUN_ANALYSIS, analyse, { onFailure }),
    await startWorkerLoop<RunAnalysisJob>(queue, GIVE_UP_ANALYSIS, giveUp, { onFailure }),
    await startWorkerLoop<DeliverEventJob>(queue, DELIVER_EVENT, send, { onFailure, atOnce: DELIVERIES_AT_ONCE }),
    repeat(() => resendDueEvents(services), SWEEP_SECONDS, onFailure),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
