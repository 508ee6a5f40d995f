import type { Expenses, Metadata } from '../../domain/analysis.js';
import { groupBy } from '../../domain/group-by.js';
import { sumMinor } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { categoryGroups, perMonth } from './group-by-category.js';
import { byCategoryOf, ofClass } from './select-amounts.js';

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
  const categories = categoryGroups(byCategoryOf(classified, 'expense'), metadata);
  const totalMinor = sumMinor(categories.map((group) => group.totalMinor));
  const occurrencesMin = parameterOf(reference, 'expenses.frequent-occurrences-min');
  return {
    totalMinor,
    monthlyMinor: perMonth(totalMinor, metadata),
    frequentTransactions: frequentTransactions(ofClass(classified, 'expense'), occurrencesMin),
    categories,
  };
}

/** Groups of at least `occurrencesMin` expenses with the same cleaned description, most frequent first, then by label. */
function frequentTransactions(
  expenses: readonly ClassifiedTransaction[],
  occurrencesMin: number,
): Expenses['frequentTransactions'] {
  const normalised = new Map<string, string>();
  const byDescription = groupBy(expenses, ({ enrichment: { label } }) => {
    let text = normalised.get(label);
    if (text === undefined) {
      text = normaliseText(label);
      normalised.set(label, text);
    }
    return text;
  });
  return [...byDescription.values()]
    .filter((group) => group.length >= occurrencesMin)
    .map((group) => ({
      label: group[0]?.enrichment.label ?? '',
      transactionIds: group.map(({ transaction }) => transaction.id),
    }))
    .sort((a, b) => b.transactionIds.length - a.transactionIds.length || (a.label < b.label ? -1 : 1));
}
