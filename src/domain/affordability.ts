import type { AccountId } from './account.js';
import type { CalendarDate, Month } from './calendar-date.js';
import type { CurrencyCode, MinorUnits } from './money.js';
import type { DailyBalance, MonthlyAmount } from './sums.js';
import type { TransactionId } from './transaction.js';

/** Facts that a figure needs and the data does not give. */
export const MISSING_FACTS = [
  'income',
  'regular_income',
  'expenses',
  'full_months',
  'balance',
  'savings_account',
  'history_days',
  'recurring_payments',
] as const;
export type MissingFact = (typeof MISSING_FACTS)[number];

/**
 * Units of figures: `minor_per_month` is money of the analysis' currency a month in its smallest unit, `share` a ratio
 * (0.35 is 35 %), `share_per_month` a ratio by which something changes from one month to the next.
 */
export const FIGURE_UNITS = [
  'minor',
  'minor_per_month',
  'share',
  'share_per_month',
  'days',
  'day_of_month',
  'points',
] as const;
export type FigureUnit = (typeof FIGURE_UNITS)[number];

/** Parts of the analysis that a figure is worked out from: its evidence is the transactions listed there. */
export const FIGURE_BASES = [
  'incomes',
  'incomes.sources',
  'expenses',
  'expenses.split',
  'loans.repayments',
  'loans.split_payments',
  'savings',
  'balances.joined',
  'balances.savings',
  'cash_flows',
] as const;
export type FigureBasis = (typeof FIGURE_BASES)[number];

/** A number with its evidence. Unknown is null with the missing facts named, never 0; `missing` is empty where it is known. */
export interface Figure {
  readonly value: number | null;
  readonly unit: FigureUnit;
  readonly basis: readonly FigureBasis[];
  readonly missing: readonly MissingFact[];
}

/** A part of the expenses; negative, like the debits it sums. */
export interface ExpenseShare {
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  readonly transactionIds: readonly TransactionId[];
}

/** All expenses in four parts that add up to them. */
export interface ExpenseSplit {
  /** Owed by contract or law: housing, insurance, credit, tax, alimony, bank fees, and payments that keep a rhythm and amount. */
  readonly fixed: ExpenseShare;
  /** Needed, but of an amount one can choose: food, transport, health. */
  readonly essential: ExpenseShare;
  readonly discretionary: ExpenseShare;
  /** Cash, cheques, seizures and transfers whose purpose is not known: nothing tells whether it could be spared. */
  readonly other: ExpenseShare;
}

/** What was overdrawn in the last days of the analysis. */
export interface OverdraftWindow {
  /** Length in days, counted back from the last day of the analysis, that day included. */
  readonly days: number;
  /** Days on which at least one analysed checking account ended below zero; null when the history is shorter. */
  readonly negativeDays: number | null;
  /** Lowest end-of-day balance of any of these accounts when below zero, else null. */
  readonly minimumBalanceMinor: MinorUnits | null;
  /** Overdraft fees and interest debited, negative or 0; null when the history is shorter. */
  readonly feesMinor: MinorUnits | null;
}

/** Signs that people live from an account. */
export const ACTIVITY_SIGNALS = [
  'income',
  'housing',
  'utilities',
  'daily_spending',
  'frequency',
  'direct_debits',
] as const;
export type ActivitySignal = (typeof ACTIVITY_SIGNALS)[number];

/** How far checking accounts look like those the household lives from. */
export interface AccountActivity {
  readonly accountId: AccountId;
  /** 0 (nothing says so) .. 100 (every signal is there). */
  readonly score: number;
  readonly present: readonly ActivitySignal[];
  readonly absent: readonly ActivitySignal[];
}

export const RED_FLAG_CODES = [
  'ACCOUNT_SEIZURE',
  'DEBT_COLLECTION',
  'PAYDAY_LOAN',
  'REJECTED_PAYMENTS',
  'DEBT_SERVICE_HIGH',
  'RESIDUAL_INCOME_NEGATIVE',
  'OVERDRAFT_LASTING',
  'GAMBLING_SHARE_HIGH',
  'NEW_CREDIT_SEEKING',
  'CIRCULAR_TRANSFERS',
  'CASH_SHARE_HIGH',
  'INCOME_FALLING',
  'INCOME_STOPPED',
  'BALANCE_FORECAST_NEGATIVE',
] as const;
export type RedFlagCode = (typeof RED_FLAG_CODES)[number];

/** Something a lender will ask about, with what proves it. Messages name the customer's own amounts: they are not for logs. */
export interface RedFlag {
  readonly code: RedFlagCode;
  readonly message: string;
  readonly transactionIds: readonly TransactionId[];
  /** What a flag without transactions of its own follows from. */
  readonly basis: readonly FigureBasis[];
}

/** Daily balances of all checking accounts of one currency together. */
export interface JoinedBalances {
  readonly currency: CurrencyCode;
  readonly accountIds: readonly AccountId[];
  /** Days on which the balance of every one of these accounts is known. */
  readonly days: readonly DailyBalance[];
}

export interface MonthlyLow {
  readonly month: Month;
  /** Lowest end-of-day balance of the days of the month that are covered. */
  readonly lowestMinor: MinorUnits;
  readonly date: CalendarDate;
}

/** What a household can afford, beyond both contracts. Amounts are signed as transactions are: money out is negative. */
export interface Affordability {
  /** Income that can be counted on, a month: see `IncomeSource.isDependable`. */
  readonly dependableIncome: Figure;
  /** Dependable income less fixed expenses, credit included, a month. */
  readonly residualIncome: Figure;
  /** Repayments of all credit ÷ dependable income. */
  readonly debtServiceRatio: Figure;
  readonly expenseSplit: ExpenseSplit;
  /** (Incomes − expenses) ÷ incomes over the whole period; negative when more is spent than earned. */
  readonly savingsRate: Figure;
  /** Net money put aside in savings and investments, a month; negative when savings are drawn on. */
  readonly netSaved: Figure;
  /** Standard deviation ÷ mean of the income of full calendar months: 0 is perfectly stable. */
  readonly incomeVariation: Figure;
  /** Median change from one full calendar month to another, as a share of the median month (Theil–Sen). */
  readonly incomeTrend: Figure;
  /** Income of full calendar months, the base of the two figures above. */
  readonly incomeByMonth: readonly MonthlyAmount[];
  /** Day of the month on which the largest regular income usually falls. */
  readonly payday: Figure;
  readonly nextPayday: CalendarDate | null;
  /** Days that the joined balance of the last day would last at the mean daily expenses; 0 when overdrawn. */
  readonly bufferDays: Figure;
  /** The same with the balances of savings accounts added. */
  readonly bufferDaysWithSavings: Figure;
  readonly lowestBalances: readonly MonthlyLow[];
  readonly overdraft: readonly OverdraftWindow[];
  readonly activity: readonly AccountActivity[];
  readonly redFlags: readonly RedFlag[];
  /** One for each currency, the analysis' own first. */
  readonly joinedBalances: readonly JoinedBalances[];
}
