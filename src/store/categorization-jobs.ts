import type { CategoryEngine, JobStatus } from '../domain/categorization.js';
import type { ReviewProfile } from '../domain/review.js';
import type { Queryable } from './database.js';

/** A request to categorise a user's transactions. Instants are ISO 8601. */
export interface CategorizationJob {
  readonly projectId: string;
  readonly id: string;
  readonly customerId: string;
  readonly engine: CategoryEngine;
  readonly profile: ReviewProfile;
  readonly countryCode: string;
  /** What was asked for, with our own ids. */
  readonly input: Readonly<Record<string, string>>;
  /** Null covers all of the user's accounts. */
  readonly consentId: string | null;
  readonly kvkNumber: string | null;
  readonly internalIbans: readonly string[];
  readonly status: JobStatus;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

type JobRow = CategorizationJob & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", id, customer_id as "customerId", engine, profile, country_code as "countryCode", input,
  consent_id as "consentId", kvk_number as "kvkNumber", internal_ibans as "internalIbans", status, created_at as "createdAt",
  finished_at as "finishedAt"`;

export async function insertCategorizationJob(
  db: Queryable,
  job: Omit<CategorizationJob, 'status' | 'finishedAt'>,
): Promise<CategorizationJob> {
  const [row] = await db.query<JobRow>(
    `insert into categorization_job (project_id, id, customer_id, engine, profile, country_code, input, consent_id, kvk_number,
       internal_ibans, created_at)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10::jsonb, $11) returning ${COLUMNS}`,
    [
      job.projectId,
      job.id,
      job.customerId,
      job.engine,
      job.profile,
      job.countryCode,
      JSON.stringify(job.input),
      job.consentId,
      job.kvkNumber,
      JSON.stringify(job.internalIbans),
      job.createdAt,
    ],
  );
  if (!row) throw new Error('the new categorization job was not returned');
  return row;
}

export async function findCategorizationJob(
  db: Queryable,
  projectId: string,
  id: string,
): Promise<CategorizationJob | null> {
  const [row] = await db.query<JobRow>(`select ${COLUMNS} from categorization_job where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
  return row ?? null;
}

/** All jobs of a user, oldest first. */
export function listCategorizationJobs(
  db: Queryable,
  projectId: string,
  customerId: string,
): Promise<CategorizationJob[]> {
  return db.query<JobRow>(
    `select ${COLUMNS} from categorization_job where project_id = $1 and customer_id = $2 order by created_at, id`,
    [projectId, customerId],
  );
}

/** Marks a job as being worked on; false when it has ended or is gone. */
export async function beginCategorizationJob(db: Queryable, projectId: string, id: string): Promise<boolean> {
  const rows = await db.query(
    `update categorization_job set status = 'INPROGRESS' where project_id = $1 and id = $2 and status in ('PENDING', 'INPROGRESS')
     returning id`,
    [projectId, id],
  );
  return rows.length > 0;
}

/** Ends a job, once; false when it has ended already or is gone. */
export async function endCategorizationJob(
  db: Queryable,
  { projectId, id }: Pick<CategorizationJob, 'projectId' | 'id'>,
  status: 'COMPLETED' | 'FAILED',
  finishedAt: string,
): Promise<boolean> {
  const rows = await db.query(
    `update categorization_job set status = $3, finished_at = $4
     where project_id = $1 and id = $2 and status in ('PENDING', 'INPROGRESS') returning id`,
    [projectId, id, status, finishedAt],
  );
  return rows.length > 0;
}
