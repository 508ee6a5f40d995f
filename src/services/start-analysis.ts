import type { CalendarDate } from '../domain/calendar-date.js';
import { calendarDateIn, type Instant, timeZoneOf } from '../domain/instant.js';
import { RUN_ANALYSIS } from '../jobs/queue.js';
import { type AnalysisRecord, insertAnalysis } from '../store/analyses.js';
import type { Transaction } from '../store/database.js';
import type { Project } from '../store/projects.js';
import type { AnalysisServices } from './services.js';

/** Names the job of an analysis: where the worker finds it. */
export interface RunAnalysisJob {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
}

/** What distinguishes one new analysis of a customer from another. */
export type AnalysisRequest = Pick<
  AnalysisRecord,
  'id' | 'customerId' | 'status' | 'format' | 'source' | 'dataOrigin' | 'disableScores' | 'disableCreditInsights'
> &
  Partial<Pick<AnalysisRecord, 'relaunches' | 'application' | 'imported'>>;

/** Today where the project is: the day an analysis asks about. */
export function todayOf({ now }: AnalysisServices, project: Project): CalendarDate {
  return calendarDateIn(now().toISOString() as Instant, timeZoneOf(project.country));
}

/**
 * Adds an analysis in the caller's transaction and, unless it waits for data (CREATED), queues its computation there.
 */
export async function startAnalysis(
  services: AnalysisServices,
  transaction: Transaction,
  project: Project,
  request: AnalysisRequest,
): Promise<AnalysisRecord> {
  const wanted = {
    relaunches: 0,
    application: null,
    imported: null,
    ...request,
    projectId: project.projectId,
    disableScores: request.disableScores || !project.scoresEnabled,
    asOf: todayOf(services, project),
  };
  const [created] = await Promise.all([
    insertAnalysis(transaction, wanted),
    wanted.status === 'IN_PROGRESS' ? queueAnalysis(services, transaction, wanted) : null,
  ]);
  return created;
}

/** Queues the computation of an analysis in the caller's transaction. */
export async function queueAnalysis(
  { queue }: AnalysisServices,
  transaction: Transaction,
  { projectId, customerId, id }: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id'>,
): Promise<void> {
  const job: RunAnalysisJob = { projectId, customerId, analysisId: id };
  await queue.enqueue(transaction, RUN_ANALYSIS, job);
}
