import type { CashFlow, CashFlowStatus } from '../../domain/analysis.js';
import { weekdayOfDay } from '../../domain/bank-calendar.js';
import {
  addMonths,
  type CalendarDate,
  daysInMonth,
  type EpochDay,
  fromEpochDay,
  monthOf,
  toEpochDay,
} from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';
import type { Occurrence } from './occurrence.js';
import { typicalDay } from './regularity.js';
import type { Period, Rhythm } from './rhythm.js';

/** Occurrences from which the amount of the next one is told. */
const RECENT_OCCURRENCES = 6;

export interface Standing {
  readonly status: CashFlowStatus;
  readonly next: CashFlow['next'];
}

/** What is known of a flow's past when asked about its future. */
export interface Past {
  /** Oldest first. */
  readonly occurrences: readonly Occurrence[];
  /** Signed amounts of the payments that went through, oldest first. */
  readonly amounts: readonly MinorUnits[];
  readonly rhythm: Rhythm | null;
}

/**
 * Whether a flow is young, running or over, and when it falls due next.
 * `ended` is missed by more than one period: nothing came for the longest distance of its period and one period more (for a
 * flow without rhythm: twice its longest interval). The next date is the due day after the last occurrence; one that was
 * missed by more than `lateDaysMax` gives way to the following. The amount range is that of the recent payments.
 */
export function standingOf(
  { occurrences, amounts, rhythm }: Past,
  lastDay: EpochDay,
  matureMin: number,
  lateDaysMax: number,
): Standing {
  const count = occurrences.length;
  const last = occurrences.at(-1)?.day ?? lastDay;
  const first = occurrences[0]?.day ?? last;
  const patience =
    rhythm === null
      ? 2 * Math.max(30, count > 1 ? (last - first) / (count - 1) : 0)
      : rhythm.period.maxDays + rhythm.period.days;
  const isEnded = lastDay - last > patience;
  const status = isEnded ? 'ended' : count < matureMin ? 'early' : 'mature';
  if (isEnded || rhythm === null || amounts.length === 0) return { status, next: null };
  const { period } = rhythm;
  const dueDay = typicalDay(occurrences, period.months === 0);
  // A payment may be late by no more than half its period: then it was missed and the next one is due.
  const lateDays = Math.min(lateDaysMax, period.days / 2);
  let next = dueAfter(last, period, dueDay);
  while (next + lateDays < lastDay) next = dueAfter(next, period, dueDay);
  const recent = amounts.slice(-RECENT_OCCURRENCES);
  return {
    status,
    next: { date: fromEpochDay(next), minMinor: Math.min(...recent), maxMinor: Math.max(...recent) },
  };
}

/** The due day one period after a day, on the weekday or day of the month on which the flow usually falls. */
function dueAfter(day: EpochDay, period: Period, dueDay: number): EpochDay {
  if (period.periodicity === 'DAILY') return day + 1;
  if (period.months === 0) {
    // The nearest such weekday to the day, then one period on: an early or late payment does not move the rhythm.
    const shift = ((dueDay - weekdayOfDay(day) + 10) % 7) - 3;
    return day + shift + period.days;
  }
  const date = fromEpochDay(day);
  const here = toEpochDay(inMonthOf(date, dueDay));
  const nearest = [-1, 0, 1]
    .map((months) => inMonthOf(addMonths(firstOfMonth(date), months), dueDay))
    .reduce((best, one) => (Math.abs(toEpochDay(one) - day) < Math.abs(toEpochDay(best) - day) ? one : best));
  const from = Math.abs(here - day) <= 3 ? date : nearest;
  return toEpochDay(inMonthOf(addMonths(firstOfMonth(from), period.months), dueDay));
}

function firstOfMonth(date: CalendarDate): CalendarDate {
  return `${monthOf(date)}-01` as CalendarDate;
}

/** A day of the month, held back to the month's last day. */
function inMonthOf(date: CalendarDate, day: number): CalendarDate {
  const held = Math.min(day, daysInMonth(monthOf(date)));
  return `${monthOf(date)}-${String(held).padStart(2, '0')}` as CalendarDate;
}
