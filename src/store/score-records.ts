import type { ScoreKind } from '../domain/score.js';
import type { Queryable } from './database.js';

/** Which of two scorecards side by side made a score: clients see the champion's alone. */
export type ScoredAs = 'champion' | 'challenger';

/** Feature id → value, null where it could not be known. */
export type FeatureValues = Readonly<Record<string, number | null>>;

/** A score as it was given, with all that is needed to make it again. */
export interface ScoreRecord {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
  readonly score: ScoreKind;
  readonly role: ScoredAs;
  readonly modelVersion: string;
  /** SHA-256 of the scorecard. */
  readonly modelHash: string;
  /** SHA-256 of the scorecard with the prior, the transfer weight and the points by judgement around it. */
  readonly policyHash: string;
  readonly engineVersion: string;
  readonly referenceHash: string;
  readonly features: FeatureValues;
  /** 0 (risky) to 1000 (safe). */
  readonly points: number;
  /** Of default within the scorecard's horizon, 0..1. */
  readonly probability: number;
  /** On the scale of the score. */
  readonly value: number;
  /** The whole outcome as JSON text. */
  readonly outcome: string;
  readonly createdAt: string;
}

type ScoreRow = ScoreRecord & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", customer_id as "customerId", analysis_id as "analysisId", score, role,
  model_version as "modelVersion", model_hash as "modelHash", policy_hash as "policyHash", engine_version as "engineVersion",
  reference_hash as "referenceHash", features, points, probability, value, outcome, created_at as "createdAt"`;

/** Adds records by one statement; their policies must be kept already. */
export async function insertScoreRecords(db: Queryable, records: readonly ScoreRecord[]): Promise<void> {
  await db.query(
    `insert into score_record (project_id, customer_id, analysis_id, score, role, model_version, model_hash, policy_hash,
       engine_version, reference_hash, features, points, probability, value, outcome, created_at)
     select "projectId", "customerId", "analysisId", score, role, "modelVersion", "modelHash", "policyHash",
       "engineVersion", "referenceHash", features, points, probability, value, outcome, "createdAt"
     from json_to_recordset($1::json) as record ("projectId" text, "customerId" text, "analysisId" text, score text, role text,
       "modelVersion" text, "modelHash" text, "policyHash" text, "engineVersion" text, "referenceHash" text, features json,
       points integer, probability double precision, value integer, outcome text, "createdAt" timestamptz)`,
    [JSON.stringify(records)],
  );
}

/** Records of a customer, oldest first. */
export function listScoreRecords(db: Queryable, projectId: string, customerId: string): Promise<ScoreRecord[]> {
  return db.query<ScoreRow>(
    `select ${COLUMNS} from score_record where project_id = $1 and customer_id = $2
     order by created_at, analysis_id, score, role`,
    [projectId, customerId],
  );
}

/** Records of one analysis, by score and role. */
export function listScoreRecordsOfAnalysis(
  db: Queryable,
  projectId: string,
  analysisId: string,
): Promise<ScoreRecord[]> {
  return db.query<ScoreRow>(
    `select ${COLUMNS} from score_record where project_id = $1 and analysis_id = $2 order by score, role`,
    [projectId, analysisId],
  );
}

/** What drift is measured by. */
export type DriftRecord = Pick<ScoreRecord, 'features' | 'points' | 'createdAt'>;

type DriftRow = DriftRecord & Record<string, unknown>;

/** The first records of a scorecard, oldest first. */
export function listFirstRecords(
  db: Queryable,
  projectId: string,
  modelHash: string,
  count: number,
): Promise<DriftRecord[]> {
  return db.query<DriftRow>(
    `select features, points, created_at as "createdAt" from score_record where project_id = $1 and model_hash = $2
     order by created_at limit $3`,
    [projectId, modelHash, count],
  );
}

/** The newest records of a scorecard that were made after an instant. */
export function listRecordsAfter(
  db: Queryable,
  projectId: string,
  modelHash: string,
  { after, count }: { after: Date; count: number },
): Promise<DriftRecord[]> {
  return db.query<DriftRow>(
    `select features, points, created_at as "createdAt" from score_record
     where project_id = $1 and model_hash = $2 and created_at > $3 order by created_at desc limit $4`,
    [projectId, modelHash, after, count],
  );
}
