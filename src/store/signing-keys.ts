import type { Queryable } from './database.js';

/** A key pair that signs tokens, as JSON Web Keys (RFC 7517). */
export interface SigningKey {
  readonly id: string;
  /** Sealed, as `{"sealed": …}`. */
  readonly privateKey: Readonly<Record<string, unknown>>;
  readonly publicKey: Record<string, unknown>;
}

/** All keys, newest first: the newest signs, the others still verify. */
export async function listSigningKeys(db: Queryable): Promise<SigningKey[]> {
  return db.query<SigningKey & Record<string, unknown>>(
    'select id, private_key as "privateKey", public_key as "publicKey" from signing_key order by created_at desc, id',
  );
}

export async function updatePrivateKey(db: Queryable, id: string, privateKey: SigningKey['privateKey']): Promise<void> {
  await db.query('update signing_key set private_key = $2::jsonb where id = $1', [id, JSON.stringify(privateKey)]);
}

export async function insertSigningKey(db: Queryable, key: SigningKey): Promise<void> {
  await db.query('insert into signing_key (id, private_key, public_key) values ($1, $2::jsonb, $3::jsonb)', [
    key.id,
    JSON.stringify(key.privateKey),
    JSON.stringify(key.publicKey),
  ]);
}
