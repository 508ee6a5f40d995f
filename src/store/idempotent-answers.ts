import type { Queryable } from './database.js';

export interface IdempotentAnswer {
  readonly fingerprint: string;
  /** Null while the first request is at work. */
  readonly status: number | null;
  readonly body: string | null;
  readonly ageSeconds: number;
}

export interface AnswerKey {
  readonly projectId: string;
  readonly clientId: string;
  readonly key: string;
}

/** Takes the key for a request; false when it is taken already. */
export async function claimKey(db: Queryable, { projectId, clientId, key }: AnswerKey, fingerprint: string) {
  const rows = await db.query(
    `insert into idempotent_answer (project_id, client_id, key, fingerprint) values ($1, $2, $3, $4)
     on conflict do nothing returning key`,
    [projectId, clientId, key, fingerprint],
  );
  return rows.length > 0;
}

export async function findAnswer(
  db: Queryable,
  { projectId, clientId, key }: AnswerKey,
): Promise<IdempotentAnswer | null> {
  const [row] = await db.query<IdempotentAnswer & Record<string, unknown>>(
    `select fingerprint, status, body, extract(epoch from now() - created_at)::float8 as "ageSeconds"
     from idempotent_answer where project_id = $1 and client_id = $2 and key = $3`,
    [projectId, clientId, key],
  );
  return row ?? null;
}

export async function saveAnswer(
  db: Queryable,
  { projectId, clientId, key }: AnswerKey,
  answer: { status: number; body: string; customerId: string | null },
): Promise<void> {
  await db.query(
    'update idempotent_answer set status = $4, body = $5, customer_id = $6 where project_id = $1 and client_id = $2 and key = $3',
    [projectId, clientId, key, answer.status, answer.body, answer.customerId],
  );
}

/** Frees a key whose request failed for reasons of ours, so that it can be sent again. */
export async function releaseKey(db: Queryable, { projectId, clientId, key }: AnswerKey): Promise<void> {
  await db.query('delete from idempotent_answer where project_id = $1 and client_id = $2 and key = $3', [
    projectId,
    clientId,
    key,
  ]);
}
