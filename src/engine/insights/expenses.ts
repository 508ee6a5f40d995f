import type { Expenses, Metadata } from '../../domain/analysis.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { TransactionId } from '../../domain/transaction.js';
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
  const byDescription = new Map<string, { label: string; transactionIds: TransactionId[] }>();
  for (const { transaction, enrichment } of expenses) {
    const key = normaliseText(enrichment.label);
    const group = byDescription.get(key);
    if (group) group.transactionIds.push(transaction.id);
    else byDescription.set(key, { label: enrichment.label, transactionIds: [transaction.id] });
  }
  return [...byDescription.values()]
    .filter(({ transactionIds }) => transactionIds.length >= occurrencesMin)
    .sort((a, b) => b.transactionIds.length - a.transactionIds.length || (a.label < b.label ? -1 : 1));
}
