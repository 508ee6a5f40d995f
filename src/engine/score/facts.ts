import type { AccountId, AccountType } from '../../domain/account.js';
import type { Analysis } from '../../domain/analysis.js';
import {
  dayOfMonth,
  daysInMonth,
  type EpochDay,
  fromEpochDay,
  monthOf,
  toEpochDay,
} from '../../domain/calendar-date.js';
import type { CreditApplication } from '../../domain/score.js';
import { type LeafId, TAXONOMY } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { AmountClass, ClassifiedTransaction } from '../insights/classify-amounts.js';
import { scoredBalances } from './balances.js';

/** A counted transaction reduced to what a score may know of it: no words, no names, no counterparty. */
export interface ScoreItem {
  readonly id: TransactionId;
  readonly day: EpochDay;
  /** Minor units, negative is a debit. */
  readonly amount: number;
  readonly category: LeafId;
  readonly amountClass: AmountClass;
}

/** What the features are computed from. Everything else that an analysis knows of a person stays outside. */
export interface ScoreFacts {
  /** First day observed (at most `HISTORY_DAYS_MAX` back) and last day observed. */
  readonly firstDay: EpochDay;
  readonly lastDay: EpochDay;
  /** Months from the first to the last day, at least 1. */
  readonly months: number;
  /** Oldest first, from the first day on. */
  readonly items: readonly ScoreItem[];
  /** Those of them that are income a household can count on. */
  readonly earned: readonly ScoreItem[];
  /** The expenses among them by category. */
  readonly expenses: ReadonlyMap<LeafId, readonly ScoreItem[]>;
  /** Their sums. */
  readonly spent: ReadonlyMap<LeafId, number>;
  /**
   * End-of-day sums of the analysed checking accounts, gambling taken out, in months of outgoings, up to the last day, from
   * the first day on which all are known; empty without outgoings to measure by.
   */
  readonly balances: readonly number[];
  /** The same as they were booked, gambling and all. */
  readonly bookedBalances: readonly number[];
  /** Whether any day is known on all checking accounts. */
  readonly areBalancesKnown: boolean;
  /** Days on which at least one analysed checking account ended below zero, gambling taken out. */
  readonly negativeDays: readonly EpochDay[];
  /** Income a month without interest, gambling gains, advances on pay and help from family; minor units, ≥ 0. */
  readonly income: number;
  /** Spending a month without gambling, bank fees and seizures, which are signals of their own; minor units, ≥ 0. */
  readonly spending: number;
  /** Sum of the savings accounts on the last day; null without one. */
  readonly savings: number | null;
  /** Payment a month of the credit asked for, 0 when none is asked for. */
  readonly payment: number;
  /** What a month costs: spending and the payment; balances are measured by it. Minor units, ≥ 0. */
  readonly outgoings: number;
  readonly application: CreditApplication | null;
  /** What a person of modest means lives on in a month, in the analysis' currency; null where no parameter gives it. */
  readonly modestIncome: number | null;
}

/** Days back that a feature looks at most; a longer history does not make a customer another one. */
export const HISTORY_DAYS_MAX = 365;

const NOT_EARNED: ReadonlySet<LeafId> = new Set<LeafId>([
  'savings.interest',
  'gambling.gain',
  'income.salary_advance',
  'income.family_support',
]);

const SIGNALS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['gambling', 'fees', 'seizure']);
const NOT_SPENDING: ReadonlySet<LeafId> = new Set(
  TAXONOMY.flatMap(({ id, parent }) => (SIGNALS_OF_THEIR_OWN.has(parent) ? [id] : [])),
);

function sumOf(items: readonly ScoreItem[]): number {
  let sum = 0;
  for (const { amount } of items) sum += amount;
  return sum;
}

/** The parts of an analysis that scores are made from. */
export interface ScoredAnalysis extends Pick<Analysis, 'accounts' | 'balances' | 'metadata'> {
  readonly classified: readonly ClassifiedTransaction[];
}

