import type { Analysis } from '../../domain/analysis.js';
import { daysInMonth, type EpochDay, fromEpochDay, monthOf, toEpochDay } from '../../domain/calendar-date.js';
import type { CreditApplication } from '../../domain/score.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import { type AmountClass, classifyAmounts } from '../insights/classify-amounts.js';

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
  /** End-of-day sums of the analysed checking accounts, up to the last day, from the first day on which all are known. */
  readonly balances: readonly number[];
  /** Days on which at least one analysed checking account ended below zero. */
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

/** Whether an item is income that a household can count on. */
export function isEarned({ amountClass, category }: ScoreItem): boolean {
  return amountClass === 'income' && !NOT_EARNED.has(category);
}

/** Whether an item is spending in the sense of `ScoreFacts.spending`. */
export function isSpending({ amountClass, category }: ScoreItem): boolean {
  return amountClass === 'expense' && !/^(gambling|fees|seizure)\./.test(category);
}

/** The facts of a completed analysis; null when it ended in an error. */
export function scoreFactsOf(
  analysis: Pick<Analysis, 'accounts' | 'transactions' | 'balances' | 'metadata'>,
  application: CreditApplication | null,
  modestIncomeMinor: number | null = null,
): ScoreFacts | null {
  const { metadata } = analysis;
  if (metadata === null) return null;
  const ofType = (type: string) =>
    new Set(
      analysis.accounts.flatMap(({ account, excludedBy }) =>
        excludedBy === null && account.type === type ? [account.id] : [],
      ),
    );
  const [checking, savings] = [ofType('CHECKING'), ofType('SAVINGS')];
  const series = analysis.balances.filter(({ accountId, days }) => checking.has(accountId) && days.length > 0);
  const lastDates = series.flatMap(({ days }) => days.at(-1)?.date ?? []);
  const lastDay = Math.max(toEpochDay(metadata.lastTransactionDate), ...lastDates.map(toEpochDay));
  const firstDay = Math.max(toEpochDay(metadata.firstTransactionDate), lastDay - HISTORY_DAYS_MAX + 1);
  const months = Math.max(1, monthsIn(firstDay, lastDay));
  const items = itemsOf(analysis, firstDay);
  const sum = (kept: readonly ScoreItem[]) => kept.reduce((total, { amount }) => total + amount, 0);
  const spending = Math.max(0, -sum(items.filter(isSpending))) / months;
  const payment = application?.monthlyPaymentMinor ?? 0;
  return {
    firstDay,
    lastDay,
    months,
    items,
    ...balancesOf(series, firstDay, lastDay),
    income: Math.max(0, sum(items.filter(isEarned))) / months,
    spending,
    savings: savings.size === 0 ? null : savingsOn(analysis.balances.filter(({ accountId }) => savings.has(accountId))),
    payment,
    outgoings: spending + payment,
    application,
    modestIncome: modestIncomeMinor,
  };
}

function itemsOf(
  { accounts, transactions }: Pick<Analysis, 'accounts' | 'transactions'>,
  firstDay: EpochDay,
): ScoreItem[] {
  return classifyAmounts(accounts, transactions)
    .filter(({ amountClass }) => amountClass !== 'other_account')
    .map(({ transaction, enrichment, amountClass }) => ({
      id: transaction.id,
      day: toEpochDay(transaction.date),
      amount: transaction.amountMinor,
      category: enrichment.category,
      amountClass,
    }))
    .filter(({ day }) => day >= firstDay);
}

function balancesOf(
  series: Analysis['balances'],
  firstDay: EpochDay,
  lastDay: EpochDay,
): Pick<ScoreFacts, 'balances' | 'negativeDays'> {
  const known = series.map(({ days }) => ({ from: toEpochDay(days[0]?.date ?? fromEpochDay(lastDay)), days }));
  const balances: number[] = [];
  const negativeDays: EpochDay[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    const ends = known.flatMap(({ from, days }) => days[day - from]?.balanceMinor ?? []);
    if (ends.some((balance) => balance < 0)) negativeDays.push(day);
    if (ends.length === known.length) balances.push(ends.reduce((sum, balance) => sum + balance, 0));
  }
  return { balances, negativeDays };
}

function savingsOn(series: Analysis['balances']): number {
  return series.reduce((sum, { days }) => sum + (days.at(-1)?.balanceMinor ?? 0), 0);
}

/** Months between two days, both included, each day counting as its share of its own calendar month. */
export function monthsIn(firstDay: EpochDay, lastDay: EpochDay): number {
  let months = 0;
  for (let day = firstDay; day <= lastDay; day += 1) months += 1 / daysInMonth(monthOf(fromEpochDay(day)));
  return months;
}
