import type { EventName, EventPayload, EventStatus } from '../domain/event.js';
import { Conditions } from './conditions.js';
import type { Queryable } from './database.js';

/** Something that happened, for one subscription. */
export interface EventRecord {
  readonly projectId: string;
  readonly id: string;
  readonly subscriptionId: string;
  /** 1 for the subscription's first event, and so on without a gap. */
  readonly index: number;
  readonly name: EventName;
  /** Null when it concerns none, and once that customer has been erased. */
  readonly customerId: string | null;
  /** Null once its customer has been erased. */
  readonly payload: EventPayload | null;
  readonly status: EventStatus;
  /** Whether the subscriber set the status. */
  readonly isStatusFromClient: boolean;
  /** Tries since it was emitted or asked for again. */
  readonly tries: number;
  /** Null when no try is to come. */
  readonly nextAttemptAt: string | null;
  /** When a try met a 2xx. */
  readonly acknowledgedAt: string | null;
  readonly createdAt: string;
}

export interface EventStatusEntry {
  readonly name: EventStatus;
  readonly createdAt: string;
}

type EventRow = EventRecord & Record<string, unknown>;

const COLUMNS = `event.project_id as "projectId", event.id, event.subscription_id as "subscriptionId", event.index, event.name,
  event.customer_id as "customerId", event.payload, event.status, event.is_status_from_client as "isStatusFromClient", event.tries,
  event.next_attempt_at as "nextAttemptAt", event.acknowledged_at as "acknowledgedAt", event.created_at as "createdAt"`;

export interface NewEvents {
  readonly projectId: string;
  readonly name: EventName;
  readonly customerId: string | null;
  readonly payload: EventPayload;
  /** A new event for each subscription, with its own sealing of a one-time code; the caller holds the subscriptions. */
  readonly targets: readonly {
    readonly subscriptionId: string;
    readonly id: string;
    readonly codeSealed: string | null;
  }[];
  /** Seconds until the first try. */
  readonly delaySeconds: number;
}

/** Adds an event for each subscription, under its next index. */
export async function insertEvents(db: Queryable, events: NewEvents): Promise<void> {
  await db.query(
    `with numbered as (
       update subscription set last_index = last_index + 1 
       from unnest($2::text[], $3::text[], $8::text[]) as given (subscription_id, event_id, code_sealed)
       where project_id = $1 and id = subscription_id returning subscription_id, event_id, code_sealed, last_index),
     added as (
       insert into event (project_id, id, subscription_id, index, name, customer_id, payload, temporary_code_sealed, next_attempt_at)
       select $1, event_id, subscription_id, last_index, $4, $5, $6::json, code_sealed, now() + make_interval(secs => $7)
       from numbered returning id)
     insert into event_status (project_id, event_id, position, name) select $1, id, 1, 'IN_PROGRESS' from added`,
    [
      events.projectId,
      events.targets.map(({ subscriptionId }) => subscriptionId),
      events.targets.map(({ id }) => id),
      events.name,
      events.customerId,
      JSON.stringify(events.payload),
      events.delaySeconds,
      events.targets.map(({ codeSealed }) => codeSealed),
    ],
  );
}

export async function findEvent(
  db: Queryable,
  projectId: string,
  subscriptionId: string,
  id: string,
): Promise<EventRecord | null> {
  const [row] = await db.query<EventRow>(
    `select ${COLUMNS} from event where project_id = $1 and subscription_id = $2 and id = $3`,
    [projectId, subscriptionId, id],
  );
  return row ?? null;
}

/** Reads an event and holds it, so that the subscriber's word and the outcome of a try follow each other. */
export async function lockEvent(db: Queryable, projectId: string, id: string): Promise<EventRecord | null> {
  const [row] = await db.query<EventRow>(`select ${COLUMNS} from event where project_id = $1 and id = $2 for update`, [
    projectId,
    id,
  ]);
  return row ?? null;
}

