import type { EventPayload, SubscriptionStatus } from '../domain/event.js';

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

/** The JSON text of a message as contract A's receivers read it; `time` is in milliseconds since 1970-01-01T00:00:00Z. */
export function bodyOf({ id, index, emittedAt, subscription, payload }: WebhookMessage): string {
  const { id: subscriptionId, target, eventName, status } = subscription;
  return JSON.stringify({
    id,
    subscription: { id: subscriptionId, target, eventName, status },
    payload,
    time: Date.parse(emittedAt),
    index,
  });
}
