import type { CategoryGroup, Metadata, MonthlyAmount, TransactionGroup } from '../../domain/analysis.js';
import { type CalendarDate, type Month, monthOf } from '../../domain/calendar-date.js';
import { assertMinor, divideRoundHalfAway, type MinorUnits } from '../../domain/money.js';
import { type LeafId, TAXONOMY } from '../../domain/taxonomy/taxonomy.js';
import type { Transaction, TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';

/** Sum and ids of transactions, in their order. */
export function groupOf(transactions: readonly { readonly transaction: Transaction }[]): TransactionGroup {
  let totalMinor: MinorUnits = 0;
  const transactionIds: TransactionId[] = [];
  for (const { transaction } of transactions) {
    totalMinor = assertMinor(totalMinor + transaction.amountMinor);
    transactionIds.push(transaction.id);
  }
  return { totalMinor, transactionIds };
}

/**
 * Sums by month, oldest first; months without a transaction are left out, `Metadata.calendar` lists them all. Neighbours are
 * mostly of one month, so sums are put down once a run.
 */
export function monthlySums(transactions: readonly { readonly transaction: Transaction }[]): MonthlyAmount[] {
  const sums = new Map<Month, MinorUnits>();
  let [running, sum]: [Month | null, MinorUnits] = [null, 0];
  let [date, month]: [CalendarDate | null, Month | null] = [null, null];
  for (const { transaction } of transactions) {
    if (transaction.date !== date || month === null) [date, month] = [transaction.date, monthOf(transaction.date)];
    if (month !== running) {
      if (running !== null) sums.set(running, sum);
      [running, sum] = [month, sums.get(month) ?? 0];
    }
    sum = assertMinor(sum + transaction.amountMinor);
  }
  if (running !== null) sums.set(running, sum);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, amountMinor]) => ({ month, amountMinor }));
}

/** Mean over the months that the analysis covers, rounded to the minor unit. */
export function perMonth(totalMinor: MinorUnits, metadata: Metadata): MinorUnits {
  return divideRoundHalfAway(totalMinor, metadata.monthsCovered);
}

/** The sum alone. */
export function totalOf(transactions: readonly { readonly transaction: Transaction }[]): MinorUnits {
  let totalMinor: MinorUnits = 0;
  for (const { transaction } of transactions) totalMinor = assertMinor(totalMinor + transaction.amountMinor);
  return totalMinor;
}

/** One group for each category that occurs, in the order of the taxonomy. */
export function categoryGroups(
  byCategory: ReadonlyMap<LeafId, readonly ClassifiedTransaction[]>,
  metadata: Metadata,
): CategoryGroup[] {
  return TAXONOMY.flatMap(({ id }) => {
    const own = byCategory.get(id);
    if (!own) return [];
    const group = groupOf(own);
    return [{ category: id, ...group, monthlyMinor: perMonth(group.totalMinor, metadata), calendar: monthlySums(own) }];
  });
}
