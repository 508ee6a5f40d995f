import { z } from 'zod';
import { addDays, type CalendarDate, isCalendarDate } from '../../domain/calendar-date.js';
import { type Instant, parseInstant, startOfDayUtc } from '../../domain/instant.js';

/** A moment of ours as the contract writes those of jobs: UTC without an offset, no more digits than there are. */
export function plainMoment(instant: string): string;
export function plainMoment(instant: string | null): string | null;
export function plainMoment(instant: string | null): string | null {
  return instant === null ? null : instant.replace(/\.?0*Z$/, '');
}

function isDayOrMoment(text: string): boolean {
  return momentIn(text) !== null;
}

/** The start of a day, or a moment, which is UTC where it says no offset; null for another text. */
function momentIn(text: string): Instant | null {
  if (isCalendarDate(text)) return startOfDayUtc(text);
  try {
    return parseInstant(/[zZ]$|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text}Z`);
  } catch {
    return null;
  }
}

/** A query or body field with a day, or a moment of it. */
export const dayOrMoment = z
  .string()
  .refine(isDayOrMoment, 'must be a date such as 2026-03-31, or a date-time')
  .meta({ format: 'date', examples: ['2026-03-31'] });

/** The day in a checked text. */
export function dayOf(text: string): CalendarDate {
  return text.slice(0, 10) as CalendarDate;
}

/** The moment from which a checked text counts. */
export function fromMoment(text: string): Instant {
  return momentIn(text) ?? startOfDayUtc(dayOf(text));
}

/** The moment before which a checked text counts: the end of a day, the moment itself otherwise. */
export function untilMoment(text: string): Instant {
  return isCalendarDate(text) ? startOfDayUtc(addDays(text, 1)) : fromMoment(text);
}
