import type { EnrichedTransaction } from '../../domain/analysis.js';
import { type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';

/** One payment as it fell due: a transaction, with the later presentations of it where it was rejected. */
export interface Occurrence {
  readonly day: EpochDay;
  /** Without its sign. */
  readonly amountMinor: MinorUnits;
  readonly transaction: EnrichedTransaction;
  readonly presentedAgain: EnrichedTransaction[];
}

/**
 * Joins a rejected payment and the same amount presented again within `daysMax`: they are one occurrence, due on the day of
 * the first try. The transactions are of one counterparty and direction, oldest first.
 */
export function occurrencesOf(transactions: readonly EnrichedTransaction[], daysMax: number): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const rejected = new Map<MinorUnits, Occurrence>();
  for (const transaction of transactions) {
    const day = toEpochDay(transaction.transaction.date);
    const amountMinor = Math.abs(transaction.transaction.amountMinor);
    const first = rejected.get(amountMinor);
    if (first && day - first.day <= daysMax) {
      first.presentedAgain.push(transaction);
      if (!transaction.enrichment.isRejected) rejected.delete(amountMinor);
      continue;
    }
    const occurrence: Occurrence = { day, amountMinor, transaction, presentedAgain: [] };
    occurrences.push(occurrence);
    if (transaction.enrichment.isRejected) rejected.set(amountMinor, occurrence);
  }
  return occurrences;
}
