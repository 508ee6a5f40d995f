import type { AnalysedAccount } from '../../domain/analysis.js';
import { type MinorUnits, sumMinor } from '../../domain/money.js';
import type { ClassifiedTransaction } from './classify-amounts.js';

/**
 * Net money put aside over the period, positive when saved: what checking accounts paid into savings and investments, less what
 * came back. A transfer to the customer's own savings account counts by where its other half is booked.
 */
export function savedMinor(
  accounts: readonly AnalysedAccount[],
  classified: readonly ClassifiedTransaction[],
): MinorUnits {
  const savings = new Set(accounts.flatMap(({ account }) => (account.type === 'SAVINGS' ? [account.id] : [])));
  const onSavings = new Set(
    classified.flatMap(({ transaction }) => (savings.has(transaction.accountId) ? [transaction.id] : [])),
  );
  const moved = classified.flatMap(({ amountClass, enrichment, transaction }) => {
    const isTransfer = amountClass === 'internal_transfer' && enrichment.counterpart !== null;
    const isSaved = amountClass === 'savings' || (isTransfer && onSavings.has(enrichment.counterpart.id));
    return isSaved ? [transaction.amountMinor] : [];
  });
  return -sumMinor(moved) || 0;
}
