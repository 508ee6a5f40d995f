import { type CfaJob, giveUpCategorizationJob, runCategorizationJob } from './categorization-jobs.js';
import { giveUpAnalysisJob, runAnalysisJob } from './run-analysis-job.js';
import type { AnalysisServices } from './services.js';

/** Does a job of contract B, of either kind; faults are thrown, so that it is tried again. */
export function runCfaJob(services: AnalysisServices, job: CfaJob): Promise<void> {
  return job.kind === 'analysis' ? runAnalysisJob(services, job) : runCategorizationJob(services, job);
}

/** Ends a job whose last try failed, FAILED. */
export function giveUpCfaJob(services: AnalysisServices, job: CfaJob): Promise<void> {
  return job.kind === 'analysis' ? giveUpAnalysisJob(services, job) : giveUpCategorizationJob(services, job);
}
