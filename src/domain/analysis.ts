import type { Account, AccountId } from './account.js';
import type { CalendarDate, Month } from './calendar-date.js';
import type { Counterparty, Enrichment, NotAnalysedReason } from './enrichment.js';
import type { CurrencyCode, MinorUnits } from './money.js';
import type { LeafId } from './taxonomy/taxonomy.js';
import type { Transaction, TransactionId, TransactionType } from './transaction.js';

export type {
  Counterparty,
  CounterpartyKind,
  Enrichment,
  NotAnalysedReason,
  Reason,
  TransactionFlag,
} from './enrichment.js';

/** Why an analysis cannot be made, in the order in which the checks run. */
export const ANALYSIS_ERROR_CODES = [
  'ACCOUNT_TYPE_NOT_SUPPORTED',
  'NO_CHECKING_ACCOUNT',
  'USAGE_NOT_SUPPORTED',
  'OWNERSHIP_NOT_SUPPORTED',
  'CURRENCY_NOT_SUPPORTED',
  'NOT_ENOUGH_TRANSACTIONS',
  'INTERNAL_ERROR',
] as const;
export type AnalysisErrorCode = (typeof ANALYSIS_ERROR_CODES)[number];

export interface AnalysisError {
  readonly code: AnalysisErrorCode;
  readonly message: string;
}

/** A client's lasting decision on the category of a cash flow, keyed by the cash flow's stable id. */
export interface CashFlowCorrection {
  readonly cashFlowId: string;
  readonly category: LeafId;
}

/** Everything the engine is told of one customer. */
export interface AnalysisInput {
  readonly accounts: readonly Account[];
  readonly transactions: readonly Transaction[];
  readonly currency: CurrencyCode;
  readonly profile: 'personal' | 'business';
  readonly corrections: readonly CashFlowCorrection[];
  /** IBANs of accounts that are the customer's too but not among `accounts`; transfers with them are internal. */
  readonly internalIbans?: readonly string[];
}

export interface EnrichedTransaction {
  readonly transaction: Transaction;
  readonly enrichment: Enrichment;
  /** Why it is listed but not counted; null when it is counted. */
  readonly notAnalysed: NotAnalysedReason | null;
  /** The cash flow it belongs to, null when it stands alone. */
  readonly cashFlowId: string | null;
}

export interface AnalysedAccount {
  readonly account: Account;
  /** Null when the account takes part; else the first rule of SPEC §4 it fails. */
  readonly excludedBy: AnalysisErrorCode | null;
}

export interface CalendarMonth {
  readonly month: Month;
  /** Days of the month that the analysis covers. */
  readonly days: number;
}

export interface Metadata {
  /** Days from the last counted transaction to `asOf`. */
  readonly lastTransactionGapDays: number;
  /** Days from the first counted transaction to `asOf`. */
  readonly historicalDepthDays: number;
  readonly monthlyTransactionCount: number;
  readonly checkingCount: number;
  readonly savingsCount: number;
  readonly loanCount: number;
  readonly firstTransactionDate: CalendarDate;
  readonly lastTransactionDate: CalendarDate;
  readonly calendar: readonly CalendarMonth[];
  /** Σ days covered ÷ days in the month: the divisor of every monthly amount. */
  readonly monthsCovered: number;
  readonly transactionCount: number;
}

export interface MonthlyAmount {
  readonly month: Month;
  readonly amountMinor: MinorUnits;
}

export interface TransactionGroup {
  readonly totalMinor: MinorUnits;
  readonly transactionIds: readonly TransactionId[];
}

export interface CategoryGroup extends TransactionGroup {
  readonly category: LeafId;
  readonly monthlyMinor: MinorUnits;
  readonly calendar: readonly MonthlyAmount[];
}

export const PERIODICITIES = [
  'DAILY',
  'WEEKLY',
  'BIWEEKLY',
  'MONTHLY',
  'BIMONTHLY',
  'QUARTERLY',
  'SEMI_ANNUAL',
  'YEARLY',
  'OTHER',
] as const;
export type Periodicity = (typeof PERIODICITIES)[number];

export const REPARTITIONS = [
  'HAS_BEGUN_AND_STOPPED_DURING_ANALYSIS',
  'HAS_STOPPED_BEFORE_END_OF_ANALYSIS',
  'HAS_BEGUN_AFTER_START_OF_ANALYSIS',
  'HAS_NOT_CHANGED_DURING_ANALYSIS',
] as const;
export type Repartition = (typeof REPARTITIONS)[number];

export interface Regularity {
  /** Days of the month (or ISO weekdays, for weekly rhythms) on which it falls. */
  readonly dueDays: readonly number[];
  readonly intervalMinDays: number;
  readonly intervalMaxDays: number;
  readonly meanIntervalDays: number;
  /** 0..100: share of intervals that keep the rhythm. */
  readonly accuracy: number;
  readonly periodicity: Periodicity;
  readonly repartition: Repartition;
}

