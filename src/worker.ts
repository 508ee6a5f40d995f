import { startAnalysisLoops } from './analysis-loops.js';
import { startAnalysisThread } from './analysis-thread.js';
import type { Context } from './context.js';
import { DELIVER_EVENT, END_ACCESS, FETCH_CONSENT, GIVE_UP_FETCH } from './jobs/queue.js';
import { repeat } from './jobs/repeat.js';
import { startWorkerLoop, together } from './jobs/worker-loop.js';
import type { FetchConsentJob } from './services/consents.js';
import { deliverEvent } from './services/deliver-event.js';
import type { DeliverEventJob } from './services/emit-event.js';
import { type EndAccessJob, endAccess } from './services/end-access.js';
import { fetchConsent, giveUpFetch } from './services/fetch-consent.js';
import { keepHouse } from './services/housekeeping.js';
import { resendDueEvents } from './services/resend-due-events.js';

export interface RunningWorker {
  /** Finishes the jobs in hand and takes no others. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Whether analyses are computed in a thread of their own; beside everything else unless told. */
  readonly ownThread?: boolean;
}

/** A delivery mostly waits for its receiver: slow ones must not hold up the others. */
const DELIVERIES_AT_ONCE = 16;
/** A fetch mostly waits for its bank. */
const FETCHES_AT_ONCE = 8;
/** Seconds between looks for events whose job was lost. */
const SWEEP_SECONDS = 60;

/** Starts taking jobs. */
export async function startWorker(context: Context, { ownThread = false }: WorkerOptions = {}): Promise<RunningWorker> {
  const { config, services, faults } = context;
  const { queue } = services;
  const onFailure = (error: unknown) => faults('job failed', error);
  const send = (job: DeliverEventJob) => deliverEvent(services, job, onFailure);
  const fetch = (job: FetchConsentJob) => fetchConsent(services, job);
  const giveUpOnBank = (job: FetchConsentJob) => giveUpFetch(services, job);
  const tellBank = (job: EndAccessJob) => endAccess(services, job);
  return together([
    await (ownThread ? startAnalysisThread(context) : startAnalysisLoops(services, onFailure)),
    await startWorkerLoop<DeliverEventJob>(queue, DELIVER_EVENT, send, { onFailure, atOnce: DELIVERIES_AT_ONCE }),
    await startWorkerLoop<FetchConsentJob>(queue, FETCH_CONSENT, fetch, { onFailure, atOnce: FETCHES_AT_ONCE }),
    await startWorkerLoop<FetchConsentJob>(queue, GIVE_UP_FETCH, giveUpOnBank, { onFailure }),
    await startWorkerLoop<EndAccessJob>(queue, END_ACCESS, tellBank, { onFailure }),
    repeat(() => resendDueEvents(services), SWEEP_SECONDS, onFailure),
    repeat(() => keepHouse(services, config), SWEEP_SECONDS, onFailure),
  ]);
}
