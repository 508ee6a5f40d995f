import type { CalendarDate } from './calendar-date.js';

/** What a bank gave us to read a person's accounts with: tokens and the like. Opaque to all but the fetcher; kept sealed. */
export type BankAccess = Readonly<Record<string, unknown>>;

/** An account that the bank lets us read, as the person is asked about it. */
export interface OfferedAccount {
  /** The id under which the bank's balances and transactions are asked for (`resourceId` in Berlin Group). */
  readonly id: string;
  readonly iban: string | null;
  readonly name: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

export interface BankLogin {
  /** Where the person's browser is sent. */
  readonly url: string;
  /** What the bank gave at the start (a consent id, a code verifier), needed once the person is back. */
  readonly access: BankAccess;
}

export interface LoginRequest {
  /** BIC of the bank. */
  readonly providerKey: string;
  /** Where the bank sends the browser afterwards, with `state` and the bank's own parameters in the query. */
  readonly returnUrl: string;
  /** Comes back unchanged: ties the answer to the person who left. */
  readonly state: string;
  /** Last day of the consent. */
  readonly validUntil: CalendarDate;
  readonly language: 'nl' | 'en';
}

export interface ReturnedLogin {
  readonly providerKey: string;
  /** The same address as at the start: OAuth servers compare it. */
  readonly returnUrl: string;
  readonly access: BankAccess;
  /** Parameters with which the bank sent the browser back. */
  readonly query: Readonly<Record<string, string>>;
}

/** Accounts that a consent covers. */
export interface FetchedConsent {
  readonly consentId: string;
  readonly providerKey: string;
  readonly access: BankAccess;
  /** The bank's ids of the accounts that the person picked. */
  readonly accountIds: readonly string[];
  /** Keeps a renewed access at once: a bank's refresh token works a single time. */
  readonly keepAccess: (access: BankAccess) => Promise<void>;
}

/** A bank's answers as `parsePsd2` reads them: response bodies as they came. */
export interface BankAnswers {
  readonly providerKey: string;
  readonly accounts: unknown;
  readonly details: readonly {
    readonly resourceId: string;
    readonly balances: unknown;
    readonly transactions: readonly unknown[];
  }[];
  /** When they were given, ISO 8601. */
  readonly fetchedAt: string;
}

/**
 * Reaches banks on behalf of a consent. Every method throws BankFault for what the bank, not we, did wrong; the fetcher has
 * then made its own tries already.
 */
export interface BankFetcher {
  /** BICs of the banks it reaches. */
  readonly providerKeys: readonly string[];
  beginLogin(request: LoginRequest): Promise<BankLogin>;
  /** The access of a person who said yes at the bank; throws BankFault `refused` for one who did not. */
  completeLogin(returned: ReturnedLogin): Promise<BankAccess>;
  listAccounts(
    consent: Pick<FetchedConsent, 'providerKey' | 'access' | 'keepAccess'>,
  ): Promise<readonly OfferedAccount[]>;
  /** Accounts, balances and all pages of transactions booked on `since` or later, and the pending ones. */
  fetchAnswers(consent: FetchedConsent, since: CalendarDate): Promise<BankAnswers>;
}

/** `unavailable` and `rate_limited` pass; `revoked` and `refused` do not. */
export type BankFaultKind = 'unavailable' | 'rate_limited' | 'revoked' | 'refused';

/** A bank that did not do what was asked. The message names no data of the bank's. */
export class BankFault extends Error {
  override readonly name = 'BankFault';
  readonly kind: BankFaultKind;
  /** How long the bank wants us to wait, null where it does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(kind: BankFaultKind, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
