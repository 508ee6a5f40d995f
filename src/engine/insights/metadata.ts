import type { AccountType } from '../../domain/account.js';
import type { AnalysedAccount, CalendarMonth, EnrichedTransaction, Metadata } from '../../domain/analysis.js';
import {
  type CalendarDate,
  dayOfMonth,
  daysBetween,
  daysInMonth,
  monthOf,
  monthsBetween,
} from '../../domain/calendar-date.js';
import type { Transaction } from '../../domain/transaction.js';

/**
 * The period that the analysis covers and what it covers there; null without a counted transaction on a checking account.
 * The period runs from the first counted transaction of the analysed checking accounts to the later of their last one and
 * their balance dates (not after `asOf`): a day without transactions before the balance was taken is a day observed.
 */
export function metadataOf(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
  asOf: CalendarDate,
): Metadata | null {
  const checking = new Set<string>();
  for (const { account, excludedBy } of accounts) {
    if (excludedBy === null && account.type === 'CHECKING') checking.add(account.id);
  }
  let [first, last]: [Transaction | null, Transaction | null] = [null, null];
  let transactionCount = 0;
  for (const { notAnalysed, transaction } of transactions) {
    if (notAnalysed !== null || !checking.has(transaction.accountId)) continue;
    first ??= transaction;
    last = transaction;
    transactionCount += 1;
  }
  if (first === null || last === null) return null;
  const { date: firstTransactionDate } = first;
  const { date: lastTransactionDate } = last;
  let lastDay = lastTransactionDate;
  for (const { account } of accounts) {
    if (!checking.has(account.id) || account.balanceDate > asOf) continue;
    if (account.balanceDate > lastDay) lastDay = account.balanceDate;
  }
  const calendar = coveredMonths(firstTransactionDate, lastDay);
  const monthsCovered = calendar.reduce((sum, { month, days }) => sum + days / daysInMonth(month), 0);
  const count = (type: AccountType) =>
    accounts.filter(({ account, excludedBy }) => excludedBy === null && account.type === type).length;
  return {
    lastTransactionGapDays: daysBetween(lastTransactionDate, asOf),
    historicalDepthDays: daysBetween(firstTransactionDate, asOf),
    monthlyTransactionCount: Math.round(transactionCount / monthsCovered),
    checkingCount: count('CHECKING'),
    savingsCount: count('SAVINGS'),
    loanCount: count('LOAN'),
    firstTransactionDate,
    lastTransactionDate,
    calendar,
    monthsCovered,
    transactionCount,
  };
}

/** The months from one day to another, each with the number of its days that lie between, both ends included. */
function coveredMonths(firstDay: CalendarDate, lastDay: CalendarDate): CalendarMonth[] {
  return monthsBetween(firstDay, lastDay).map((month) => {
    const from = month === monthOf(firstDay) ? dayOfMonth(firstDay) : 1;
    const to = month === monthOf(lastDay) ? dayOfMonth(lastDay) : daysInMonth(month);
    return { month, days: to - from + 1 };
  });
}

/** The last day that the analysis covers. */
export function lastDayOf(metadata: Metadata): CalendarDate {
  const last = metadata.calendar.at(-1);
  if (!last) return metadata.lastTransactionDate;
  const from = last.month === monthOf(metadata.firstTransactionDate) ? dayOfMonth(metadata.firstTransactionDate) : 1;
  return `${last.month}-${String(from + last.days - 1).padStart(2, '0')}` as CalendarDate;
}
