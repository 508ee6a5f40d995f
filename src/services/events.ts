import { AppError } from '../domain/errors.js';
import { EVENT_STATUSES, type EventPayload, type EventStatus } from '../domain/event.js';
import { parseInstant } from '../domain/instant.js';
import type { Queryable } from '../store/database.js';
import { lockReplayedEvents, restartEvents } from '../store/due-events.js';
import { type EventAttempt, listAttempts } from '../store/event-attempts.js';
import {
  changeEvent,
  type EventRecord,
  type EventStatusEntry,
  findEvent,
  listEvents as listFromStore,
  listStatuses,
  lockEvent,
} from '../store/events.js';
import { lockSubscription, type Subscription } from '../store/subscriptions.js';
import { enqueueTries } from './emit-event.js';
import type { Services } from './services.js';
import { ownSubscription, type Subscriber } from './subscriptions.js';

/** An event as its subscriber sees it. */
export interface EventView {
  readonly id: string;
  readonly subscription: Pick<Subscription, 'id' | 'target' | 'eventName' | 'status'>;
  /** Empty once the customer it concerns has been erased. */
  readonly payload: EventPayload;
  /** When it was emitted, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  readonly index: number;
  /** Oldest first. */
  readonly statuses: readonly EventStatusEntry[];
}

export interface EventListFilter {
  /** Inclusive. */
  readonly lowIndex?: number | undefined;
  /** Inclusive. */
  readonly highIndex?: number | undefined;
  readonly customerId?: string | undefined;
  /** At most so many, the first by index; 200 unless told, 1,000 at most. */
  readonly limit?: number | undefined;
}

const LIMIT = 200;
const LIMIT_MAX = 1_000;
/** Events queued at once by a replay; the sweep queues the others. */
const REPLAY_BATCH = 500;

/** A subscription's events in order; throws UNKNOWN_ENTITY unless it is the service account's own. */
export async function listEvents(
  services: Services,
  owner: Subscriber,
  subscriptionId: string,
  { lowIndex, highIndex, customerId, limit = LIMIT }: EventListFilter,
): Promise<EventView[]> {
  const subscription = await ownSubscription(services, owner, subscriptionId);
  const events = await listFromStore(services.database, owner.projectId, subscriptionId, {
    lowIndex: lowIndex ?? null,
    highIndex: highIndex ?? null,
    customerId: customerId ?? null,
    limit: Math.min(limit, LIMIT_MAX),
  });
  return viewsOf(services, subscription, events);
}

/**
 * Takes the subscriber's word on an event: it has reached it, whatever became of our tries, and none follows. Throws
 * BAD_REQUEST for an unknown status, UNKNOWN_ENTITY.
 */
export async function setEventStatus(
  services: Services,
  owner: Subscriber,
  subscriptionId: string,
  eventId: string,
  status: string,
): Promise<EventView> {
  const known = EVENT_STATUSES.find((name) => name === status);
  if (!known) throw new AppError('BAD_REQUEST', `status must be one of ${EVENT_STATUSES.join(', ')}`);
  const subscription = await ownSubscription(services, owner, subscriptionId);
  const event = await services.database.transaction(async (transaction) => {
    const held = await heldEvent(transaction, owner.projectId, subscriptionId, eventId);
    await takeWord(transaction, held, known);
    return held;
  });
  return viewOf(services, subscription, event);
}

async function takeWord(transaction: Queryable, event: EventRecord, status: EventStatus): Promise<void> {
  const isTold = event.isStatusFromClient && event.status === status;
  await changeEvent(transaction, event, {
    // Told twice, it is still one change.
    status: isTold ? null : status,
    from: 'client',
    isAcknowledged: false,
    nextDelaySeconds: null,
  });
}

async function heldEvent(
  transaction: Queryable,
  projectId: string,
  subscriptionId: string,
  eventId: string,
): Promise<EventRecord> {
  const event = await lockEvent(transaction, projectId, eventId);
  if (event === null || event.subscriptionId !== subscriptionId) throw unknownEvent();
  return event;
}

