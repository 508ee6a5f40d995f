import type { Queryable } from './database.js';

export interface IdempotentAnswer {
  readonly fingerprint: string;
  /** Null while the first request is at work. */
  readonly status: number | null;
  readonly body: string | null;
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

/** Takes over the key of a request that began so many seconds ago and has not answered: for one of several that try. */
export async function takeOverKey(
  db: Queryable,
  { projectId, clientId, key }: AnswerKey,
  seconds: number,
): Promise<boolean> {
  const rows = await db.query(
    `update idempotent_answer set created_at = now() where project_id = $1 and client_id = $2 and key = $3
       and status is null and created_at <= now() - make_interval(secs => $4) returning key`,
    [projectId, clientId, key, seconds],
  );
  return rows.length > 0;
}

export async function findAnswer(
  db: Queryable,
  { projectId, clientId, key }: AnswerKey,
): Promise<IdempotentAnswer | null> {
  const [row] = await db.query<IdempotentAnswer & Record<string, unknown>>(
    `select fingerprint, status, body from idempotent_answer where project_id = $1 and client_id = $2 and key = $3`,
    [projectId, clientId, key],
  );
  return row ?? null;
}

/** What a request was answered, and whose data that holds: it goes with any of those customers. */
export interface NewAnswer {
  readonly status: number;
  readonly body: string;
  readonly customerIds: readonly string[];
}

/** Keeps an answer; false, and nothing is kept, when one of its customers has been erased meanwhile. */
export async function saveAnswer(
  db: Queryable,
  { projectId, clientId, key }: AnswerKey,
  { status, body, customerIds }: NewAnswer,
): Promise<boolean> {
  const rows = await db.query(
    `with held as (select id from customer where project_id = $1 and id = any($6::text[]) order by id for key share)
     update idempotent_answer set status = $4, body = $5, customer_ids = $6
     where project_id = $1 and client_id = $2 and key = $3 and (select count(*) from held) = cardinality($6::text[]) returning key`,
    [projectId, clientId, key, status, body, customerIds],
  );
  return rows.length > 0;
}

/** Frees a key whose request failed for reasons of ours, so that it can be sent again. */
export async function releaseKey(db: Queryable, { projectId, clientId, key }: AnswerKey): Promise<void> {
  await db.query('delete from idempotent_answer where project_id = $1 and client_id = $2 and key = $3', [
    projectId,
    clientId,
    key,
  ]);
}