/** `early`: fewer than three occurrences; `mature`: still running; `ended`: missed by more than one period. */
export type CashFlowStatus = 'early' | 'mature' | 'ended';

export interface CashFlow extends TransactionGroup {
  /** Stable as long as the flow keeps its account, direction and label. */
  readonly id: string;
  readonly accountId: AccountId;
  readonly type: TransactionType;
  readonly category: LeafId;
  readonly counterparty: Counterparty | null;
  /** What all descriptions of this counterparty's flows have in common. */
  readonly labelRoot: string;
  /** The root, and what tells this flow from its siblings. */
  readonly label: string;
  /** Sum of its rejected payments, signed like them; not part of `totalMinor`. */
  readonly rejectedTotalMinor: MinorUnits;
  readonly calendar: readonly MonthlyAmount[];
  readonly regularity: Regularity;
  readonly status: CashFlowStatus;
  /** Null once ended or without a rhythm. */
  readonly next: { readonly date: CalendarDate; readonly minMinor: MinorUnits; readonly maxMinor: MinorUnits } | null;
}

export interface Incomes {
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  /** Benefits ÷ all incomes, 0..1; null without income. */
  readonly allowancesRatio: number | null;
  readonly employers: readonly { readonly name: string; readonly transactionIds: readonly TransactionId[] }[];
  readonly categories: readonly CategoryGroup[];
}

export interface Expenses {
  /** Negative, like the debits it sums. */
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  readonly frequentTransactions: readonly {
    readonly label: string;
    readonly transactionIds: readonly TransactionId[];
  }[];
  readonly categories: readonly CategoryGroup[];
}

export interface Loans {
  readonly repayments: {
    readonly totalMinor: MinorUnits;
    readonly monthlyMinor: MinorUnits;
    readonly lendingOrganizations: readonly string[];
    readonly cashFlowIds: readonly string[];
  };
  readonly drawdowns: {
    readonly count: number;
    readonly totalMinor: MinorUnits;
    readonly lendingOrganizations: readonly string[];
    readonly cashFlowIds: readonly string[];
  };
}

export interface RejectionGroup extends TransactionGroup {
  readonly fees: TransactionGroup;
}

export interface Risks {
  readonly gambling: TransactionGroup;
  readonly incidents: {
    readonly paymentRejections: RejectionGroup;
    readonly checkRejections: RejectionGroup;
    readonly interventionFees: TransactionGroup;
  };
  readonly overdraft: {
    /** Lowest end-of-day balance of any analysed checking account when below zero, else null. */
    readonly minimumBalanceMinor: MinorUnits | null;
    /** Days on which at least one analysed checking account ended below zero. */
    readonly days: number;
    readonly fees: TransactionGroup;
  };
  readonly heavyFailures: {
    readonly directRecoveryOfDebt: TransactionGroup;
    readonly bankAccountSeizure: TransactionGroup;
  };
  readonly wageAdvance: TransactionGroup;
}

export interface DailyBalance {
  readonly date: CalendarDate;
  /** End of day. */
  readonly balanceMinor: MinorUnits;
}

export interface AccountBalances {
  readonly accountId: AccountId;
  readonly days: readonly DailyBalance[];
}

/** Something about the data that a reader of the figures should know. */
export interface DataWarning {
  readonly code: string;
  readonly message: string;
  readonly accountId: AccountId | null;
  readonly transactionIds: readonly TransactionId[];
}

export interface Insights {
  readonly cashFlows: readonly CashFlow[];
  readonly incomes: Incomes;
  readonly expenses: Expenses;
  readonly loans: Loans;
  readonly risks: Risks;
}

/** The engine's whole answer. Same input, reference and `asOf` give the same bytes. */
export interface Analysis {
  readonly engineVersion: string;
  readonly referenceHash: string;
  /** Null until a score model takes part. */
  readonly modelHash: string | null;
  readonly asOf: CalendarDate;
  readonly currency: CurrencyCode;
  readonly profile: 'personal' | 'business';
  readonly status: 'COMPLETED' | 'ERROR';
  readonly error: AnalysisError | null;
  readonly accounts: readonly AnalysedAccount[];
  /** Every transaction given, oldest first, enriched also when it is not counted. */
  readonly transactions: readonly EnrichedTransaction[];
  readonly balances: readonly AccountBalances[];
  readonly metadata: Metadata | null;
  readonly insights: Insights | null;
  readonly scores: null;
  /** Why there is no score. */
  readonly scoresAbsentBecause: string;
  readonly warnings: readonly DataWarning[];
}
