import { type EventName, type EventPayload, spellingsOf } from '../domain/event.js';
import { DELIVER_EVENT, type Queue } from '../jobs/queue.js';
import type { Queryable } from '../store/database.js';
import { insertEvents } from '../store/events.js';
import { lockActiveSubscriptions } from '../store/subscriptions.js';
import type { Services } from './services.js';

/** Names the job of one try: where the worker finds the event. */
export interface DeliverEventJob {
  readonly projectId: string;
  readonly eventId: string;
}

export interface EmittedEvent {
  readonly projectId: string;
  readonly name: EventName;
  /** Whom it concerns, so that its payload goes when that customer is erased; null when nobody. */
  readonly customerId: string | null;
  /** Identifiers alone, in the order in which they are to be sent. */
  readonly payload: EventPayload;
}

/**
 * Tells every ACTIVE subscription of the project, whichever spelling of the event it asked for, inside the caller's
 * transaction: the event is there if and only if what caused it is. Returns how many subscriptions will be told; the caller
 * announces the jobs after its commit. Others who emit the same event in the project wait until that commit, so that indexes
 * follow each other without a gap: emit last.
 */
export async function emitEvent(
  { queue, newId, webhooks }: Pick<Services, 'queue' | 'newId' | 'webhooks'>,
  transaction: Queryable,
  event: EmittedEvent,
): Promise<number> {
  const subscriptionIds = await lockActiveSubscriptions(transaction, event.projectId, spellingsOf(event.name));
  if (subscriptionIds.length === 0) return 0;
  const idBySubscription = new Map(subscriptionIds.map((id) => [id, newId()]));
  const delaySeconds = webhooks.schedule[0] ?? 0;
  await insertEvents(transaction, { ...event, idBySubscription, delaySeconds });
  await enqueueTries(queue, transaction, event.projectId, [...idBySubscription.values()], delaySeconds);
  return subscriptionIds.length;
}

/** Queues a try for each event, inside the caller's transaction. */
export async function enqueueTries(
  queue: Queue,
  transaction: Queryable,
  projectId: string,
  eventIds: readonly string[],
  delaySeconds = 0,
): Promise<void> {
  for (const eventId of eventIds) {
    const job: DeliverEventJob = { projectId, eventId };
    await queue.enqueue(transaction, DELIVER_EVENT, job, { startAfterSeconds: delaySeconds });
  }
}
