import type { Scorecard, ScoreKind, ScorePolicy } from '../domain/score.js';
import type { Queryable } from './database.js';

export type ScorecardRole = 'champion' | 'challenger' | 'retired';

/** A scorecard that a project brought. */
export interface ScorecardRecord {
  readonly projectId: string;
  readonly id: string;
  readonly name: ScoreKind;
  readonly version: string;
  /** SHA-256 of the scorecard as it is applied. */
  readonly hash: string;
  readonly model: Scorecard;
  /** Retired is in no use: where a scorecard starts and where it ends. */
  readonly role: ScorecardRole;
  readonly createdAt: string;
}

type ScorecardRow = ScorecardRecord & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", id, name, version, hash, model, role, created_at as "createdAt"`;

/** Adds a scorecard without a use; null when the project has the same one. */
export async function insertScorecard(
  db: Queryable,
  scorecard: Omit<ScorecardRecord, 'role'>,
): Promise<ScorecardRecord | null> {
  const [row] = await db.query<ScorecardRow>(
    `insert into scorecard (project_id, id, name, version, hash, model, created_at)
     values ($1, $2, $3, $4, $5, $6::json, $7) on conflict (project_id, hash) do nothing returning ${COLUMNS}`,
    [
      scorecard.projectId,
      scorecard.id,
      scorecard.name,
      scorecard.version,
      scorecard.hash,
      JSON.stringify(scorecard.model),
      scorecard.createdAt,
    ],
  );
  return row ?? null;
}

/** A project's scorecards, newest first. */
export function listScorecards(db: Queryable, projectId: string): Promise<ScorecardRecord[]> {
  return db.query<ScorecardRow>(
    `select ${COLUMNS} from scorecard where project_id = $1 order by created_at desc, id desc`,
    [projectId],
  );
}

/** A project's champions and challengers, at most one of each for each score. */
export function listScorecardsInUse(db: Queryable, projectId: string): Promise<ScorecardRecord[]> {
  return db.query<ScorecardRow>(
    `select ${COLUMNS} from scorecard where project_id = $1 and role <> 'retired' order by name, role`,
    [projectId],
  );
}

/** Takes the use from whichever scorecard of a score has it. */
export async function retireScorecard(
  db: Queryable,
  projectId: string,
  name: ScoreKind,
  role: ScorecardRole,
): Promise<void> {
  await db.query(`update scorecard set role = 'retired' where project_id = $1 and name = $2 and role = $3`, [
    projectId,
    name,
    role,
  ]);
}

/** Gives a scorecard a use, which no other of its score may have. */
export async function setScorecardRole(
  db: Queryable,
  projectId: string,
  id: string,
  role: ScorecardRole,
): Promise<void> {
  await db.query('update scorecard set role = $3 where project_id = $1 and id = $2', [projectId, id, role]);
}

/** Keeps what scores were made with, by hash, once for each content; returns the hashes that were kept before. */
export async function savePolicies(
  db: Queryable,
  projectId: string,
  policies: ReadonlyMap<string, ScorePolicy>,
): Promise<string[]> {
  const kept = await db.query<{ hash: string }>(
    'select hash from score_policy where project_id = $1 and hash = any($2::text[])',
    [projectId, [...policies.keys()]],
  );
  for (const [hash, policy] of policies) {
    if (kept.some((known) => known.hash === hash)) continue;
    await db.query(
      'insert into score_policy (project_id, hash, policy) values ($1, $2, $3::json) on conflict (project_id, hash) do nothing',
      [projectId, hash, JSON.stringify(policy)],
    );
  }
  return kept.map(({ hash }) => hash);
}

/** What a score was made with; null when it was never kept. */
export async function findPolicy(db: Queryable, projectId: string, hash: string): Promise<ScorePolicy | null> {
  const [row] = await db.query<{ policy: ScorePolicy }>(
    'select policy from score_policy where project_id = $1 and hash = $2',
    [projectId, hash],
  );
  return row?.policy ?? null;
}
