import type { Queryable } from './database.js';

/**
 * Removes events that no try will follow and that nothing has happened to since a moment, with their statuses and tries; at most
 * `limit`, the oldest first within each project. Returns how many.
 */
export async function deleteSettledEventsBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `delete from event where (project_id, id) in (
       select settled.project_id, settled.id from project cross join lateral (
         select event.project_id, event.id from event
         where event.project_id = project.project_id and next_attempt_at is null and created_at < $1
           and not exists (select from event_status as later where later.project_id = event.project_id
             and later.event_id = event.id and later.created_at >= $1)
         order by created_at limit $2 for update skip locked) as settled
       limit $2)
     returning id`,
    [before, limit],
  );
  return rows.length;
}

/** Takes the one-time codes out of events emitted before a moment, whether they have arrived or not; at most `limit`. */
export async function dropCodesBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `update event set temporary_code_sealed = null where (project_id, id) in (
       select stale.project_id, stale.id from project cross join lateral (
         select event.project_id, event.id from event
         where event.project_id = project.project_id and temporary_code_sealed is not null and created_at < $1
         order by created_at limit $2 for update skip locked) as stale
       limit $2)
     returning id`,
    [before, limit],
  );
  return rows.length;
}

/** Removes entries of the access log older than a moment, at most `limit`; returns how many. */
export async function deleteAuditEntriesBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `delete from audit_entry where (project_id, at, request_id) in (
       select past.project_id, past.at, past.request_id from project cross join lateral (
         select entry.project_id, entry.at, entry.request_id from audit_entry as entry
         where entry.project_id = project.project_id and at < $1 order by at limit $2 for update skip locked) as past
       limit $2)
     returning request_id`,
    [before, limit],
  );
  return rows.length;
}

/** Removes answers kept for repeated requests, at most `limit`; returns how many. */
export async function deleteAnswersBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const rows = await db.query(
    `delete from idempotent_answer where (project_id, client_id, key) in (
       select past.project_id, past.client_id, past.key from project cross join lateral (
         select answer.project_id, answer.client_id, answer.key from idempotent_answer as answer
         where answer.project_id = project.project_id and created_at < $1
         order by created_at limit $2 for update skip locked) as past
       limit $2)
     returning key`,
    [before, limit],
  );
  return rows.length;
}
