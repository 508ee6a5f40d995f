import type { Transaction } from '../store/database.js';
import { type ClaimedEvent, claimEvent, secondsUntilFree } from '../store/due-events.js';
import { insertAttempt } from '../store/event-attempts.js';
import { changeEvent, type EventRecord, lockEvent } from '../store/events.js';
import { findProject } from '../store/projects.js';
import {
  lockSubscription,
  markFailing,
  markNotified,
  markWorking,
  NOTIFIED_LEVELS,
  type NotifiedLevel,
  type Subscription,
  updateSubscriptionStatus,
} from '../store/subscriptions.js';
import { type DeliveryResult, deliver } from '../webhooks/deliver.js';
import { bodyOf } from '../webhooks/message.js';
import type { DeliveryNotice } from '../webhooks/notify-by-mail.js';
import { type AfterFailure, afterFailure, isGivenUp } from '../webhooks/retry-schedule.js';
import { webhookHeaders } from '../webhooks/sign.js';
import { type DeliverEventJob, enqueueTries, placeOfCode } from './emit-event.js';
import { openSecret } from './seal-secret.js';
import type { Services } from './services.js';

/**
 * How long a try keeps others from the event: longer than any try, shorter than the time after which the queue gives the job
 * of a dead worker to another.
 */
const CLAIM_SECONDS = 45;

/** Whose secret a subscription's sealed secret is; see sealSecret. */
export function placeOfSecret({ projectId, id }: { projectId: string; id: string }): string {
  return `subscription:${projectId}:${id}`;
}

/**
 * Makes one try of an event that is due, and plans what follows from its outcome. Does nothing for an event that needs no
 * try: acknowledged, given a status by its subscriber, erased, or of a subscription that is not ACTIVE. Only faults of the
 * store are thrown; one of the mail server is told to `onFault`.
 */
export async function deliverEvent(
  services: Services,
  job: DeliverEventJob,
  onFault: (error: unknown) => void,
): Promise<void> {
  const { database, now, webhooks } = services;
  const event = await claimEvent(database, job.projectId, job.eventId, CLAIM_SECONDS);
  if (event === null) return waitForOther(services, job);
  const startedAt = now();
  const result = await tryOnce(services, event, startedAt, onFault);
  const notice = await recordResult(services, event, result, startedAt);
  if (notice === null || webhooks.mailer === null) return;
  await webhooks.mailer.notify(notice).catch(onFault);
}

/** Another worker has the event in hand. Should it die there, this job comes back and finds the event due. */
async function waitForOther({ database, queue }: Services, { projectId, eventId }: DeliverEventJob): Promise<void> {
  const seconds = await secondsUntilFree(database, projectId, eventId);
  if (seconds === null) return;
  await database.transaction((transaction) => enqueueTries(queue, transaction, projectId, [eventId], seconds));
}

/** A secret that does not open is the operator's fault; to send the event unsigned, or without its code, would be worse than not to
 * send it. */
async function tryOnce(
  services: Services,
  event: ClaimedEvent,
  startedAt: Date,
  onFault: (error: unknown) => void,
): Promise<DeliveryResult> {
  try {
    return await deliver(deliveryOf(services, event, startedAt), services.webhooks);
  } catch (error) {
    onFault(error);
    const reason = 'the secret of the subscription, or the code of the event, cannot be opened';
    return { outcome: 'refused', status: null, reason, retryAfterSeconds: null, durationMs: 0 };
  }
}

function deliveryOf({ secretKey }: Services, event: ClaimedEvent, startedAt: Date) {
  const { projectId, id, index, subscriptionId, target, secretSealed, codeSealed } = event;
  const secret =
    secretSealed === null
      ? null
      : openSecret(secretSealed, placeOfSecret({ projectId, id: subscriptionId }), secretKey);
  const payload =
    codeSealed === null
      ? event.payload
      : { ...event.payload, temporaryCode: openSecret(codeSealed, placeOfCode({ projectId, id }), secretKey) };
  const subscription = { id: subscriptionId, target, eventName: event.eventName, status: event.subscriptionStatus };
  const body = bodyOf({ id, index, emittedAt: event.createdAt, subscription, payload });
  const timestampSeconds = Math.floor(startedAt.getTime() / 1_000);
  return { target, body, headers: webhookHeaders({ id, timestampSeconds, body }, payload, secret) };
}

