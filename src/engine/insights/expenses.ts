import type { Expenses, Metadata } from '../../domain/analysis.js';
import { groupBy } from '../../domain/group-by.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupByCategory, groupOf, perMonth } from './group-by-category.js';

/**
 * What went out for good, by category: everything `classifyAmounts` calls expense. Totals are negative.
 * Loan repayments, fees and taxes are expenses too, each in its own category (SPEC §4 leaves out only internal transfers,
 * savings, and rejected payments with their returns).
 */
export function expensesOf(
  classified: readonly ClassifiedTransaction[],
  metadata: Metadata,
  reference: Reference,
): Expenses {
  const expenses = classified.filter(({ amountClass }) => amountClass === 'expense');
  const { totalMinor } = groupOf(expenses);
  return {
    totalMinor,
    monthlyMinor: perMonth(totalMinor, metadata),
    frequentTransactions: frequentTransactions(expenses, parameterOf(reference, 'expenses.frequent-occurrences-min')),
    categories: groupByCategory(expenses, metadata),
  };
}

/** Groups of at least `occurrencesMin` expenses with the same cleaned description, most frequent first, then by label. */
function frequentTransactions(
  expenses: readonly ClassifiedTransaction[],
  occurrencesMin: number,
): Expenses['frequentTransactions'] {
  const normalised = new Map<string, string>();
  const byDescription = groupBy(expenses, ({ enrichment: { label } }) => {
    const known = normalised.get(label) ?? normaliseText(label);
    normalised.set(label, known);
    return known;
  });
  return [...byDescription.values()]
    .filter((group) => group.length >= occurrencesMin)
    .map((group) => ({
      label: group[0]?.enrichment.label ?? '',
      transactionIds: group.map(({ transaction }) => transaction.id),
    }))
    .sort((a, b) => b.transactionIds.length - a.transactionIds.length || (a.label < b.label ? -1 : 1));
}
