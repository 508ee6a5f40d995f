import { sumMinor } from '../../domain/money.js';
import type { ReviewedTransaction, ReviewGroup } from '../../domain/review.js';
import { leaf } from '../../domain/taxonomy/taxonomy.js';

/** Contract B's names of the transactions' categories, once each, in the order in which they first occur. */
function categoriesOf(members: readonly ReviewedTransaction[]): string[] {
  return [...new Set(members.map(({ enrichment }) => leaf(enrichment.category).z2))];
}

/** A named set of transactions with its sums; `categories` are those of its members unless the entry covers fixed ones. */
export function groupOf(
  name: string,
  members: readonly ReviewedTransaction[],
  categories: readonly string[] = categoriesOf(members),
): ReviewGroup {
  const amounts = members.map(({ transaction }) => transaction.amountMinor);
  return {
    name,
    transactionCount: members.length,
    totalInflowMinor: sumMinor(amounts.filter((amount) => amount > 0)),
    totalOutflowMinor: -sumMinor(amounts.filter((amount) => amount < 0)) || 0,
    categories,
    transactionIds: members.map(({ transaction }) => transaction.id),
  };
}
