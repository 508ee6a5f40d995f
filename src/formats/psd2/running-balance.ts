import type { CalendarDate } from '../../domain/calendar-date.js';
import type { CurrencyCode, MinorUnits } from '../../domain/money.js';
import type { TransactionFacts } from '../../domain/transaction.js';

/** A balance at the end of a day. */
export interface DatedBalance {
  readonly amountMinor: MinorUnits;
  readonly date: CalendarDate;
  readonly currency: CurrencyCode;
}

/**
 * Fills the balance after each booked transaction where the bank gives none, by walking from the known balance: back through
 * what it includes (up to its day), forward through what was booked later. Pending and foreign-currency lines get none,
 * nor does a line whose balance would not be exact.
 * Within a day the moments count, or else the bank's own order, whichever way its list runs; the result keeps the order given.
 */
export function withRunningBalance(
  transactions: readonly TransactionFacts[],
  balance: DatedBalance,
): readonly TransactionFacts[] {
  const counted = transactions.filter((one) => !one.isComing && one.currency === balance.currency);
  if (counted.every((one) => one.balanceAfterMinor !== null)) return transactions;
  const oldestFirst = inTimeOrder(counted);
  const after = new Map<TransactionFacts, MinorUnits>();
  let runningMinor = balance.amountMinor;
  for (const one of oldestFirst.filter(({ date }) => date <= balance.date).reverse()) {
    after.set(one, runningMinor);
    runningMinor = exact(runningMinor - one.amountMinor);
  }
  runningMinor = balance.amountMinor;
  for (const one of oldestFirst.filter(({ date }) => date > balance.date)) {
    runningMinor = exact(runningMinor + one.amountMinor);
    after.set(one, runningMinor);
  }
  return transactions.map((one) => {
    const afterMinor = after.get(one);
    if (afterMinor === undefined || Number.isNaN(afterMinor) || one.balanceAfterMinor !== null) return one;
    return { ...one, balanceAfterMinor: afterMinor };
  });
}

/** NaN once a balance is no longer exact, so that all that hangs on it stays unknown too. */
function exact(amountMinor: number): number {
  return Number.isSafeInteger(amountMinor) ? amountMinor : Number.NaN;
}

/** Oldest first, by the moment where every line has one. Banks list the newest first unless their days ascend. */
function inTimeOrder(transactions: readonly TransactionFacts[]): TransactionFacts[] {
  const [first, last] = [transactions[0], transactions.at(-1)];
  const ascends = first !== undefined && last !== undefined && first.date < last.date;
  const oldestFirst = ascends ? [...transactions] : [...transactions].reverse();
  const isTimed = transactions.every((one) => one.bookingInstant !== null);
  const keyOf = (one: TransactionFacts) => (isTimed ? `${one.date} ${one.bookingInstant}` : one.date);
  return oldestFirst.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
