import { toEpochDay } from '../../domain/calendar-date.js';
import { categoryOf, type Draft, link, repetitionKey } from './draft.js';

/** Shops take goods back for about a month; insurers and airlines take longer. */
const REFUND_DAYS_MAX = 90;

/** Flags refunds and ties each to the purchase it gives back, where the whole sum comes from the same party. */
export function linkRefunds(drafts: readonly Draft[]): void {
  const purchases = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (!draft.line.isDebit || draft.counterpart !== null) continue;
    const key = keyOf(draft);
    const list = purchases.get(key);
    if (list) list.push(draft);
    else purchases.set(key, [draft]);
  }
  for (const draft of drafts) {
    if (draft.line.isDebit || draft.counterpart !== null) continue;
    if (!(categoryOf(draft)?.startsWith('refund.') ?? false)) continue;
    draft.flags.add('refund');
    const day = toEpochDay(draft.line.transaction.date);
    const purchase = (purchases.get(keyOf(draft)) ?? []).findLast((debit) => {
      const days = day - toEpochDay(debit.line.transaction.date);
      return debit.counterpart === null && days >= 0 && days <= REFUND_DAYS_MAX;
    });
    if (purchase) link(draft, purchase, 'refund');
  }
}

function keyOf(draft: Draft): string {
  return `${Math.abs(draft.line.transaction.amountMinor)}:${repetitionKey(draft)}`;
}
