import type { CalendarDate } from '../../domain/calendar-date.js';
import type { Instant } from '../../domain/instant.js';
import type { MomentPrecision } from './bank.js';

/**
 * Contract B's `transactionDateTime`, in UTC and as exact as the bank tells it: `2024-12-24T00:00:00Z` where it tells the day
 * alone, no fraction where it has none, trailing zeros of a fraction left out.
 */
export function formatTransactionDateTime(
  moment: { readonly date: CalendarDate; readonly instant: Instant | null },
  precision: MomentPrecision,
): string {
  if (precision === 'DAY' || moment.instant === null) return `${moment.date}T00:00:00Z`;
  if (precision === 'SECOND') return `${moment.instant.slice(0, 19)}Z`;
  return moment.instant.replace(/\.?0*Z$/, 'Z');
}
