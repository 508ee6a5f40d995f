import type { Account, AccountId } from './account.js';
import type { CalendarDate } from './calendar-date.js';
import type { Enrichment } from './enrichment.js';
import type { CurrencyCode, MinorUnits } from './money.js';
import type { Transaction, TransactionId } from './transaction.js';

/** Whom contract B's analysis is about: a person or a company. */
export type ReviewProfile = 'retail' | 'corporate';

export interface ReviewedTransaction {
  readonly transaction: Transaction;
  readonly enrichment: Enrichment;
}

/** Values of the drivers of one finished review, by the driver's name; money in minor units, null where unknown. */
export type Drivers = Readonly<Record<string, number | null>>;

/** Everything that `reviewOf` is told. */
export interface ReviewInput {
  readonly profile: ReviewProfile;
  /** The accounts under review, in the order in which they are listed. */
  readonly accounts: readonly Account[];
  /**
   * All transactions known of these accounts, enriched, oldest first: also coming ones, those outside the period (balances
   * need them) and those in other currencies. What is counted is booked, in `currency` and within the period.
   */
  readonly transactions: readonly ReviewedTransaction[];
  /** Currency of every figure; accounts and transactions in others are listed, not added. */
  readonly currency: CurrencyCode;
  /** First and last day of the period, both included; null takes the first or last counted transaction's day. */
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  /** Null for retail. */
  readonly company: CompanyInfo | null;
  /** Drivers of the project's other completed analyses of the same profile. */
  readonly peers: readonly Drivers[];
  /** How many peers a driver needs for a median and a percentile (parameter `review.peers-min`). */
  readonly peersMin: number;
}

/** The `analysis` of contract B's jobs, with the contract's keys. Money in minor units, ids and dates ours. */
export interface Review {
  readonly currency: CurrencyCode;
  readonly generalInfo: GeneralInfo;
  readonly companyInfo: CompanyInfo | null;
  /** At most five each, largest first; the wire keys them "0" to "4". */
  readonly topCounterparties: {
    readonly inflow: readonly ReviewGroup[];
    readonly outflow: readonly ReviewGroup[];
  };
  /** The fourteen of CLIENT_PROFILE_NAMES, in that order. */
  readonly clientProfile: readonly ReviewGroup[];
  /** The three of FLAGGED_NAMES, in that order. */
  readonly flaggedTransactions: readonly ReviewGroup[];
  /** The three of LOW_CONFIDENCE_NAMES, in that order. */
  readonly lowConfidenceTransactions: readonly ReviewGroup[];
  /** The one of OTHER_HIGHLIGHTED_NAMES. */
  readonly otherHighlightedTransactions: readonly ReviewGroup[];
  readonly creditQualityMetrics: readonly CreditQualityMetric[];
}

export interface GeneralInfo {
  /** Null when there is no transaction to count and no date was asked for. */
  readonly startDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  /** Sum over the accounts before the first day's transactions; null when no account is in the review's currency. */
  readonly startBalanceMinor: MinorUnits | null;
  /** Sum over the accounts after the last day's transactions. */
  readonly endBalanceMinor: MinorUnits | null;
  readonly accounts: readonly ReviewedAccount[];
  readonly totalInflowMinor: MinorUnits;
  /** Positive. */
  readonly totalOutflowMinor: MinorUnits;
}

export interface ReviewedAccount {
  readonly iban: string | null;
  /** Holder's name, else the account's own name. */
  readonly accountName: string | null;
  readonly accountId: AccountId;
}

/** A named set of transactions, as all sections of the analysis list them. */
export interface ReviewGroup {
  readonly name: string;
  readonly transactionCount: number;
  readonly totalInflowMinor: MinorUnits;
  /** Positive. */
  readonly totalOutflowMinor: MinorUnits;
  /** Contract B's z2 values that the entry covers, once each. */
  readonly categories: readonly string[];
  /** All of them, oldest first. */
  readonly transactionIds: readonly TransactionId[];
}

/** What is known of a company; null where the register extract does not say it. */
export interface CompanyInfo {
  readonly name: string | null;
  /** Number in the Dutch trade register, eight digits. */
  readonly kvkNumber: string;
  readonly legalForm: string | null;
  readonly sbiActivity: string | null;
  readonly startDate: CalendarDate | null;
  readonly status: string | null;
}

/** What a value counts: `money` is in minor units of the review's currency, `ratio` is a share (0.25 is 25 %), `days` and `count` are per month. */
export type MetricUnit = 'money' | 'ratio' | 'days' | 'count';

/** How one driver of credit quality compares to its peers. */
export interface CreditQualityMetric {
  readonly name: string;
  /** Null where the transactions do not tell it. */
  readonly value: number | null;
  readonly unit: MetricUnit;
  /** Who the peers are; says so when they are too few for a percentile. */
  readonly peerGroup: string;
  readonly peerCount: number;
  /** Null when the peers are too few. */
  readonly peerMedian: number | null;
  /** 0 to 100: share of the peers whose value is lower or, counted half, equal; null when the peers are too few. */
  readonly percentile: number | null;
  /** Which way is better for credit quality. */
  readonly direction: 'higher_is_better' | 'lower_is_better';
}

export const CLIENT_PROFILE_NAMES = [
  'Internal transactions',
  'Car',
  'Child',
  'Divorced',
  'Pension',
  'Unemployed',
  'Loans',
  'Debt collection',
  'Salary',
  'Housing',
  'Other benefits',
  'Fines',
  'Gambling',
  'Crypto',
] as const;

export const FLAGGED_NAMES = ['Reversal payments', 'Refunds', 'Payment arrangements'] as const;

export const LOW_CONFIDENCE_NAMES = ['Confidence <50%', '50% <= Confidence <70%', '70% <= Confidence <80%'] as const;

export const OTHER_HIGHLIGHTED_NAMES = ['Round number'] as const;
