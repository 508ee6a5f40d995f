import type { ScoreKind } from '../domain/score.js';
import { Conditions } from './conditions.js';
import type { Queryable } from './database.js';

/** A person's decision beside a score. */
export interface ScoreOverride {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
  readonly id: string;
  readonly score: ScoreKind;
  /** On the scale of the score. */
  readonly value: number;
  readonly reason: string;
  /** Who decided, in the lender's words. */
  readonly by: string;
  readonly at: string;
}

type OverrideRow = ScoreOverride & Record<string, unknown>;

export async function insertScoreOverride(db: Queryable, override: ScoreOverride): Promise<void> {
  await db.query(
    `insert into score_override (project_id, customer_id, analysis_id, id, score, value, reason, decided_by, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      override.projectId,
      override.customerId,
      override.analysisId,
      override.id,
      override.score,
      override.value,
      override.reason,
      override.by,
      override.at,
    ],
  );
}

/** Overrides of a customer, oldest first, of one analysis where an id is given. */
export function listScoreOverrides(
  db: Queryable,
  projectId: string,
  customerId: string,
  analysisId: string | null = null,
): Promise<ScoreOverride[]> {
  const conditions = new Conditions({ project_id: projectId, customer_id: customerId }).and(
    'analysis_id =',
    analysisId,
  );
  return db.query<OverrideRow>(
    `select project_id as "projectId", customer_id as "customerId", analysis_id as "analysisId", id, score, value, reason,
       decided_by as "by", at from score_override
     where ${conditions} order by at, id`,
    conditions.values,
  );
}
