import type { ScoreKind } from '../domain/score.js';
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
  return db.query<OverrideRow>(
    `select project_id as "projectId", customer_id as "customerId", analysis_id as "analysisId", id, score, value, reason,
       decided_by as "by", at from score_override
     where project_id = $1 and customer_id = $2 and ($3::text is null or analysis_id = $3) order by at, id`,
    [projectId, customerId, analysisId],
  );
}