/** The facts of a completed analysis; null when it ended in an error. */
export function scoreFactsOf(
  analysis: ScoredAnalysis,
  application: CreditApplication | null,
  modestIncomeMinor: number | null = null,
): ScoreFacts | null {
  const { metadata } = analysis;
  if (metadata === null) return null;
  const checking = accountsOf(analysis, 'CHECKING');
  const savings = accountsOf(analysis, 'SAVINGS');
  const series = analysis.balances.filter(({ accountId, days }) => checking.has(accountId) && days.length > 0);
  const lastDates = series.flatMap(({ days }) => days.at(-1)?.date ?? []);
  const lastDay = Math.max(toEpochDay(metadata.lastTransactionDate), ...lastDates.map(toEpochDay));
  const firstDay = Math.max(toEpochDay(metadata.firstTransactionDate), lastDay - HISTORY_DAYS_MAX + 1);
  const months = Math.max(1, monthsIn(firstDay, lastDay));
  const items = itemsOf(analysis.classified, firstDay);
  const { earned, expenses } = earnedAndExpenses(items);
  const spent = new Map([...expenses].map(([category, own]) => [category, sumOf(own)]));
  const spending = Math.max(0, -spendingOf(spent)) / months;
  const payment = application?.monthlyPaymentMinor ?? 0;
  const outgoings = spending + payment;
  const inOutgoings = (all: readonly number[]) => (outgoings > 0 ? all.map((sum) => sum / outgoings) : []);
  const { sums, sumsWithoutGambling, negativeDays } = scoredBalances(series, analysis.classified, firstDay, lastDay);
  const balances = inOutgoings(sumsWithoutGambling);
  return {
    firstDay,
    lastDay,
    months,
    items,
    earned,
    expenses,
    spent,
    balances,
    bookedBalances: sumsWithoutGambling === sums ? balances : inOutgoings(sums),
    areBalancesKnown: sums.length > 0,
    negativeDays,
    income: Math.max(0, sumOf(earned)) / months,
    spending,
    savings: savings.size === 0 ? null : savingsOn(analysis.balances.filter(({ accountId }) => savings.has(accountId))),
    payment,
    outgoings,
    application,
    modestIncome: modestIncomeMinor,
  };
}

function accountsOf({ accounts }: ScoredAnalysis, type: AccountType): Set<AccountId> {
  const ids = new Set<AccountId>();
  for (const { account, excludedBy } of accounts) if (excludedBy === null && account.type === type) ids.add(account.id);
  return ids;
}

function itemsOf(classified: readonly ClassifiedTransaction[], firstDay: EpochDay): ScoreItem[] {
  const items: ScoreItem[] = [];
  const firstDate = fromEpochDay(firstDay);
  // Transactions ascend by date, and many share theirs.
  let date = firstDate;
  let day = firstDay;
  for (const { transaction, enrichment, amountClass } of classified) {
    const { id, amountMinor } = transaction;
    if (transaction.date !== date) {
      date = transaction.date;
      day = toEpochDay(date);
    }
    if (amountClass === 'other_account' || day < firstDay) continue;
    items.push({ id, day, amount: amountMinor, category: enrichment.category, amountClass });
  }
  return items;
}

/** The income that a household can count on, and the expenses by category. */
function earnedAndExpenses(items: readonly ScoreItem[]) {
  const earned: ScoreItem[] = [];
  const expenses = new Map<LeafId, ScoreItem[]>();
  for (const item of items) {
    const { amountClass, category } = item;
    if (amountClass === 'income') {
      if (!NOT_EARNED.has(category)) earned.push(item);
    } else if (amountClass === 'expense') {
      const own = expenses.get(category);
      if (own) own.push(item);
      else expenses.set(category, [item]);
    }
  }
  return { earned, expenses };
}

/** What of the expenses is spending in the sense of `ScoreFacts.spending`. */
function spendingOf(spent: ReadonlyMap<LeafId, number>): number {
  let sum = 0;
  for (const [category, amount] of spent) if (!NOT_SPENDING.has(category)) sum += amount;
  return sum;
}

function savingsOn(series: Analysis['balances']): number {
  return series.reduce((sum, { days }) => sum + (days.at(-1)?.balanceMinor ?? 0), 0);
}

/** Months between two days, both included, each day counting as its share of its own calendar month. */
export function monthsIn(firstDay: EpochDay, lastDay: EpochDay): number {
  let months = 0;
  for (let day = firstDay; day <= lastDay; ) {
    const date = fromEpochDay(day);
    const length = daysInMonth(monthOf(date));
    const days = Math.min(lastDay - day + 1, length - dayOfMonth(date) + 1);
    months += days / length;
    day += days;
  }
  return months;
}
