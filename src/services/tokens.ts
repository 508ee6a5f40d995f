import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../domain/errors.js';
import { type ClientRole, findClient } from '../store/projects.js';
import { listSigningKeys, type SigningKey } from '../store/signing-keys.js';
import { isSecret } from './hash-secret.js';
import type { Services } from './services.js';
import { privateKeyOf, SIGNING_ALGORITHM } from './signing-keys.js';

export type { ClientRole } from '../store/projects.js';

/** Who a valid token speaks for. */
export interface Principal {
  readonly projectId: string;
  readonly clientId: string;
  readonly role: ClientRole;
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly expiresInSeconds: number;
  readonly refreshToken: string;
  readonly refreshExpiresInSeconds: number;
}

const ISSUER = 'saldo';
/** Life of the tokens as contract A's example shows it: one day, and ten. */
const ACCESS_SECONDS = 86_400;
const REFRESH_SECONDS = 864_000;
const WRONG_CREDENTIALS = 'The client id or client secret is wrong';
/** Access tokens that are remembered as checked; a client sends the same one with every request. */
const CHECKED_MAX = 1_000;

/** Signs and checks tokens with the keys of the store, which are read once and again when an unknown key turns up. */
export class Tokens {
  private keys: readonly SigningKey[] = [];
  /** Public keys ready for use, by id: making one ready costs more than checking a signature. */
  private readonly verifiers = new Map<string, ReturnType<typeof importJWK>>();
  /** Access tokens whose signature has been checked: it cannot become wrong, they only expire. */
  private readonly checked = new Map<string, { readonly principal: Principal; readonly expiresAt: number }>();

  constructor(private readonly services: Services) {}

  private async load(): Promise<readonly SigningKey[]> {
    this.keys = await listSigningKeys(this.services.database);
    return this.keys;
  }

  /** Tokens for a client that knows its secret; throws UNAUTHORIZED otherwise, in the same time. */
  async issueFor(clientId: string, clientSecret: string): Promise<IssuedTokens> {
    return this.issue(await this.principalWith(clientId, clientSecret));
  }

  /** An access token alone, of another life than contract A's; throws UNAUTHORIZED for wrong credentials. */
  async issueAccess(clientId: string, clientSecret: string, seconds: number): Promise<string> {
    return this.sign(await this.principalWith(clientId, clientSecret), 'access', seconds);
  }

  /**
   * New tokens for a refresh token of a client that still exists. Credentials, where given, must be that client's
   * (RFC 6749 §6). Throws UNAUTHORIZED.
   */
  async refresh(refreshToken: string, credentials?: { clientId: string; clientSecret: string }): Promise<IssuedTokens> {
    const { clientId } = (await this.verify(refreshToken, 'refresh')).principal;
    if (credentials) {
      const known = await this.principalWith(credentials.clientId, credentials.clientSecret);
      if (known.clientId !== clientId) throw new AppError('UNAUTHORIZED', WRONG_CREDENTIALS);
    }
    const client = await findClient(this.services.database, clientId);
    if (client === null) throw new AppError('UNAUTHORIZED', WRONG_CREDENTIALS);
    return this.issue({ projectId: client.projectId, clientId, role: client.role });
  }

  /** Who an access token speaks for; throws UNAUTHORIZED for anything but a valid one. */
  async principalOf(accessToken: string): Promise<Principal> {
    const known = this.checked.get(accessToken);
    if (known !== undefined && this.services.now().getTime() < known.expiresAt) return known.principal;
    this.checked.delete(accessToken);
    const { principal, expiresAt } = await this.verify(accessToken, 'access');
    if (this.checked.size >= CHECKED_MAX) this.checked.clear();
    this.checked.set(accessToken, { principal, expiresAt });
    return principal;
  }

  /** Public keys as a JSON Web Key Set (RFC 7517). */
  async publicKeys(): Promise<{ keys: Record<string, unknown>[] }> {
    return {
      keys: (await this.load()).map(({ id, publicKey }) => ({
        ...publicKey,
        kid: id,
        use: 'sig',
        alg: SIGNING_ALGORITHM,
      })),
    };
  }

  private async principalWith(clientId: string, clientSecret: string): Promise<Principal> {
    const client = await findClient(this.services.database, clientId);
    const hash = client?.secretHash ?? '0'.repeat(64);
    if (!isSecret(clientSecret, hash, this.services.secretKey) || client === null)
      throw new AppError('UNAUTHORIZED', WRONG_CREDENTIALS);
    return { projectId: client.projectId, clientId, role: client.role };
  }

  private async issue(principal: Principal): Promise<IssuedTokens> {
    return {
      accessToken: await this.sign(principal, 'access', ACCESS_SECONDS),
      expiresInSeconds: ACCESS_SECONDS,
      refreshToken: await this.sign(principal, 'refresh', REFRESH_SECONDS),
      refreshExpiresInSeconds: REFRESH_SECONDS,
    };
  }

  private async sign(principal: Principal, purpose: 'access' | 'refresh', seconds: number): Promise<string> {
    const { id, privateKey } = await this.signer();
    const issuedAt = Math.floor(this.services.now().getTime() / 1000);
    return new SignJWT({ project: principal.projectId, role: principal.role, purpose })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid: id })
      .setSubject(principal.clientId)
      .setIssuer(ISSUER)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .setJti(randomUUID())
      .sign(await importJWK(privateKey, SIGNING_ALGORITHM));
  }

  /** The newest key that opens here. */
  private async signer(): Promise<{ readonly id: string; readonly privateKey: JWK }> {
    for (const key of this.keys.length > 0 ? this.keys : await this.load()) {
      const privateKey = privateKeyOf(key, this.services.secretKey);
      if (privateKey !== null) return { id: key.id, privateKey };
    }
    throw new Error('there is no signing key');
  }

  private async verifierOf(kid: string | undefined): ReturnType<typeof importJWK> {
    const ready = kid === undefined ? undefined : this.verifiers.get(kid);
    if (ready !== undefined) return ready;
    const known = this.keys.find(({ id }) => id === kid) ?? (await this.load()).find(({ id }) => id === kid);
    if (!known) throw new Error('unknown key');
    const verifier = importJWK(known.publicKey as JWK, SIGNING_ALGORITHM);
    this.verifiers.set(known.id, verifier);
    return verifier;
  }

  /** Who a token speaks for, and until when, in milliseconds since 1970. */
  private async verify(token: string, purpose: 'access' | 'refresh') {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.verifierOf(kid), {
        issuer: ISSUER,
        algorithms: [SIGNING_ALGORITHM],
        currentDate: this.services.now(),
      });
      const { purpose: told, project, role, sub, exp } = payload;
      if (told !== purpose || sub === undefined || exp === undefined) throw new Error('another purpose');
      const principal: Principal = { projectId: String(project), clientId: sub, role: role as ClientRole };
      return { principal, expiresAt: exp * 1_000 };
    } catch {
      throw new AppError(
        'UNAUTHORIZED',
        purpose === 'refresh' ? 'The refresh token is wrong or has expired' : undefined,
      );
    }
  }
}
