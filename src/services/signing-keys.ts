import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { insertSigningKey, listSigningKeys, type SigningKey, updatePrivateKey } from '../store/signing-keys.js';
import { openSecret, sealSecret, UnsealError } from './seal-secret.js';
import type { Services } from './services.js';

export const SIGNING_ALGORITHM = 'EdDSA';

/** Whose secret a sealed private key is; see sealSecret. */
function placeOfKey(id: string): string {
  return `signing-key:${id}`;
}

function sealedKey(id: string, privateKey: JWK, secretKey: string): { readonly sealed: string } {
  return { sealed: sealSecret(JSON.stringify(privateKey), placeOfKey(id), secretKey) };
}

/** The private part of a key, with which tokens are signed; null for one sealed under another SALDO_SECRET_KEY, which still verifies. */
export function privateKeyOf({ id, privateKey }: SigningKey, secretKey: string): JWK | null {
  const { sealed } = privateKey;
  if (typeof sealed !== 'string') return privateKey as JWK;
  try {
    return JSON.parse(openSecret(sealed, placeOfKey(id), secretKey)) as JWK;
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}

/**
 * Makes sure of a key that can sign: a stolen database alone must not let anyone make tokens, so that it is kept sealed, and one from before
 * is sealed now. Two processes that start at once may each make one; both verify.
 */
export async function ensureSigningKey({
  database,
  secretKey,
}: Pick<Services, 'database' | 'secretKey'>): Promise<void> {
  const keys = await listSigningKeys(database);
  for (const { id, privateKey } of keys) {
    if (privateKey['sealed'] === undefined)
      await updatePrivateKey(database, id, sealedKey(id, privateKey as JWK, secretKey));
  }
  if (keys.some((key) => privateKeyOf(key, secretKey) !== null)) return;
  const made = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const id = randomUUID();
  await insertSigningKey(database, {
    id,
    privateKey: sealedKey(id, await exportJWK(made.privateKey), secretKey),
    publicKey: { ...(await exportJWK(made.publicKey)) },
  });
}
