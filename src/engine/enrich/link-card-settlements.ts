import { toEpochDay } from '../../domain/calendar-date.js';
import { addEvidence, categoryOf, type Draft, link } from './draft.js';

/** A card account's statement may be booked up to a month from the settlement, or carry no date of its own at all. */
const SETTLEMENT_DAYS_MAX = 95;
const CARD_RESET_RANK = 94;

/**
 * Ties the monthly settlement of a deferred card on the current account to its mirror on the card account, so that the
 * purchases are not counted twice.
 */
export function linkCardSettlements(drafts: readonly Draft[]): void {
  const cardCredits = drafts.filter(({ line }) => line.account.type === 'CREDIT_CARD' && !line.isDebit);
  if (cardCredits.length === 0) return;
  for (const settlement of drafts) {
    if (settlement.line.account.type !== 'CHECKING' || categoryOf(settlement) !== 'card.settlement') continue;
    const mirror = nearest(settlement, cardCredits);
    if (mirror === null) continue;
    link(settlement, mirror, 'card');
    addEvidence(mirror, 'card.reset', 'context.card-settlement', CARD_RESET_RANK);
  }
}

function nearest(settlement: Draft, credits: readonly Draft[]): Draft | null {
  let best: Draft | null = null;
  let bestDays = SETTLEMENT_DAYS_MAX + 1;
  for (const credit of credits) {
    if (credit.counterpart !== null || credit.transaction.amountMinor !== -settlement.transaction.amountMinor) continue;
    const days = Math.abs(toEpochDay(credit.transaction.date) - toEpochDay(settlement.transaction.date));
    if (days < bestDays) {
      best = credit;
      bestDays = days;
    }
  }
  return best;
}
