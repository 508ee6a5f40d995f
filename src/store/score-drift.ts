import type { ScoreKind } from '../domain/score.js';
import type { Queryable } from './database.js';

/** How far a feature, or the score itself (`score`), of a scorecard has moved. */
export interface ScoreDriftRow {
  readonly projectId: string;
  readonly modelHash: string;
  readonly score: ScoreKind;
  readonly feature: string;
  /** Population stability index, ≥ 0. */
  readonly psi: number;
}

/** Projects that have given scores and were not measured since an instant. */
export async function listProjectsToMeasure(db: Queryable, since: Date, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select project_id as id from project left join score_drift_run using (project_id)
     where (measured_at is null or measured_at <= $1)
       and exists (select 1 from score_record where score_record.project_id = project.project_id)
     order by measured_at nulls first, project_id limit $2`,
    [since, limit],
  );
  return rows.map(({ id }) => id);
}

/** Puts a project's new measures in place of the former ones. */
export async function replaceScoreDrift(
  db: Queryable,
  projectId: string,
  rows: readonly ScoreDriftRow[],
  at: Date,
): Promise<void> {
  // First, and so held: two workers at once follow each other.
  await db.query(
    `insert into score_drift_run (project_id, measured_at) values ($1, $2)
     on conflict (project_id) do update set measured_at = excluded.measured_at`,
    [projectId, at],
  );
  await db.query('delete from score_drift where project_id = $1', [projectId]);
  for (const { modelHash, score, feature, psi } of rows) {
    await db.query(
      'insert into score_drift (project_id, model_hash, score, feature, psi) values ($1, $2, $3, $4, $5)',
      [projectId, modelHash, score, feature, psi],
    );
  }
}

/** The last measures of all projects. */
export function listScoreDrift(db: Queryable): Promise<ScoreDriftRow[]> {
  return db.query<ScoreDriftRow & Record<string, unknown>>(
    `select project_id as "projectId", model_hash as "modelHash", score, feature, psi from score_drift
     order by project_id, model_hash, feature`,
  );
}
