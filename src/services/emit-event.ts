import { type EventName, type EventPayload, spellingsOf } from '../domain/event.js';
import { DELIVER_EVENT, type Queue } from '../jobs/queue.js';
import type { Transaction } from '../store/database.js';
import { insertEvents } from '../store/events.js';
import { lockActiveSubscriptions } from '../store/subscriptions.js';
import { sealSecret } from './seal-secret.js';
import type { AnalysisServices } from './services.js';

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
  /** The aggregator's one-time code, told as the payload's last key; kept apart, sealed, and only as long as it is needed. */
  readonly temporaryCode?: string | undefined;
}

/** Whose code a sealed one is; see sealSecret. */
export function placeOfCode({ projectId, id }: { projectId: string; id: string }): string {
  return `event:${projectId}:${id}`;
}

/**
 * Tells every ACTIVE subscription of the project, whichever spelling of the event it asked for, inside the caller's
 * transaction: the event is there if and only if what caused it is. Returns how many subscriptions will be told. Others who
 * emit the same event in the project wait until that transaction's commit, so that indexes follow each other without a gap:
 * emit last.
 */
export async function emitEvent(
  { queue, newId, webhooks, secretKey }: Pick<AnalysisServices, 'queue' | 'newId' | 'webhooks' | 'secretKey'>,
  transaction: Transaction,
  { temporaryCode, ...event }: EmittedEvent,
): Promise<number> {
  const subscriptionIds = await lockActiveSubscriptions(transaction, event.projectId, spellingsOf(event.name));
  if (subscriptionIds.length === 0) return 0;
  const { projectId } = event;
  const targets = subscriptionIds.map((subscriptionId) => {
    const id = newId();
    const place = placeOfCode({ projectId, id });
    const codeSealed = temporaryCode === undefined ? null : sealSecret(temporaryCode, place, secretKey);
    return { subscriptionId, id, codeSealed };
  });
  const delaySeconds = webhooks.schedule[0] ?? 0;
  await insertEvents(transaction, { ...event, targets, delaySeconds });
  const eventIds = targets.map(({ id }) => id);
  await enqueueTries(queue, transaction, projectId, eventIds, delaySeconds);
  return subscriptionIds.length;
}

/** Queues a try for each event, inside the caller's transaction. */
export async function enqueueTries(
  queue: Queue,
  transaction: Transaction,
  projectId: string,
  eventIds: readonly string[],
  delaySeconds = 0,
): Promise<void> {
  for (const eventId of eventIds) {
    const job: DeliverEventJob = { projectId, eventId };
    await queue.enqueue(transaction, DELIVER_EVENT, job, { startAfterSeconds: delaySeconds });
  }
}
