import type { AnalysisInput } from '../../domain/analysis.js';
import type { Transaction } from '../../domain/transaction.js';

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The engine's order of transactions. */
export function byDateThenId(a: Transaction, b: Transaction): number {
  return compareText(a.date, b.date) || compareText(a.id, b.id);
}

/** The input in the engine's own order: accounts by id, transactions oldest first (by id within a day). */
export function inOrder(input: AnalysisInput): AnalysisInput {
  return {
    ...input,
    accounts: [...input.accounts].sort((a, b) => compareText(a.id, b.id)),
    transactions: [...input.transactions].sort(byDateThenId),
  };
}
