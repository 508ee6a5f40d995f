import { createHmac } from 'node:crypto';
import type { EventPayload } from '../domain/event.js';

/** Marks a secret whose rest is the key in base64, by the Standard Webhooks specification. */
const STANDARD_PREFIX = 'whsec_';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Value of `X-Hub-Signature`: `sha256=` and the lower-case hex HMAC-SHA-256 of the payload's compact JSON, its keys in the
 * order in which they are sent. The secret's UTF-8 bytes are the key, a prefix `whsec_` included.
 */
export function hubSignature(payload: EventPayload, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(JSON.stringify(payload)).digest('hex')}`;
}

/** What the Standard Webhooks signature covers. */
export interface StandardMessage {
  /** The event's id: the same on every try, so that a receiver can tell a repetition. */
  readonly id: string;
  /** When this try is made, in seconds since 1970-01-01T00:00:00Z. */
  readonly timestampSeconds: number;
  /** The exact text of the request's body. */
  readonly body: string;
}

/**
 * The key behind a secret: `whsec_` and base64 stands for the decoded bytes; any other secret for its UTF-8 bytes. A receiver
 * with a plain secret gives the published verifier those bytes:
 * `new Webhook(new TextEncoder().encode(secret), { format: 'raw' })`; with a `whsec_` secret, `new Webhook(secret)`.
 */
function standardKey(secret: string): Buffer {
  const encoded = secret.startsWith(STANDARD_PREFIX) ? secret.slice(STANDARD_PREFIX.length) : '';
  return encoded !== '' && BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.from(secret, 'utf8');
}

/** Value of `webhook-signature`: `v1,` and the base64 HMAC-SHA-256 of `id.timestamp.body`. */
export function standardSignature(message: StandardMessage, secret: string): string {
  const signed = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return `v1,${createHmac('sha256', standardKey(secret)).update(signed).digest('base64')}`;
}

/** The headers that tell a receiver which message this is and, where it shares a secret with us, that it is ours. */
export function webhookHeaders(
  message: StandardMessage,
  payload: EventPayload,
  secret: string | null,
): Readonly<Record<string, string>> {
  const named = { 'webhook-id': message.id, 'webhook-timestamp': String(message.timestampSeconds) };
  if (secret === null) return named;
  return {
    ...named,
    'webhook-signature': standardSignature(message, secret),
    'x-hub-signature': hubSignature(payload, secret),
  };
}
