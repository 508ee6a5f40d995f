import type { Account, AccountId } from './account.js';
import type { Affordability } from './affordability.js';
import type { CalendarDate, Month } from './calendar-date.js';
import type { Counterparty, Enrichment, NotAnalysedReason } from './enrichment.js';
import type { Forecast } from './forecast.js';
import type { AccountReconciliation, Expenses, Incomes, Loans, Risks } from './insights.js';
import type { CurrencyCode, MinorUnits } from './money.js';
import type { CreditApplication, Scores } from './score.js';
import type { AccountBalances, MonthlyAmount, TransactionGroup } from './sums.js';
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

export type { AccountReconciliation, Employer, Expenses, Incomes, Loans, RejectionGroup, Risks } from './insights.js';
export type { AccountBalances, CategoryGroup, DailyBalance, MonthlyAmount, TransactionGroup } from './sums.js';

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
  /** Accounts that came twice, in one import or under two ids; left out where the imports are not known any more. */
  readonly mergedAccountIds?: readonly AccountId[];
  /** The credit asked for, where the client told; it takes part in the scores alone. */
  readonly application?: CreditApplication | null;
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
  readonly affordability: Affordability;
  /** Null when the history is too short; see `Forecast`. */
  readonly forecast: Forecast | null;
  readonly reconciliation: readonly AccountReconciliation[];
}

/** The engine's whole answer. Same input, reference and `asOf` give the same bytes. */
export interface Analysis {
  readonly engineVersion: string;
  readonly referenceHash: string;
  /** Hash of the score models and their policies; null where none takes part. */
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
  /** Null where no score can be given. */
  readonly scores: Scores | null;
  /** Why there is no score; null when there is one. */
  readonly scoresAbsentBecause: string | null;
  readonly warnings: readonly DataWarning[];
}
