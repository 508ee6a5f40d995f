import {
  addDays,
  type CalendarDate,
  dayOfMonth,
  daysInMonth,
  fromEpochDay,
  type Month,
  toEpochDay,
  weekdayOf,
} from '../../domain/calendar-date.js';
import { calendarDateIn, instantOfEpochMs, timeZoneOf } from '../../domain/instant.js';

const MS_PER_SECOND = 1_000;
const SECONDS_PER_DAY = 86_400;
const SECONDS_PER_HOUR = 3_600;

/** The day the bank's customers have at a moment. */
export function dutchDayAt(now: Date): CalendarDate {
  return calendarDateIn(instantOfEpochMs(now.getTime()), timeZoneOf('NL'));
}

/** True from Monday to Friday. */
export function isWorkday(day: CalendarDate): boolean {
  return weekdayOf(day) <= 5;
}

/** The nearest workday, `day` itself included, looking back or ahead. */
export function workdayNear(day: CalendarDate, look: 'before' | 'after'): CalendarDate {
  let near = day;
  while (!isWorkday(near)) near = addDays(near, look === 'before' ? -1 : 1);
  return near;
}

/** The day `workdays` workdays later. */
export function addWorkdays(day: CalendarDate, workdays: number): CalendarDate {
  let later = day;
  for (let left = workdays; left > 0; left--) later = workdayNear(addDays(later, 1), 'after');
  return later;
}

/** A day of a month, held back to the month's last day. */
export function dayIn(month: Month, day: number): CalendarDate {
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as CalendarDate;
}

/** The last Sunday of a month with 31 days, on which Europe moves its clocks at 01:00 UTC. */
function lastSunday(year: string, month: '03' | '10'): CalendarDate {
  const last = `${year}-${month}-31` as CalendarDate;
  return addDays(last, -(weekdayOf(last) % 7));
}

/** Seconds since 1970 of a moment on the Dutch clock; asked for hours after 03:00 only, which every day has once. */
export function epochSecondsAt(day: CalendarDate, secondOfDay: number): number {
  const year = day.slice(0, 4);
  const isSummer = day >= lastSunday(year, '03') && day < lastSunday(year, '10');
  return toEpochDay(day) * SECONDS_PER_DAY + secondOfDay - (isSummer ? 2 : 1) * SECONDS_PER_HOUR;
}

/** ISO 8601 in UTC, to the second, as the bank writes moments. */
export function momentText(epochSeconds: number): string {
  return `${new Date(epochSeconds * MS_PER_SECOND).toISOString().slice(0, 19)}Z`;
}

/** Every day from the first to the last, both included. */
export function daysFrom(first: CalendarDate, last: CalendarDate): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = toEpochDay(first); day <= toEpochDay(last); day++) days.push(fromEpochDay(day));
  return days;
}

const MONTH_NAMES = [
  'januari',
  'februari',
  'maart',
  'april',
  'mei',
  'juni',
  'juli',
  'augustus',
  'september',
  'oktober',
  'november',
  'december',
];

/** The Dutch name of a day's month. */
export function monthName(day: CalendarDate): string {
  return MONTH_NAMES[Number(day.slice(5, 7)) - 1] ?? '';
}

/** `30.05.26`, as card lines carry the day of payment. */
export function shortDate(day: CalendarDate): string {
  return `${String(dayOfMonth(day)).padStart(2, '0')}.${day.slice(5, 7)}.${day.slice(2, 4)}`;
}

/** `09:02` of a second of the day. */
export function clockText(secondOfDay: number): string {
  const minutes = Math.floor(secondOfDay / 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
