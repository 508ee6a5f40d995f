import { toEpochDay } from '../../domain/calendar-date.js';
import { groupByKnown } from '../../domain/group-by.js';
import { categoryOf, type Draft, link } from './draft.js';

/** Shops take goods back for about a month; insurers and airlines take longer. */
const REFUND_DAYS_MAX = 90;

/** Ties each refund to the purchase it gives back, where the whole sum comes from the same party. */
export function linkRefunds(drafts: readonly Draft[]): void {
  const refunds = drafts.filter(isUnlinkedRefund);
  if (refunds.length === 0) return;
  const keys = new Set(refunds.map(keyOf));
  const purchases = groupByKnown(drafts, (draft) => {
    if (!draft.line.isDebit || draft.counterpart !== null) return null;
    const key = keyOf(draft);
    return keys.has(key) ? key : null;
  });
  for (const draft of refunds) {
    const day = toEpochDay(draft.transaction.date);
    const purchase = (purchases.get(keyOf(draft)) ?? []).findLast((debit) => {
      const days = day - toEpochDay(debit.transaction.date);
      return debit.counterpart === null && days >= 0 && days <= REFUND_DAYS_MAX;
    });
    if (purchase) link(draft, purchase, 'refund');
  }
}

function isUnlinkedRefund(draft: Draft): boolean {
  if (draft.line.isDebit || draft.counterpart !== null) return false;
  return categoryOf(draft)?.startsWith('refund.') ?? false;
}

function keyOf(draft: Draft): string {
  return `${Math.abs(draft.transaction.amountMinor)}:${draft.line.repetitionKey}`;
}
