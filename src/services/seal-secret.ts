import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A sealed secret that cannot be opened: it was changed, stands in another place, or was sealed under another key. */
export class UnsealError extends Error {
  override readonly name = 'UnsealError';
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** NIST SP 800-38D: 96 bits of nonce, 128 of tag. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Leads every sealed text, so that another way of sealing can stand beside this one later. */
const VERSION = 'v1.';

/** The operator's key signs and hashes elsewhere: sealing has a key of its own, derived from it (RFC 5869). */
function sealingKey(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'saldo sealed secrets v1', KEY_BYTES));
}

/**
 * Encrypts a secret that must be had in clear again (AES-256-GCM). `place` says whose secret it is, such as
 * `subscription:<project>:<id>`: the sealed text opens there and nowhere else. Equal secrets are sealed into different texts.
 */
export function sealSecret(secret: string, place: string, secretKey: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, sealingKey(secretKey), nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place, 'utf8'));
  const encrypted = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString('base64url');
}

/** The secret behind a sealed text; throws UnsealError when it was changed, moved or sealed under another key. */
export function openSecret(sealed: string, place: string, secretKey: string): string {
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url');
  if (!sealed.startsWith(VERSION) || bytes.length < NONCE_BYTES + TAG_BYTES)
    throw new UnsealError('the text is not a sealed secret');
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, sealingKey(secretKey), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(place, 'utf8'));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new UnsealError('a sealed secret cannot be opened: it was changed, or SALDO_SECRET_KEY is another one');
  }
}
