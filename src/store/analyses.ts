import type { Analysis } from '../domain/analysis.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { ImportReport } from '../domain/import.js';
import type { CreditApplication } from '../domain/score.js';
import type { Queryable } from './database.js';
import { unpackJson } from './packed-json.js';

export type AnalysisStatus = 'CREATED' | 'IN_PROGRESS' | 'COMPLETED' | 'ERROR';

/** An analysis as it is asked for and answered; `result` is the engine's whole answer once there is one. */
export interface AnalysisRecord {
  readonly projectId: string;
  readonly customerId: string;
  readonly id: string;
  readonly status: AnalysisStatus;
  readonly format: string;
  readonly source: 'INTERNAL' | 'CLIENT' | 'CASH_FLOW_UPDATE' | 'MANUAL_REFRESH';
  readonly dataOrigin: 'OPEN_BANKING' | 'PDF' | 'UNKNOWN';
  readonly disableScores: boolean;
  readonly disableCreditInsights: boolean;
  readonly asOf: CalendarDate;
  /** The credit asked for, in minor units of the project's currency; null when the client told none. */
  readonly application: CreditApplication | null;
  /** One of the engine's, or what a connector sent. */
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly result: Analysis | null;
  /** What became of the bank data it brought; null where it brought none. */
  readonly imported: ImportReport | null;
  /** How many analyses before it ended in an error of ours. */
  readonly relaunches: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

type AnalysisRow = AnalysisRecord & { readonly resultGzip: Uint8Array | null } & Record<string, unknown>;

const HEAD_COLUMNS = `project_id as "projectId", customer_id as "customerId", id, status, format, source, data_origin as "dataOrigin",
  disable_scores as "disableScores", disable_credit_insights as "disableCreditInsights", as_of as "asOf", application, imported, error_code as "errorCode",
  error_message as "errorMessage", relaunches, created_at as "createdAt", updated_at as "updatedAt"`;
const COLUMNS = `${HEAD_COLUMNS}, result, result_gzip as "resultGzip"`;

async function recordOf({ resultGzip, ...row }: AnalysisRow): Promise<AnalysisRecord> {
  return resultGzip === null ? row : { ...row, result: (await unpackJson(resultGzip)) as Analysis };
}

export type NewAnalysis = Omit<AnalysisRecord, 'result' | 'errorCode' | 'errorMessage' | 'createdAt' | 'updatedAt'>;

export async function insertAnalysis(db: Queryable, analysis: NewAnalysis): Promise<AnalysisRecord> {
  const [row] = await db.query<AnalysisRow>(
    `insert into analysis (project_id, customer_id, id, status, format, source, data_origin, disable_scores, disable_credit_insights, as_of, relaunches, application, imported)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13::jsonb) returning ${COLUMNS}`,
    [
      analysis.projectId,
      analysis.customerId,
      analysis.id,
      analysis.status,
      analysis.format,
      analysis.source,
      analysis.dataOrigin,
      analysis.disableScores,
      analysis.disableCreditInsights,
      analysis.asOf,
      analysis.relaunches,
      analysis.application === null ? null : JSON.stringify(analysis.application),
      analysis.imported === null ? null : JSON.stringify(analysis.imported),
    ],
  );
  if (!row) throw new Error('the new analysis was not returned');
  return recordOf(row);
}

export async function findAnalysis(
  db: Queryable,
  projectId: string,
  customerId: string,
  id: string,
): Promise<AnalysisRecord | null> {
  const [row] = await db.query<AnalysisRow>(
    `select ${COLUMNS} from analysis where project_id = $1 and customer_id = $2 and id = $3`,
    [projectId, customerId, id],
  );
  return row ? recordOf(row) : null;
}

/** The credit asked for in a customer's latest analysis; null when it told none or there is no analysis. */
export async function latestApplication(
  db: Queryable,
  projectId: string,
  customerId: string,
): Promise<CreditApplication | null> {
  const [row] = await db.query<{ application: CreditApplication | null }>(
    'select application from analysis where project_id = $1 and customer_id = $2 order by created_at desc, id desc limit 1',
    [projectId, customerId],
  );
  return row?.application ?? null;
}

/** Reads an analysis and holds it, so that only one of several updates feeds or fails it. */
export async function lockAnalysis(
  db: Queryable,
  projectId: string,
  customerId: string,
  id: string,
): Promise<AnalysisRecord | null> {
  const [row] = await db.query<AnalysisRow>(
    `select ${COLUMNS} from analysis where project_id = $1 and customer_id = $2 and id = $3 for update`,
    [projectId, customerId, id],
  );
  return row ? recordOf(row) : null;
}

/** A page of a customer's analyses, oldest first, with how many there are. */
export async function listAnalyses(
  db: Queryable,
  projectId: string,
  customerId: string,
  page: { limit: number; offset: number },
): Promise<{ analyses: AnalysisRecord[]; total: number }> {
  const rows = await db.query<AnalysisRow>(
    `select ${COLUMNS} from analysis where project_id = $1 and customer_id = $2 order by created_at, id limit $3 offset $4`,
    [projectId, customerId, page.limit, page.offset],
  );
  const [count] = await db.query<{ total: number }>(
    'select count(*) as total from analysis where project_id = $1 and customer_id = $2',
    [projectId, customerId],
  );
  return { analyses: await Promise.all(rows.map(recordOf)), total: count?.total ?? 0 };
}

/** How an analysis ended. */
export interface AnalysisOutcome {
  readonly status: AnalysisStatus;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** By packJson, before the transaction begins: packing in it would hold up others. */
  readonly packed: Uint8Array | null;
}

type AnalysisHead = Omit<AnalysisRecord, 'result'>;

/** Writes the outcome of an analysis that is in progress; null for any other, which stays as it is. */
export async function endAnalysisInProgress(
  db: Queryable,
  key: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id'>,
  outcome: AnalysisOutcome,
): Promise<AnalysisHead | null> {
  const [row] = await db.query<AnalysisHead & Record<string, unknown>>(
    `update analysis set status = $4, error_code = $5, error_message = $6, result_gzip = $7, updated_at = now()
     where project_id = $1 and customer_id = $2 and id = $3 and status = 'IN_PROGRESS' returning ${HEAD_COLUMNS}`,
    [key.projectId, key.customerId, key.id, outcome.status, outcome.errorCode, outcome.errorMessage, outcome.packed],
  );
  return row ?? null;
}

/** Lets an analysis that waited for data run. */
export async function resumeAnalysis(
  db: Queryable,
  key: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id'>,
  { format, asOf, imported }: Pick<AnalysisRecord, 'format' | 'asOf' | 'imported'>,
): Promise<void> {
  await db.query(
    `update analysis set status = 'IN_PROGRESS', format = $4, as_of = $5, imported = $6::jsonb, updated_at = now()
     where project_id = $1 and customer_id = $2 and id = $3`,
    [key.projectId, key.customerId, key.id, format, asOf, JSON.stringify(imported)],
  );
}

/** Ends an analysis that never got its data. */
export async function failAnalysis(
  db: Queryable,
  key: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id'>,
  code: string,
  message: string,
): Promise<void> {
  await db.query(
    `update analysis set status = 'ERROR', error_code = $4, error_message = $5, updated_at = now()
     where project_id = $1 and customer_id = $2 and id = $3`,
    [key.projectId, key.customerId, key.id, code, message],
  );
}

/** Analyses that wait for their data since before an instant, oldest first, held for this transaction. */
export async function lockAnalysesWaitingSince(db: Queryable, before: Date, limit: number): Promise<AnalysisRecord[]> {
  const rows = await db.query<AnalysisRow>(
    `select ${COLUMNS} from analysis where status = 'CREATED' and created_at < $1 order by created_at limit $2
     for update skip locked`,
    [before, limit],
  );
  return Promise.all(rows.map(recordOf));
}
