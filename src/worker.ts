import type { Context } from './context.js';
import { DELIVER_EVENT, GIVE_UP_ANALYSIS, RUN_ANALYSIS } from './jobs/queue.js';
import { repeat } from './jobs/repeat.js';
import { startWorkerLoop } from './jobs/worker-loop.js';
import { deliverEvent } from './services/deliver-event.js';
import type { DeliverEventJob } from './services/emit-event.js';
import { endAnalysis } from './services/end-analysis.js';
import { keepHouse } from './services/housekeeping.js';
import { resendDueEvents } from './services/resend-due-events.js';
import { runAnalysis } from './services/run-analysis.js';
import type { RunAnalysisJob } from './services/start-analysis.js';

export interface RunningWorker {
  /** Finishes the jobs in hand and takes no others. */
  stop(): Promise<void>;
}

/** A delivery mostly waits for its receiver: slow ones must not hold up the others. */
const DELIVERIES_AT_ONCE = 16;
/** Seconds between looks for events whose job was lost. */
const SWEEP_SECONDS = 60;

/** Starts taking jobs. */
export async function startWorker({ config, services, faults }: Context): Promise<RunningWorker> {
  const { queue } = services;
  const onFailure = (error: unknown) => faults('job failed', error);
  const analyse = (job: RunAnalysisJob) => runAnalysis(services, job, onFailure);
  const giveUp = (job: RunAnalysisJob) => endAnalysis(services, job, null);
  const send = (job: DeliverEventJob) => deliverEvent(services, job, onFailure);
  const loops = [
    await startWorkerLoop<RunAnalysisJob>(queue, RUN_ANALYSIS, analyse, { onFailure }),
    await startWorkerLoop<RunAnalysisJob>(queue, GIVE_UP_ANALYSIS, giveUp, { onFailure }),
    await startWorkerLoop<DeliverEventJob>(queue, DELIVER_EVENT, send, { onFailure, atOnce: DELIVERIES_AT_ONCE }),
    repeat(() => resendDueEvents(services), SWEEP_SECONDS, onFailure),
    repeat(() => keepHouse(services, config.analysisTimeoutHours), SWEEP_SECONDS, onFailure),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
