import type { CalendarDate } from './calendar-date.js';
import type { Instant } from './instant.js';
import type { CurrencyCode, MinorUnits } from './money.js';

export type AccountId = string & { readonly __brand: 'AccountId' };

export const ACCOUNT_TYPES = ['CHECKING', 'SAVINGS', 'LOAN', 'CREDIT_CARD', 'UNKNOWN'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export const ACCOUNT_USAGES = ['PERSONAL', 'PROFESSIONAL', 'UNKNOWN'] as const;
export type AccountUsage = (typeof ACCOUNT_USAGES)[number];

/** What the customer is to the account; an attorney acts for another and does not own it. */
export const OWNERSHIPS = ['HOLDER', 'CO_HOLDER', 'ATTORNEY', 'OTHER', 'UNKNOWN'] as const;
export type Ownership = (typeof OWNERSHIPS)[number];

export interface Bank {
  readonly id: string | null;
  readonly name: string | null;
  readonly logoUrl: string | null;
  readonly country: string | null;
}

/** Terms of a savings account; `interestRate` is a share (0.03 is 3 %). */
export interface SavingsDetails {
  readonly type: string | null;
  readonly openedAt: Instant | null;
  readonly maximumAmountMinor: MinorUnits | null;
  readonly interestRate: number | null;
}

/** Terms of a loan account; `duration` in months, `interestRate` a share. */
export interface LoanDetails {
  readonly type: string | null;
  readonly amountMinor: MinorUnits | null;
  readonly startDate: Instant | null;
  readonly endDate: Instant | null;
  readonly duration: number | null;
  readonly insuranceLabel: string | null;
  readonly paymentMinor: MinorUnits | null;
  readonly remainingCapitalMinor: MinorUnits | null;
  readonly interestRate: number | null;
}

/** What a source tells of an account, before it has an id of ours. */
export interface AccountFacts {
  readonly type: AccountType;
  readonly usage: AccountUsage;
  readonly ownership: Ownership;
  /** Balance at the end of `balanceDate`; negative is overdrawn. */
  readonly balanceMinor: MinorUnits;
  readonly balanceDate: CalendarDate;
  /** The moment of the balance as the source gave it, null where it gave a day only. */
  readonly balanceInstant: Instant | null;
  readonly currency: CurrencyCode;
  readonly ownerNames: readonly string[];
  readonly name: string | null;
  readonly number: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly bank: Bank | null;
  /** ISO 3166 alpha-2 of the account (given, or from its IBAN); decides its time zone. */
  readonly country: string | null;
  readonly comingMinor: MinorUnits | null;
  readonly savings: SavingsDetails | null;
  readonly loan: LoanDetails | null;
  /** The aggregator's own id of the account. */
  readonly aggregatorId: string | null;
  /** Contract B's key of the provider (a BIC), null elsewhere. */
  readonly providerKey: string | null;
}

export interface Account extends AccountFacts {
  readonly id: AccountId;
}
