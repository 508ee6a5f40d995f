import type { Queryable } from './database.js';

/** One try to deliver an event, as it went. Holds nothing of what was sent or answered. */
export interface EventAttempt {
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: 'acknowledged' | 'failed' | 'gone' | 'refused';
  /** Null when there was no answer. */
  readonly httpStatus: number | null;
  /** Why it was not acknowledged. */
  readonly reason: string | null;
}

/** Notes a try of an event that the caller holds. */
export async function insertAttempt(
  db: Queryable,
  projectId: string,
  eventId: string,
  attempt: EventAttempt,
): Promise<void> {
  await db.query(
    `insert into event_attempt (project_id, event_id, position, started_at, duration_ms, outcome, http_status, reason)
     select $1, $2, coalesce(max(position), 0) + 1, $3, $4, $5, $6, $7 from event_attempt where project_id = $1 and event_id = $2`,
    [projectId, eventId, attempt.startedAt, attempt.durationMs, attempt.outcome, attempt.httpStatus, attempt.reason],
  );
}

/** All tries of an event, oldest first. */
export function listAttempts(db: Queryable, projectId: string, eventId: string): Promise<EventAttempt[]> {
  return db.query<EventAttempt & Record<string, unknown>>(
    `select started_at as "startedAt", duration_ms as "durationMs", outcome, http_status as "httpStatus", reason from event_attempt
     where project_id = $1 and event_id = $2 order by position`,
    [projectId, eventId],
  );
}
