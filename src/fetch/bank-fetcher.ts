import type { CalendarDate } from '../domain/calendar-date.js';
import type { AccountIdentity } from '../formats/psd2/bank.js';
import type { BankFault } from './bank-fault.js';

/** Where the person goes to give access, and the bank's own name of the consent that is then given. */
export interface BankAuthorization {
  /** The bank's page; send the person's browser there. */
  readonly url: string;
  /** Keep it until the person is back: `exchangeCode` asks for it. */
  readonly bankConsentId: string;
}

/** What opens a person's accounts at one bank. A secret: keep it sealed. */
export interface BankAccess {
  readonly providerKey: string;
  readonly bankConsentId: string;
  readonly accessToken: string;
  /** Null where the bank gives none; access then ends with the access token. */
  readonly refreshToken: string | null;
}

/** An account to choose from. `accountId` is the bank's name of it, for `FetchOptions.accountIds`. */
export interface BankAccountChoice {
  readonly accountId: string;
  readonly identity: AccountIdentity;
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
 * How far a fetch came, as plain JSON: store it (sealed, it holds bank data) and hand it back to go on without asking again for
 * what is there. The window and `fetchedAt` stay those of the first try, so that no page is met twice and none is missed; only
 * accounts begun on a later day go on to that day, as their balances do.
 */
export interface FetchCursor {
  readonly version: 1;
  readonly window: FetchWindow;
  readonly answers: BankAnswers;
  /** Null until the list of accounts is complete. */
  readonly accountIds: readonly string[] | null;
  /** The account in work: its answers so far, and the page to ask for next; null between accounts. */
  readonly current: { readonly answers: AccountAnswers; readonly nextPage: string | null } | null;
}

/** The whole window is there, or how far it came and why no further. `access` replaces the one given: tokens may be new. */
export type FetchResult =
  | { readonly outcome: 'COMPLETE'; readonly answers: BankAnswers; readonly access: BankAccess }
  | {
      readonly outcome: 'INTERRUPTED';
      readonly fault: BankFault;
      readonly cursor: FetchCursor;
      readonly access: BankAccess;
    };

export interface FetchOptions {
  /** The accounts to ask about; all when left out. */
  readonly accountIds?: readonly string[];
  /** From an interrupted fetch of the same access and window. */
  readonly cursor?: FetchCursor;
  /** Told of new tokens before they are used: many banks let a refresh token serve once, so store them at once. */
  readonly onRefresh?: (access: BankAccess) => Promise<void>;
}

/** Speaks to banks over HTTP. Messages of its errors hold no bank data and no secrets. */
export interface BankFetcher {
  /** True when the bank has a base URL in this installation. */
  reaches(providerKey: string): boolean;
  /**
   * Announces a consent to the bank, valid through the day `validUntil`. `state` comes back with the person at `redirectUri`,
   * beside `code`, or beside `error` when access was not given. Throws BankFault.
   */
  authorizationUrl(
    consent: { readonly providerKey: string; readonly validUntil: CalendarDate; readonly language?: 'nl' | 'en' },
    redirectUri: string,
    state: string,
  ): Promise<BankAuthorization>;
  /** Turns the `code` the person came back with into access. Throws BankFault; REVOKED for a code that is not (or no more) good. */
  exchangeCode(given: {
    readonly providerKey: string;
    readonly bankConsentId: string;
    readonly code: string;
    readonly redirectUri: string;
  }): Promise<BankAccess>;
  /** The accounts access was given to, for a person to choose from. Throws BankFault. */
  listAccounts(
    access: BankAccess,
    options?: Pick<FetchOptions, 'onRefresh'>,
  ): Promise<{ readonly accounts: readonly BankAccountChoice[]; readonly access: BankAccess }>;
  /** Fetches accounts, balances and transactions. A fault of the bank is a result, not an exception. */
  fetchAnswers(access: BankAccess, window: FetchWindow, options?: FetchOptions): Promise<FetchResult>;
  /** Gives the access back to the bank. A consent the bank no longer knows is no fault; throws BankFault otherwise. */
  endConsent(access: BankAccess): Promise<void>;
}
