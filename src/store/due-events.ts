import type { SubscriptionStatus } from '../domain/event.js';
import type { Queryable } from './database.js';
import type { EventRecord } from './events.js';

/** An event that its holder alone may send now, with where it goes. */
export interface ClaimedEvent extends Pick<EventRecord, 'projectId' | 'id' | 'subscriptionId' | 'index' | 'createdAt'> {
  readonly payload: NonNullable<EventRecord['payload']>;
  /** The aggregator's one-time code, sealed; null where there is none, or none any more. */
  readonly codeSealed: string | null;
  readonly target: string;
  readonly secretSealed: string | null;
  readonly eventName: string;
  readonly subscriptionStatus: SubscriptionStatus;
}

/** An event whose try is due: not acknowledged, not held by a worker, of a subscription that wants events. */
const IS_DUE = `subscription.project_id = event.project_id and subscription.id = event.subscription_id
  and subscription.status = 'ACTIVE' and event.payload is not null and event.next_attempt_at <= now()`;

/** Takes a due event for a number of seconds and counts the try; null when it is not due or another worker has it. */
export async function claimEvent(
  db: Queryable,
  projectId: string,
  id: string,
  seconds: number,
): Promise<ClaimedEvent | null> {
  const [row] = await db.query<ClaimedEvent & Record<string, unknown>>(
    `update event set claimed_until = now() + make_interval(secs => $3), tries = tries + 1 from subscription
     where event.project_id = $1 and event.id = $2 and ${IS_DUE} and (event.claimed_until is null or event.claimed_until <= now())
     returning event.project_id as "projectId", event.id, event.subscription_id as "subscriptionId", event.index,
       event.created_at as "createdAt", event.payload,
       event.temporary_code_sealed as "codeSealed", subscription.target, subscription.secret_sealed as "secretSealed",
       subscription.event_name as "eventName", subscription.status as "subscriptionStatus"`,
    [projectId, id, seconds],
  );
  return row ?? null;
}

/** Seconds until a worker that holds a due event must have ended its try; null when none holds it, or nothing is due. */
export async function secondsUntilFree(db: Queryable, projectId: string, id: string): Promise<number | null> {
  const [row] = await db.query<{ seconds: number }>(
    `select ceil(extract(epoch from event.claimed_until - now()))::integer as seconds from event, subscription
     where event.project_id = $1 and event.id = $2 and ${IS_DUE} and event.claimed_until > now()`,
    [projectId, id],
  );
  return row?.seconds ?? null;
}

/**
 * Events of any project that have been due for longer than a grace and that nobody holds: their job was lost. They count as
 * due from now, so that the next look passes over them.
 */
export function takeOverdueEvents(
  db: Queryable,
  graceSeconds: number,
  limit: number,
): Promise<Pick<EventRecord, 'projectId' | 'id'>[]> {
  return db.query<Pick<EventRecord, 'projectId' | 'id'> & Record<string, unknown>>(
    `update event set next_attempt_at = now() where (project_id, id) in (
       select event.project_id, event.id from event, subscription
       where ${IS_DUE} and event.next_attempt_at < now() - make_interval(secs => $1)
         and (event.claimed_until is null or event.claimed_until <= now())
       order by event.next_attempt_at limit $2 for update of event skip locked)
     returning project_id as "projectId", id`,
    [graceSeconds, limit],
  );
}

/** Makes the events that a subscription still waits for due now, with all their tries; returns the ids of the first ones. */
export async function resumeEvents(
  db: Queryable,
  projectId: string,
  subscriptionId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `with resumed as (
       update event set tries = 0, next_attempt_at = now() where project_id = $1 and id in (
         select id from event where project_id = $1 and subscription_id = $2 and next_attempt_at is not null and payload is not null
         order by index for update)
       returning id, index)
     select id from resumed order by index limit $3`,
    [projectId, subscriptionId, limit],
  );
  return rows.map(({ id }) => id);
}

/** Which of a subscription's events to send again. */
export interface ReplayFilter {
  /** Emitted at this moment or later, ISO 8601. */
  readonly since: string;
  /** Also those that the subscriber has acknowledged or given a status. */
  readonly includeAcknowledged: boolean;
}

/** Holds the events that a replay sends again and returns their ids in order; those of erased customers are not among them. */
export async function lockReplayedEvents(
  db: Queryable,
  projectId: string,
  subscriptionId: string,
  { since, includeAcknowledged }: ReplayFilter,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from event where project_id = $1 and subscription_id = $2 and created_at >= $3::timestamptz and payload is not null
       and ($4 or (acknowledged_at is null and not is_status_from_client)) order by index for update`,
    [projectId, subscriptionId, since, includeAcknowledged],
  );
  return rows.map(({ id }) => id);
}

/** Makes events that the caller holds due now as if they had just been emitted, under the same id and index. */
export async function restartEvents(db: Queryable, projectId: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `with restarted as (
       update event set status = 'IN_PROGRESS', is_status_from_client = false, tries = 0, next_attempt_at = now(), acknowledged_at = null
       where project_id = $1 and id = any($2::text[]))
     insert into event_status (project_id, event_id, position, name)
     select $1, event_id, max(position) + 1, 'IN_PROGRESS' from event_status
     where project_id = $1 and event_id = any($2::text[]) group by event_id`,
    [projectId, ids],
  );
}
