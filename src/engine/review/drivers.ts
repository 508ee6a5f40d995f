import { addDays, daysBetween } from '../../domain/calendar-date.js';
import { type MinorUnits, sumMinor } from '../../domain/money.js';
import type { MetricUnit, ReviewedTransaction, ReviewInput, ReviewProfile } from '../../domain/review.js';
import { COLLECTION, type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import { isLoanCategory } from '../insights/loans.js';
import { roundedShare } from '../insights/statistics.js';
import { balanceAtEndOf, type CountedPeriod } from './general-info.js';

const DAYS_PER_MONTH = 365.25 / 12;

/** One driver of credit quality of the accounts under review. */
export interface Driver {
  readonly name: string;
  readonly unit: MetricUnit;
  readonly direction: 'higher_is_better' | 'lower_is_better';
  /** Null where the transactions do not tell it. */
  readonly value: number | null;
}

/** Families of credits that are no income. */
const NOT_INCOME: ReadonlySet<string> = new Set([
  'investments',
  'tax',
  'loan',
  'refund',
  'savings',
  'internal',
  'rejection',
  'seizure',
  'fees',
  'card',
]);

/** Under four weeks a month's figure would be made up. */
const DAYS_MIN = 28;

interface Sums {
  readonly months: number;
  readonly income: MinorUnits;
  readonly spent: MinorUnits;
  readonly within: readonly ReviewedTransaction[];
}

function spentOn({ within }: Sums, test: (category: LeafId) => boolean): MinorUnits {
  const matching = within.filter(
    ({ enrichment, transaction }) => transaction.amountMinor < 0 && !enrichment.isRejected && test(enrichment.category),
  );
  return -sumMinor(matching.map(({ transaction }) => transaction.amountMinor)) || 0;
}

function share(part: number, of: number): number | null {
  return of <= 0 ? null : roundedShare(part / of);
}

function countOf({ within }: Sums, test: (one: ReviewedTransaction) => boolean): number {
  return within.filter(test).length;
}

function sumsOf({ start, end, within }: CountedPeriod): Sums {
  const external = within.filter(({ enrichment }) => !enrichment.isInternal);
  const isIncome = ({ transaction, enrichment }: ReviewedTransaction) =>
    transaction.amountMinor > 0 && !NOT_INCOME.has(leaf(enrichment.category).parent);
  const debits = external.filter(
    ({ transaction, enrichment }) => transaction.amountMinor < 0 && !enrichment.isRejected,
  );
  return {
    months: start === null || end === null ? 0 : (daysBetween(start, end) + 1) / DAYS_PER_MONTH,
    income: sumMinor(external.filter(isIncome).map(({ transaction }) => transaction.amountMinor)),
    spent: -sumMinor(debits.map(({ transaction }) => transaction.amountMinor)) || 0,
    within: external,
  };
}

/**
 * Lowest end-of-day balance of the current accounts together, and the days on which it is below zero; null without such an
 * account. Savings would hide an overdraft, and loans and cards are below zero by their nature.
 */
function balancesOf(input: ReviewInput, { start, end, within }: CountedPeriod) {
  const accounts = input.accounts.filter(({ type }) => type === 'CHECKING');
  const ids = new Set(accounts.map(({ id }) => id));
  const opening = start === null ? null : balanceAtEndOf({ ...input, accounts }, addDays(start, -1));
  if (opening === null || start === null || end === null) return { lowest: null, negativeDays: null };
  const moves = new Map<string, number>();
  for (const { transaction } of within) {
    if (!ids.has(transaction.accountId)) continue;
    moves.set(transaction.date, (moves.get(transaction.date) ?? 0) + transaction.amountMinor);
  }
  let balance = opening;
  let lowest = Number.POSITIVE_INFINITY;
  let negativeDays = 0;
  for (let day = start; day <= end; day = addDays(day, 1)) {
    balance += moves.get(day) ?? 0;
    lowest = Math.min(lowest, balance);
    if (balance < 0) negativeDays += 1;
  }
  return { lowest: Number.isFinite(lowest) ? lowest : null, negativeDays };
}

function perMonth(amount: MinorUnits, months: number): number | null {
  return months * DAYS_PER_MONTH < DAYS_MIN ? null : Math.round(amount / months);
}

/** Occurrences a month, to two decimals: periods of different length must compare. */
function ratePerMonth(count: number, months: number): number | null {
  return months * DAYS_PER_MONTH < DAYS_MIN ? null : Math.round((count / months) * 100) / 100;
}

/** Largest payer's share of what came in. */
function largestPayerShare(sums: Sums): number | null {
  const byPayer = new Map<string, number>();
  for (const { transaction, enrichment } of sums.within) {
    if (transaction.amountMinor <= 0 || NOT_INCOME.has(leaf(enrichment.category).parent)) continue;
    const id = enrichment.counterparty?.id ?? transaction.id;
    byPayer.set(id, (byPayer.get(id) ?? 0) + transaction.amountMinor);
  }
  const largest = [...byPayer.values()].reduce((most, amount) => Math.max(most, amount), 0);
  return share(largest, sums.income);
}

/** The drivers of a profile, always the same ones in the same order, so that peers can be compared by name. */
export function driversOf(input: ReviewInput, period: CountedPeriod): Driver[] {
  const sums = sumsOf(period);
  const { lowest, negativeDays } = balancesOf(input, period);
  const isInstalment = (category: LeafId) => isLoanCategory(category) && category !== 'loan.prepayment';
  const collected = ({ transaction, enrichment }: ReviewedTransaction) =>
    transaction.amountMinor < 0 && !enrichment.isRejected && COLLECTION.has(enrichment.category);
  const better = 'higher_is_better' as const;
  const worse = 'lower_is_better' as const;
  const common: Driver[] = [
    { name: 'Lowest balance of current accounts', unit: 'money', direction: better, value: lowest },
    {
      name: 'Days below zero per month',
      unit: 'days',
      direction: worse,
      value: negativeDays === null ? null : ratePerMonth(negativeDays, sums.months),
    },
    {
      name: 'Debt service ratio',
      unit: 'ratio',
      direction: worse,
      value: share(spentOn(sums, isInstalment), sums.income),
    },
    {
      name: 'Rejected payments per month',
      unit: 'count',
      direction: worse,
      value: ratePerMonth(
        countOf(sums, ({ enrichment }) => enrichment.isRejected),
        sums.months,
      ),
    },
    {
      name: 'Payments to debt collectors per month',
      unit: 'count',
      direction: worse,
      value: ratePerMonth(countOf(sums, collected), sums.months),
    },
  ];
  return [...profileDrivers(input.profile, sums), ...common];
}

function profileDrivers(profile: ReviewProfile, sums: Sums): Driver[] {
  const better = 'higher_is_better' as const;
  const worse = 'lower_is_better' as const;
  const margin = share(sums.income - sums.spent, sums.income);
  if (profile === 'corporate') {
    return [
      { name: 'Monthly revenue', unit: 'money', direction: better, value: perMonth(sums.income, sums.months) },
      { name: 'Share left of revenue', unit: 'ratio', direction: better, value: margin },
      { name: 'Largest payer’s share', unit: 'ratio', direction: worse, value: largestPayerShare(sums) },
    ];
  }
  const isFixed = (category: string) => /^(housing|insurance)\./.test(category) || category === 'loan.mortgage';
  const gambled = spentOn(sums, (category) => category === 'gambling.stake');
  return [
    { name: 'Monthly income', unit: 'money', direction: better, value: perMonth(sums.income, sums.months) },
    { name: 'Share left of income', unit: 'ratio', direction: better, value: margin },
    { name: 'Fixed cost ratio', unit: 'ratio', direction: worse, value: share(spentOn(sums, isFixed), sums.income) },
    { name: 'Gambling share of income', unit: 'ratio', direction: worse, value: share(gambled, sums.income) },
  ];
}