/** Bounds are inclusive; null leaves one open. */
export interface EventFilter {
  readonly lowIndex: number | null;
  readonly highIndex: number | null;
  readonly customerId: string | null;
  readonly limit: number;
}

/** Events of a subscription, in order. */
export function listEvents(
  db: Queryable,
  projectId: string,
  subscriptionId: string,
  { lowIndex, highIndex, customerId, limit }: EventFilter,
): Promise<EventRecord[]> {
  const conditions = new Conditions({ project_id: projectId, subscription_id: subscriptionId })
    .and('index >=', lowIndex)
    .and('index <=', highIndex)
    .and('customer_id =', customerId);
  return db.query<EventRow>(
    `select ${COLUMNS} from event where ${conditions} order by index limit ${conditions.place(limit)}`,
    conditions.values,
  );
}

/** The events that concern a customer, oldest first. */
export function listEventsAbout(db: Queryable, projectId: string, customerId: string): Promise<EventRecord[]> {
  return db.query<EventRow>(
    `select ${COLUMNS} from event where project_id = $1 and customer_id = $2 order by created_at, id`,
    [projectId, customerId],
  );
}

/** The statuses that events have had, oldest first, by event id. */
export async function listStatuses(
  db: Queryable,
  projectId: string,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, readonly EventStatusEntry[]>> {
  const rows = await db.query<EventStatusEntry & { eventId: string } & Record<string, unknown>>(
    `select event_id as "eventId", name, created_at as "createdAt" from event_status
     where project_id = $1 and event_id = any($2::text[]) order by event_id, position`,
    [projectId, eventIds],
  );
  const byEvent = new Map<string, EventStatusEntry[]>(eventIds.map((id) => [id, []]));
  for (const { eventId, name, createdAt } of rows) byEvent.get(eventId)?.push({ name, createdAt });
  return byEvent;
}

/** What a try, or the subscriber's word, makes of an event. */
export interface EventChange {
  /** Noted in the history; null keeps the status. */
  readonly status: EventStatus | null;
  readonly from: 'client' | 'saldo';
  /** A try met a 2xx. */
  readonly isAcknowledged: boolean;
  /** Seconds from now to the next try; null when there is to be none. */
  readonly nextDelaySeconds: number | null;
}

/**
 * Changes an event that the caller holds, and ends the hold of the worker that was at it. A one-time code goes when no try is to
 * follow. One statement: a row changed twice
 * in a transaction has its foreign keys checked again, which waits for whoever holds the subscription or the customer.
 */
export async function changeEvent(
  db: Queryable,
  { projectId, id }: Pick<EventRecord, 'projectId' | 'id'>,
  { status, from, isAcknowledged, nextDelaySeconds }: EventChange,
): Promise<void> {
  await db.query(
    `with changed as (
       update event set status = coalesce($3::text, status), claimed_until = null,
         is_status_from_client = case when $3::text is null then is_status_from_client else $4::boolean end,
         acknowledged_at = case when $5::boolean then now() else acknowledged_at end,
         next_attempt_at = now() + make_interval(secs => $6::double precision),
         temporary_code_sealed = case when $6::double precision is null then null else temporary_code_sealed end
       where project_id = $1 and id = $2)
     insert into event_status (project_id, event_id, position, name)
     select $1, $2, coalesce(max(position), 0) + 1, $3::text from event_status where project_id = $1 and event_id = $2
     having $3::text is not null`,
    [projectId, id, status, from === 'client', isAcknowledged, nextDelaySeconds],
  );
}

/** Takes what could tell of a customer out of its events, and stops their tries. The caller holds the customer. */
export async function eraseEventPayloads(db: Queryable, projectId: string, customerId: string): Promise<void> {
  await db.query(
    `update event set payload = null, temporary_code_sealed = null, customer_id = null, next_attempt_at = null
     where project_id = $1 and id in (
       select id from event where project_id = $1 and customer_id = $2 order by subscription_id, index for update)`,
    [projectId, customerId],
  );
}
