import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** What a seal vouches for. Nothing is stored: the bank reads everything back from the seal. */
export interface Claims {
  readonly kind: 'client' | 'consent' | 'session' | 'code' | 'access' | 'refresh';
  /** Seconds since 1970 after which it is no longer good. */
  readonly expires: number;
  /** The consent it is about. */
  readonly consentId?: string;
  readonly personId?: string;
  /** Where the person is sent back to; fixed when the consent is announced. */
  readonly redirectUri?: string;
  readonly state?: string;
  /** The fault chosen on the login page. */
  readonly fault?: string;
  readonly id?: string;
}

const SECONDS = 1_000;

/** Signs and reads the bank's tokens, codes and consent ids. */
export class Seals {
  readonly #key: string;
  readonly #now: () => Date;

  constructor(key: string, now: () => Date) {
    this.#key = key;
    this.#now = now;
  }

  /** A new seal that is good for `seconds`. */
  seal(claims: Omit<Claims, 'expires' | 'id'>, seconds: number): string {
    const expires = Math.floor(this.#now().getTime() / SECONDS) + seconds;
    const text = Buffer.from(JSON.stringify({ ...claims, expires, id: randomUUID() })).toString('base64url');
    return `${text}.${this.#sign(text)}`;
  }

  /** What a seal of this kind says; null for one that is forged, expired or of another kind. */
  open(sealed: string | undefined, kind: Claims['kind']): Claims | null {
    const [text, signature, ...rest] = (sealed ?? '').split('.');
    if (!text || !signature || rest.length > 0 || !isSame(signature, this.#sign(text))) return null;
    const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims;
    const isGood = claims.kind === kind && claims.expires > this.#now().getTime() / SECONDS;
    return isGood ? claims : null;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(`sandbox bank ${text}`).digest('base64url');
  }
}

/** Compares secrets in the same time whether or not they are alike. */
export function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