/** Writes down what came of a try; returns what is to be told by mail, null for nothing. */
async function recordResult(
  services: Services,
  claimed: ClaimedEvent,
  result: DeliveryResult,
  startedAt: Date,
): Promise<DeliveryNotice | null> {
  const { projectId, id, subscriptionId } = claimed;
  const isAcknowledged = result.outcome === 'acknowledged';
  return services.database.transaction(async (transaction) => {
    // The subscription before its event, as everybody does.
    if (isAcknowledged) await markWorking(transaction, projectId, subscriptionId);
    const subscription = isAcknowledged ? null : await lockSubscription(transaction, projectId, subscriptionId);
    const event = await lockEvent(transaction, projectId, id);
    if (event === null) return null;
    const { durationMs, outcome, status: httpStatus, reason } = result;
    const attempt = { startedAt: startedAt.toISOString(), durationMs, outcome, httpStatus, reason };
    await insertAttempt(transaction, projectId, id, attempt);
    if (isAcknowledged) {
      // The subscriber may have told the end of its work before its answer arrived.
      const status = event.isStatusFromClient ? null : 'ACK';
      await changeEvent(transaction, event, { status, from: 'saldo', isAcknowledged, nextDelaySeconds: null });
      return null;
    }
    if (subscription === null || event.nextAttemptAt === null) return null;
    return recordFailure(services, transaction, { event, subscription, result });
  });
}

interface FailedTry {
  readonly event: EventRecord;
  /** As it was before this try. */
  readonly subscription: Subscription;
  readonly result: DeliveryResult;
}

async function recordFailure(
  { queue, now, webhooks }: Services,
  transaction: Transaction,
  { event, subscription, result }: FailedTry,
): Promise<DeliveryNotice | null> {
  const { projectId, id } = event;
  const failingSince = await markFailing(transaction, projectId, subscription.id);
  const isDisabled = result.outcome === 'gone' || isGivenUp(new Date(failingSince), now());
  const next = afterFailure(webhooks.schedule, event.tries, result.retryAfterSeconds, webhooks.jitter());
  const status: AfterFailure['status'] = isDisabled ? 'CRITICAL' : next.status;
  if (isDisabled) await updateSubscriptionStatus(transaction, projectId, subscription.id, 'DISABLED');
  await changeEvent(transaction, event, {
    status: status === event.status ? null : status,
    from: 'saldo',
    isAcknowledged: false,
    // Of a disabled subscription it stays due, and is sent when that is made ACTIVE again.
    nextDelaySeconds: isDisabled ? 0 : next.delaySeconds,
  });
  if (!isDisabled && next.delaySeconds !== null)
    await enqueueTries(queue, transaction, projectId, [id], next.delaySeconds);
  if (status === 'ERROR' || !isGraver(isDisabled ? 'DISABLED' : status, subscription.notified)) return null;
  await markNotified(transaction, projectId, subscription.id, isDisabled ? 'DISABLED' : status);
  const project = await findProject(transaction, projectId);
  return {
    contactEmails: project?.contactEmails ?? [],
    level: status,
    subscriptionId: subscription.id,
    eventName: subscription.eventName,
    eventId: id,
    eventIndex: event.index,
    target: subscription.target,
    triesMade: event.tries,
    reason: result.reason ?? '',
    isSubscriptionDisabled: isDisabled,
  };
}

/** An endpoint that is down fails every event: the operator hears of it once for each level, not once for each event. */
function isGraver(level: NotifiedLevel, told: NotifiedLevel | null): boolean {
  return told === null || NOTIFIED_LEVELS.indexOf(level) > NOTIFIED_LEVELS.indexOf(told);
}
