import { sumMinor } from '../../domain/money.js';
import type { ReviewedTransaction, ReviewGroup } from '../../domain/review.js';
import { leaf } from '../../domain/taxonomy/taxonomy.js';

/** Contract B's names of the transactions' categories, once each, those with most money first. */
export function categoriesOf(members: readonly ReviewedTransaction[]): string[] {
  const amounts = new Map<string, number>();
  for (const { enrichment, transaction } of members) {
    const name = leaf(enrichment.category).z2;
    amounts.set(name, (amounts.get(name) ?? 0) + Math.abs(transaction.amountMinor));
  }
  return [...amounts].sort(([a, of], [b, than]) => than - of || (a < b ? -1 : 1)).map(([name]) => name);
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
