import type { AccountId } from '../../domain/account.js';
import type { OverdraftWindow } from '../../domain/affordability.js';
import type { AccountBalances, Metadata } from '../../domain/analysis.js';
import { addDays, type CalendarDate } from '../../domain/calendar-date.js';
import { sumMinor } from '../../domain/money.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { lastDayOf } from './metadata.js';
import { ofCategories } from './select-amounts.js';

/** Lengths that lenders ask for. */
const WINDOW_DAYS = [30, 60, 90] as const;

/** Days on which at least one account ended below zero, and the lowest such balance, null where none did. */
export interface Overdrawn {
  readonly days: number;
  readonly minimumBalanceMinor: number | null;
}

/** What was overdrawn on checking accounts from a day on. */
export function overdrawnSince(
  balances: readonly AccountBalances[],
  checking: ReadonlySet<AccountId>,
  from: CalendarDate | null,
): Overdrawn {
  const days = new Set<string>();
  let minimumBalanceMinor: number | null = null;
  for (const { accountId, days: series } of balances) {
    if (!checking.has(accountId)) continue;
    for (const { date, balanceMinor } of series) {
      if (balanceMinor >= 0 || (from !== null && date < from)) continue;
      days.add(date);
      minimumBalanceMinor = Math.min(minimumBalanceMinor ?? 0, balanceMinor);
    }
  }
  return { days: days.size, minimumBalanceMinor };
}

/**
 * Overdraft of the last 30, 60 and 90 days. A window longer than the history is unknown rather than the little that is seen,
 * except for the day or two by which three months are shorter than 90 days.
 */
export function overdraftWindows(
  classified: readonly ClassifiedTransaction[],
  balances: readonly AccountBalances[],
  checking: ReadonlySet<AccountId>,
  metadata: Metadata,
): OverdraftWindow[] {
  const lastDay = lastDayOf(metadata);
  const fees = ofCategories(classified, 'expense', ['fees.overdraft']);
  return WINDOW_DAYS.map((days) => {
    const from = addDays(lastDay, 1 - days);
    if (addDays(metadata.firstTransactionDate, -SHORT_MONTHS_DAYS) > from) {
      return { days, negativeDays: null, minimumBalanceMinor: null, feesMinor: null };
    }
    const { days: negativeDays, minimumBalanceMinor } = overdrawnSince(balances, checking, from);
    const own = fees.flatMap(({ transaction }) => (transaction.date >= from ? [transaction.amountMinor] : []));
    return { days, negativeDays, minimumBalanceMinor, feesMinor: sumMinor(own) };
  });
}

/** February, March and April have 89 days: a bank's "three months" of history. */
const SHORT_MONTHS_DAYS = 1;
