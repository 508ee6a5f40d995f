import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

const KEY_BYTES = 32;
const MAC_BYTES = 16;

/** The operator's key signs and seals elsewhere: each use has a key of its own, derived from it (RFC 5869). */
function keyFor(use: string, secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', `saldo ${use} v1`, KEY_BYTES));
}

/** A text that proves that we wrote `text` for this use: base64url, 128 bits. */
export function proofOf(text: string, use: string, secretKey: string): string {
  return createHmac('sha256', keyFor(use, secretKey))
    .update(text)
    .digest()
    .subarray(0, MAC_BYTES)
    .toString('base64url');
}

/** Whether a proof is the one of a text, in constant time. */
export function isProof(proof: string, text: string, use: string, secretKey: string): boolean {
  const expected = Buffer.from(proofOf(text, use, secretKey));
  const given = Buffer.from(proof);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A value as a token that nobody else can make or change. Its holder could read it: it holds what the holder knows. */
export function tokenOf(value: unknown, use: string, secretKey: string): string {
  const text = Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');
  return `${text}.${proofOf(text, use, secretKey)}`;
}

/** The value in a token; undefined for one that we did not make for this use. */
export function valueOfToken(token: string, use: string, secretKey: string): unknown {
  const [text = '', proof = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isProof(proof, text, use, secretKey)) return undefined;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
}
