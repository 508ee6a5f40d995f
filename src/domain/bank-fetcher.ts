import type { BankFault } from './bank-fault.js';
import type { CalendarDate } from './calendar-date.js';

/** A consent as it is announced to the bank. */
export interface AnnouncedConsent {
  /** BIC of the bank. */
  readonly providerKey: string;
  /** Last day of the consent. */
  readonly validUntil: CalendarDate;
  /** The language that the bank's page should speak. */
  readonly language?: 'nl' | 'en';
}

/** The bank's own name of a consent. */
export interface BankConsent {
  readonly providerKey: string;
  readonly bankConsentId: string;
}

/** What opens a person's accounts at one bank. A secret: keep it sealed. */
export interface BankAccess extends BankConsent {
  readonly accessToken: string;
  /** Null where the bank gives none; access then ends with the access token. */
  readonly refreshToken: string | null;
}

/** An account that the bank lets us read, as the person is asked about it. */
export interface OfferedAccount {
  /** The id under which the bank's balances and transactions are asked for (`resourceId` in Berlin Group). */
  readonly id: string;
  readonly iban: string | null;
  readonly name: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
}

/** Days asked for, both included. What lies more than 18 months back is left out. */
export interface FetchWindow {
  readonly dateFrom: CalendarDate;
  readonly dateTo: CalendarDate;
}

/** A bank's answers about one account, response bodies as they came. */
export interface AccountAnswers {
  readonly resourceId: string;
  readonly balances: unknown;
  readonly transactions: readonly unknown[];
}

/** What `parsePsd2` reads. Bank data. */
export interface BankAnswers {
  readonly providerKey: string;
  readonly accounts: readonly unknown[];
  readonly details: readonly AccountAnswers[];
  /** ISO 8601, UTC: when the fetch began. */
  readonly fetchedAt: string;
}

/**
 * One thing that a fetch did, as plain JSON: it began, it read the list of accounts, it began an account (with the address of its
 * first page) or read one of its pages (with the address of the next). An account that begins a second time replaces the first.
 */
export type FetchStep =
  | { readonly kind: 'BEGUN'; readonly window: FetchWindow; readonly at: string }
  | { readonly kind: 'LISTED'; readonly accounts: readonly unknown[]; readonly accountIds: readonly string[] }
  | { readonly kind: 'ACCOUNT'; readonly resourceId: string; readonly balances: unknown; readonly nextPage: string }
  | { readonly kind: 'PAGE'; readonly body: unknown; readonly nextPage: string | null };

/** The whole window is there, or why it is not. `access` replaces the one given: tokens may be new. */
export type FetchResult =
  | { readonly outcome: 'COMPLETE'; readonly answers: BankAnswers; readonly access: BankAccess }
  | { readonly outcome: 'INTERRUPTED'; readonly fault: BankFault; readonly access: BankAccess };

export interface FetchOptions {
  /** The accounts to ask about; all when left out. */
  readonly accountIds?: readonly string[];
  /**
   * What an interrupted fetch of the same access did: it is gone on with, without asking again for what is there. The window and
   * the moment it began stay those of the first try, so that no page is met twice and none is missed; only accounts begun on a
   * later day go on to that day, as their balances do.
   */
  readonly steps?: readonly FetchStep[];
  /** Told of each further step before the next request: store it (sealed, it holds bank data) to go on after any interruption. */
  readonly onStep?: (step: FetchStep) => Promise<void>;
  /** Told of new tokens before they are used: many banks let a refresh token serve once, so store them at once. */
  readonly onRefresh?: (access: BankAccess) => Promise<void>;
}

/** Reaches banks on behalf of consents. Messages of its errors hold no bank data and no secrets. */
export interface BankFetcher {
  /** BICs of the banks it reaches. */
  readonly providerKeys: readonly string[];
  /**
   * Announces a consent to the bank and names the page to send the person's browser to. `state` comes back with the person at
   * `redirectUri`, beside `code`, or beside `error` when access was not given. Throws BankFault.
   */
  authorizationUrl(
    consent: AnnouncedConsent,
    redirectUri: string,
    state: string,
  ): Promise<{ readonly url: string; readonly bankConsentId: string }>;
  /**
   * Turns the `code` the person came back with into access; `redirectUri` is the one announced, which banks compare. Throws
   * BankFault; REVOKED for a code that is not (or no more) good.
   */
  exchangeCode(given: BankConsent & { readonly code: string; readonly redirectUri: string }): Promise<BankAccess>;
  /** The accounts access was given to, for a person to choose from. Throws BankFault. */
  listAccounts(
    access: BankAccess,
    options?: Pick<FetchOptions, 'onRefresh'>,
  ): Promise<{ readonly accounts: readonly OfferedAccount[]; readonly access: BankAccess }>;
  /** Fetches accounts, balances and transactions, the pending ones too. A fault of the bank is a result, not an exception. */
  fetchAnswers(access: BankAccess, window: FetchWindow, options?: FetchOptions): Promise<FetchResult>;
  /** Gives the access back to the bank. A consent the bank no longer knows is no fault; throws BankFault otherwise. */
  endConsent(consent: BankConsent): Promise<void>;
}
