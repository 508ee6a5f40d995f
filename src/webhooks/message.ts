import { type EventPayload, isOfContractB, type SubscriptionStatus } from '../domain/event.js';

/** What a webhook is told: the same on each try. */
export interface WebhookMessage {
  readonly id: string;
  readonly index: number;
  /** When the event was emitted, ISO 8601. */
  readonly emittedAt: string;
  readonly subscription: {
    readonly id: string;
    readonly target: string;
    readonly eventName: string;
    readonly status: SubscriptionStatus;
  };
  readonly payload: EventPayload;
}

/**
 * The JSON text of a message as its contract's receivers read it. Contract A: `payload`, and `time` in milliseconds since
 * 1970-01-01T00:00:00Z. Contract B: `data`, beside `type` and `timestamp` as the Standard Webhooks specification names them.
 */
export function bodyOf({ id, index, emittedAt, subscription, payload }: WebhookMessage): string {
  const { id: subscriptionId, target, eventName, status } = subscription;
  if (isOfContractB(eventName)) {
    const about = { id: subscriptionId, target, eventName, status };
    return JSON.stringify({ id, type: eventName, timestamp: emittedAt, index, subscription: about, data: payload });
  }
  return JSON.stringify({
    id,
    subscription: { id: subscriptionId, target, eventName, status },
    payload,
    time: Date.parse(emittedAt),
    index,
  });
}
