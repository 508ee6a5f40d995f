import type { Context } from './context.js';
import {
  DELIVER_EVENT,
  END_ACCESS,
  FETCH_CONSENT,
  GIVE_UP_ANALYSIS,
  GIVE_UP_CFA_JOB,
  GIVE_UP_FETCH,
  RUN_ANALYSIS,
  RUN_CFA_JOB,
} from './jobs/queue.js';
import { repeat } from './jobs/repeat.js';
import { startWorkerLoop } from './jobs/worker-loop.js';
import type { CfaJob } from './services/categorization-jobs.js';
import type { FetchConsentJob } from './services/consents.js';
import { deliverEvent } from './services/deliver-event.js';
import type { DeliverEventJob } from './services/emit-event.js';
import { type EndAccessJob, endAccess } from './services/end-access.js';
import { endAnalysis } from './services/end-analysis.js';
import { fetchConsent, giveUpFetch } from './services/fetch-consent.js';
import { keepHouse } from './services/housekeeping.js';
import { resendDueEvents } from './services/resend-due-events.js';
import { runAnalysis } from './services/run-analysis.js';
import { giveUpCfaJob, runCfaJob } from './services/run-cfa-job.js';
import type { RunAnalysisJob } from './services/start-analysis.js';

export interface RunningWorker {
  /** Finishes the jobs in hand and takes no others. */
  stop(): Promise<void>;
}

/** A delivery mostly waits for its receiver: slow ones must not hold up the others. */
const DELIVERIES_AT_ONCE = 16;
/** A fetch mostly waits for its bank. */
const FETCHES_AT_ONCE = 8;
/** Seconds between looks for events whose job was lost. */
const SWEEP_SECONDS = 60;

/** Starts taking jobs. */
export async function startWorker({ config, services, faults }: Context): Promise<RunningWorker> {
  const { queue } = services;
  const onFailure = (error: unknown) => faults('job failed', error);
  const analyse = (job: RunAnalysisJob) => runAnalysis(services, job, onFailure);
  const giveUp = (job: RunAnalysisJob) => endAnalysis(services, job, null);
  const send = (job: DeliverEventJob) => deliverEvent(services, job, onFailure);
  const fetch = (job: FetchConsentJob) => fetchConsent(services, job);
  const giveUpOnBank = (job: FetchConsentJob) => giveUpFetch(services, job);
  const tellBank = (job: EndAccessJob) => endAccess(services, job);
  const runJob = (job: CfaJob) => runCfaJob(services, job);
  const giveUpJob = (job: CfaJob) => giveUpCfaJob(services, job);
  const loops = [
    await startWorkerLoop<RunAnalysisJob>(queue, RUN_ANALYSIS, analyse, { onFailure }),
    await startWorkerLoop<RunAnalysisJob>(queue, GIVE_UP_ANALYSIS, giveUp, { onFailure }),
    await startWorkerLoop<DeliverEventJob>(queue, DELIVER_EVENT, send, { onFailure, atOnce: DELIVERIES_AT_ONCE }),
    await startWorkerLoop<FetchConsentJob>(queue, FETCH_CONSENT, fetch, { onFailure, atOnce: FETCHES_AT_ONCE }),
    await startWorkerLoop<FetchConsentJob>(queue, GIVE_UP_FETCH, giveUpOnBank, { onFailure }),
    await startWorkerLoop<EndAccessJob>(queue, END_ACCESS, tellBank, { onFailure }),
    await startWorkerLoop<CfaJob>(queue, RUN_CFA_JOB, runJob, { onFailure }),
    await startWorkerLoop<CfaJob>(queue, GIVE_UP_CFA_JOB, giveUpJob, { onFailure }),
    repeat(() => resendDueEvents(services), SWEEP_SECONDS, onFailure),
    repeat(() => keepHouse(services, config), SWEEP_SECONDS, onFailure),
  ];
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}