function unknownEvent(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no event with this id for this subscription');
}

/**
 * Sends an event again at once, whatever became of it, under the same id and index. Throws UNKNOWN_ENTITY, and BAD_REQUEST
 * when the subscription is not ACTIVE or the event's customer has been erased.
 */
export async function resendEvent(
  services: Services,
  owner: Subscriber,
  subscriptionId: string,
  eventId: string,
): Promise<EventView> {
  const { database, queue } = services;
  const { projectId } = owner;
  const subscription = await ownSubscription(services, owner, subscriptionId);
  const event = await database.transaction(async (transaction) => {
    await holdActive(transaction, subscription);
    const held = await heldEvent(transaction, projectId, subscriptionId, eventId);
    if (held.payload === null)
      throw new AppError('BAD_REQUEST', 'The customer of this event has been erased, and its payload with it');
    await restartEvents(transaction, projectId, [eventId]);
    await enqueueTries(queue, transaction, projectId, [eventId]);
    return held;
  });
  return viewOf(services, subscription, event);
}

/** Which events a replay sends again. */
export interface ReplayRequest {
  /** Emitted then or later; ISO 8601 with an offset. */
  readonly since: string;
  /** Also those that were acknowledged or given a status; without it, only those that never arrived. */
  readonly includeAcknowledged?: boolean | undefined;
}

/**
 * Sends a subscription's events since a moment again, under the same ids and indexes; returns how many. Throws
 * UNKNOWN_ENTITY, and BAD_REQUEST for another form of `since` or a subscription that is not ACTIVE.
 */
export async function replayEvents(
  services: Services,
  owner: Subscriber,
  subscriptionId: string,
  { since, includeAcknowledged = false }: ReplayRequest,
): Promise<number> {
  const { database, queue } = services;
  const { projectId } = owner;
  const filter = { since: momentOf(since), includeAcknowledged };
  const subscription = await ownSubscription(services, owner, subscriptionId);
  return database.transaction(async (transaction) => {
    await holdActive(transaction, subscription);
    const ids = await lockReplayedEvents(transaction, projectId, subscriptionId, filter);
    await restartEvents(transaction, projectId, ids);
    await enqueueTries(queue, transaction, projectId, ids.slice(0, REPLAY_BATCH));
    return ids.length;
  });
}

function momentOf(since: string): string {
  try {
    return parseInstant(since);
  } catch {
    throw new AppError('BAD_REQUEST', 'since must be an ISO 8601 date-time with an offset');
  }
}

async function holdActive(transaction: Queryable, { projectId, id }: Subscription): Promise<void> {
  const subscription = await lockSubscription(transaction, projectId, id);
  if (subscription?.status !== 'ACTIVE')
    throw new AppError('BAD_REQUEST', 'The subscription is not ACTIVE: set its status first');
}

/** All tries of an event, oldest first; throws UNKNOWN_ENTITY. */
export async function listEventAttempts(
  services: Services,
  owner: Subscriber,
  subscriptionId: string,
  eventId: string,
): Promise<EventAttempt[]> {
  const { database } = services;
  const { projectId } = owner;
  await ownSubscription(services, owner, subscriptionId);
  if ((await findEvent(database, projectId, subscriptionId, eventId)) === null) throw unknownEvent();
  return listAttempts(database, projectId, eventId);
}

async function viewOf(services: Services, subscription: Subscription, event: EventRecord): Promise<EventView> {
  const [view] = await viewsOf(services, subscription, [event]);
  if (!view) throw unknownEvent();
  return view;
}

async function viewsOf(
  { database }: Services,
  subscription: Subscription,
  events: readonly EventRecord[],
): Promise<EventView[]> {
  const ids = events.map(({ id }) => id);
  const statuses = await listStatuses(database, subscription.projectId, ids);
  const { id, target, eventName, status } = subscription;
  return events.map((event) => ({
    id: event.id,
    subscription: { id, target, eventName, status },
    payload: event.payload ?? {},
    time: Date.parse(event.createdAt),
    index: event.index,
    statuses: statuses.get(event.id) ?? [],
  }));
}
