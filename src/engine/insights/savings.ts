import type { AnalysedAccount } from '../../domain/analysis.js';
import { type MinorUnits, sumMinor } from '../../domain/money.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { totalOf } from './group-by-category.js';
import { byAccountOf, ofClass } from './select-amounts.js';

/**
 * Net money put aside over the period, positive when saved: what checking accounts paid into savings and investments, less what
 * came back. A transfer to the customer's own savings account counts by where its other half is booked.
 */
export function savedMinor(
  accounts: readonly AnalysedAccount[],
  classified: readonly ClassifiedTransaction[],
): MinorUnits {
  const byAccount = byAccountOf(classified);
  const onSavings = new Set<TransactionId>();
  for (const { account } of accounts) {
    if (account.type !== 'SAVINGS') continue;
    for (const { transaction } of byAccount.get(account.id) ?? []) onSavings.add(transaction.id);
  }
  const transferred = ofClass(classified, 'internal_transfer').filter(
    ({ enrichment: { counterpart } }) => counterpart !== null && onSavings.has(counterpart.id),
  );
  return -sumMinor([totalOf(ofClass(classified, 'savings')), totalOf(transferred)]) || 0;
}
