import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 of a client secret under the operator's key: a stolen database alone does not let anyone try secrets. */
export function hashSecret(secret: string, key: string): string {
  return createHmac('sha256', key).update(`client-secret:${secret}`).digest('hex');
}

/** Whether a secret is the one behind a hash, in constant time. */
export function isSecret(secret: string, hash: string, key: string): boolean {
  const given = Buffer.from(hashSecret(secret, key), 'hex');
  const kept = Buffer.from(hash, 'hex');
  return given.length === kept.length && timingSafeEqual(given, kept);
}
