import type { CalendarDate } from '../domain/calendar-date.js';
import type { JobStatus } from '../domain/categorization.js';
import type { Drivers, Review, ReviewProfile } from '../domain/review.js';
import { Conditions } from './conditions.js';
import type { AccountKey } from './consent-accounts.js';
import type { Queryable } from './database.js';

/** A request to review accounts. Instants are ISO 8601. */
export interface AnalysisJob {
  readonly projectId: string;
  readonly id: string;
  /** Number of the application that made it. */
  readonly appId: number;
  readonly reference: string | null;
  readonly engine: 'z2';
  readonly profile: ReviewProfile;
  /** What was asked for: lists of our own ids under the contract's names. */
  readonly input: Readonly<Record<string, readonly string[]>>;
  readonly kvkNumber: string | null;
  readonly internalIbans: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly dateFrom: CalendarDate | null;
  readonly dateTo: CalendarDate | null;
  readonly status: JobStatus;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly accounts: readonly AccountKey[];
}

type JobRow = AnalysisJob & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", id, app_id as "appId", reference, engine, profile, input, kvk_number as "kvkNumber",
  internal_ibans as "internalIbans", metadata, date_from as "dateFrom", date_to as "dateTo", status, created_at as "createdAt",
  finished_at as "finishedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('customerId', of.customer_id, 'accountId', of.account_id) order by of.position), '[]')
   from analysis_job_account of where of.project_id = analysis_job.project_id and of.job_id = analysis_job.id) as accounts`;

export type NewAnalysisJob = Omit<AnalysisJob, 'appId' | 'status' | 'finishedAt'> & { readonly clientId: string };

export async function insertAnalysisJob(db: Queryable, job: NewAnalysisJob): Promise<AnalysisJob> {
  await db.query(
    `insert into analysis_job (project_id, id, app_id, reference, engine, profile, input, kvk_number, internal_ibans, metadata, date_from,
       date_to, created_at)
     values ($1, $2, coalesce((select app_id from client where project_id = $1 and client_id = $3), 0), $4, $5, $6, $7::jsonb, $8,
       $9::jsonb, $10::jsonb, $11, $12, $13)`,
    [
      job.projectId,
      job.id,
      job.clientId,
      job.reference,
      job.engine,
      job.profile,
      JSON.stringify(job.input),
      job.kvkNumber,
      JSON.stringify(job.internalIbans),
      JSON.stringify(job.metadata),
      job.dateFrom,
      job.dateTo,
      job.createdAt,
    ],
  );
  await db.query(
    `insert into analysis_job_account (project_id, job_id, position, customer_id, account_id)
     select $1, $2, ordinality, customer_id, account_id
     from unnest($3::text[], $4::text[]) with ordinality as of (customer_id, account_id, ordinality)`,
    [
      job.projectId,
      job.id,
      job.accounts.map(({ customerId }) => customerId),
      job.accounts.map(({ accountId }) => accountId),
    ],
  );
  const created = await findAnalysisJob(db, job.projectId, job.id);
  if (created === null) throw new Error('the new analysis job is not there');
  return created;
}

export async function findAnalysisJob(db: Queryable, projectId: string, id: string): Promise<AnalysisJob | null> {
  const [row] = await db.query<JobRow>(`select ${COLUMNS} from analysis_job where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
  return row ?? null;
}

/** The outcome of a job; null while there is none. */
export async function findReview(db: Queryable, projectId: string, id: string): Promise<Review | null> {
  const [row] = await db.query<{ result: Review | null }>(
    'select result from analysis_job where project_id = $1 and id = $2',
    [projectId, id],
  );
  return row?.result ?? null;
}

/** Which jobs to list; null does not filter. Instants are ISO 8601; `before` is not included. */
export interface AnalysisJobFilter {
  readonly status: JobStatus | null;
  readonly engine: string | null;
  readonly from: string | null;
  readonly before: string | null;
}

/** Jobs of a project, newest first. */
export function listAnalysisJobs(
  db: Queryable,
  projectId: string,
  { status, engine, from, before }: AnalysisJobFilter,
): Promise<AnalysisJob[]> {
  const conditions = new Conditions({ project_id: projectId })
    .and('status =', status)
    .and('engine =', engine)
    .and('created_at >=', from)
    .and('created_at <', before);
  return db.query<JobRow>(
    `select ${COLUMNS} from analysis_job where ${conditions} order by created_at desc, id`,
    conditions.values,
  );
}

/** Jobs that are about accounts of a customer, oldest first. */
export function listAnalysisJobsOf(db: Queryable, projectId: string, customerId: string): Promise<AnalysisJob[]> {
  return db.query<JobRow>(
    `select ${COLUMNS} from analysis_job where project_id = $1
       and id in (select job_id from analysis_job_account where project_id = $1 and customer_id = $2) order by created_at, id`,
    [projectId, customerId],
  );
}

/** Gives a job another reference; false when it is gone. */
export async function updateReference(
  db: Queryable,
  projectId: string,
  id: string,
  reference: string | null,
): Promise<boolean> {
  const rows = await db.query('update analysis_job set reference = $3 where project_id = $1 and id = $2 returning id', [
    projectId,
    id,
    reference,
  ]);
  return rows.length > 0;
}

/** Marks a job as being worked on; false when it has ended or is gone. */
export async function beginAnalysisJob(db: Queryable, projectId: string, id: string): Promise<boolean> {
  const rows = await db.query(
    `update analysis_job set status = 'INPROGRESS' where project_id = $1 and id = $2 and status in ('PENDING', 'INPROGRESS')
     returning id`,
    [projectId, id],
  );
  return rows.length > 0;
}

export interface AnalysisJobOutcome {
  /** Null when the job failed. */
  readonly review: Review | null;
  readonly drivers: Drivers | null;
  readonly finishedAt: string;
}

/** Ends a job, once; false when it has ended already or is gone. */
export async function endAnalysisJob(
  db: Queryable,
  { projectId, id }: Pick<AnalysisJob, 'projectId' | 'id'>,
  { review, drivers, finishedAt }: AnalysisJobOutcome,
): Promise<boolean> {
  const rows = await db.query(
    `update analysis_job set status = $3, result = $4::json, drivers = $5::jsonb, finished_at = $6
     where project_id = $1 and id = $2 and status in ('PENDING', 'INPROGRESS') returning id`,
    [
      projectId,
      id,
      review === null ? 'FAILED' : 'COMPLETED',
      review === null ? null : JSON.stringify(review),
      drivers === null ? null : JSON.stringify(drivers),
      finishedAt,
    ],
  );
  return rows.length > 0;
}

/** More peers do not make a comparison better, and each is read. */
const PEERS_MAX = 5_000;

/** Drivers of the project's other completed analyses of a profile, the latest of them. */
export async function listPeers(
  db: Queryable,
  { projectId, id, profile }: Pick<AnalysisJob, 'projectId' | 'id' | 'profile'>,
): Promise<Drivers[]> {
  const rows = await db.query<{ drivers: Drivers }>(
    `select drivers from analysis_job where project_id = $1 and profile = $2 and drivers is not null and id <> $3
     order by finished_at desc limit $4`,
    [projectId, profile, id, PEERS_MAX],
  );
  return rows.map(({ drivers }) => drivers);
}
