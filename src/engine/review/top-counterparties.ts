import { groupBy } from '../../domain/group-by.js';
import type { Review, ReviewedTransaction, ReviewGroup } from '../../domain/review.js';
import { groupOf } from './review-group.js';

const LISTED = 5;

/**
 * The five counterparties from whom most came and the five to whom most went. The person's own accounts are none; transactions that name nobody cannot be listed. Equal amounts stand in the order of the counterparty's id.
 */
export function topCounterpartiesOf(within: readonly ReviewedTransaction[]): Review['topCounterparties'] {
  const named = within.filter(
    ({ enrichment: { counterparty } }) => counterparty !== null && counterparty.kind !== 'own_account',
  );
  return {
    inflow: largest(named.filter(({ transaction }) => transaction.amountMinor > 0)),
    outflow: largest(named.filter(({ transaction }) => transaction.amountMinor < 0)),
  };
}

function largest(members: readonly ReviewedTransaction[]): ReviewGroup[] {
  const byCounterparty = groupBy(members, ({ enrichment }) => enrichment.counterparty?.id ?? '');
  const size = ({ totalInflowMinor, totalOutflowMinor }: ReviewGroup) => totalInflowMinor + totalOutflowMinor;
  return [...byCounterparty]
    .map(([id, list]) => ({ id, group: groupOf(list[0]?.enrichment.counterparty?.name ?? id, list) }))
    .sort((a, b) => size(b.group) - size(a.group) || (a.id < b.id ? -1 : 1))
    .slice(0, LISTED)
    .map(({ group }) => group);
}
