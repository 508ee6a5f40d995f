import { type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { distinct } from '../../domain/group-by.js';
import type { MinorUnits } from '../../domain/money.js';
import type { MarkedTransaction } from '../insights/mark-transactions.js';

/** One payment as it fell due: a transaction, with the later presentations of it where it was rejected. */
export interface Occurrence {
  readonly day: EpochDay;
  /** Without its sign. */
  readonly amountMinor: MinorUnits;
  readonly transaction: MarkedTransaction;
  readonly presentedAgain: readonly MarkedTransaction[];
}

const NEVER: readonly MarkedTransaction[] = [];

/** The days of occurrences that ascend by day, each once. */
export function daysOf(occurrences: readonly Occurrence[]): EpochDay[] {
  return [...distinct(occurrences, ({ day }) => day)];
}

/**
 * Joins a rejected payment and the same amount presented again within `daysMax`: they are one occurrence, due on the day of
 * the first try. The transactions are of one counterparty and direction, oldest first.
 */
export function occurrencesOf(transactions: readonly MarkedTransaction[], daysMax: number): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const rejected = new Map<MinorUnits, { readonly day: EpochDay; readonly presentedAgain: MarkedTransaction[] }>();
  for (const transaction of transactions) {
    const day = toEpochDay(transaction.transaction.date);
    const amountMinor = Math.abs(transaction.transaction.amountMinor);
    const { isRejected } = transaction.enrichment;
    const first = rejected.size === 0 ? undefined : rejected.get(amountMinor);
    // The same amount on the same day is another contract's.
    if (first && day > first.day && day - first.day <= daysMax) {
      first.presentedAgain.push(transaction);
      if (!isRejected) rejected.delete(amountMinor);
    } else if (isRejected) {
      const presentedAgain: MarkedTransaction[] = [];
      rejected.set(amountMinor, { day, presentedAgain });
      occurrences.push({ day, amountMinor, transaction, presentedAgain });
    } else {
      occurrences.push({ day, amountMinor, transaction, presentedAgain: NEVER });
    }
  }
  return occurrences;
}
