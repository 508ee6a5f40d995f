import type { Queryable } from './database.js';

/** Rows of a table that may go: those for which `isPast` holds, the oldest by `age` first. Every part is text of ours. */
interface PastRows {
  readonly table: string;
  /** The columns that, with the project, tell a row. */
  readonly key: readonly string[];
  readonly age: string;
  /** A condition on the row, called `own`, and the moment `$1`. */
  readonly isPast: string;
}

/**
 * Does something to rows that are past a moment, at most `limit` of them, the oldest first within each project, and leaves those
 * that another process holds. Going project by project lets the indexes, which begin with it, serve. Returns how many.
 */
async function changePast(
  db: Queryable,
  change: string,
  { table, key, age, isPast }: PastRows,
  before: Date,
  limit: number,
): Promise<number> {
  const columns = ['project_id', ...key];
  const of = (name: string) => columns.map((column) => `${name}.${column}`).join(', ');
  const rows = await db.query(
    `${change} where (${columns.join(', ')}) in (
       select ${of('past')} from project cross join lateral (
         select ${of('own')} from ${table} as own where own.project_id = project.project_id and ${isPast}
         order by own.${age} limit $2 for update skip locked) as past
       limit $2)
     returning project_id`,
    [before, limit],
  );
  return rows.length;
}

/** Removes events that no try will follow and that nothing has happened to since a moment, with their statuses and tries. */
export function deleteSettledEventsBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const isPast = `own.next_attempt_at is null and own.created_at < $1 and not exists (
    select from event_status as later where later.project_id = own.project_id and later.event_id = own.id and later.created_at >= $1)`;
  const settled = { table: 'event', key: ['id'], age: 'created_at', isPast };
  return changePast(db, 'delete from event', settled, before, limit);
}

/** Takes the one-time codes out of events emitted before a moment, whether they have arrived or not. */
export function dropCodesBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const isPast = 'own.temporary_code_sealed is not null and own.created_at < $1';
  const coded = { table: 'event', key: ['id'], age: 'created_at', isPast };
  return changePast(db, 'update event set temporary_code_sealed = null', coded, before, limit);
}

/** Removes entries of the access log older than a moment. */
export function deleteAuditEntriesBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const old = { table: 'audit_entry', key: ['at', 'request_id'], age: 'at', isPast: 'own.at < $1' };
  return changePast(db, 'delete from audit_entry', old, before, limit);
}

/** Removes answers kept for repeated requests. */
export function deleteAnswersBefore(db: Queryable, before: Date, limit: number): Promise<number> {
  const old = {
    table: 'idempotent_answer',
    key: ['client_id', 'key'],
    age: 'created_at',
    isPast: 'own.created_at < $1',
  };
  return changePast(db, 'delete from idempotent_answer', old, before, limit);
}
