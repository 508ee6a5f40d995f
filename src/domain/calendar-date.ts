/** A day in the account's own time zone, `YYYY-MM-DD`. Texts compare in calendar order. */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };
/** A calendar month, `YYYY-MM`. */
export type Month = string & { readonly __brand: 'Month' };
/** Days since 1970-01-01; the arithmetic form of a CalendarDate. */
export type EpochDay = number;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Why a text is not a day of the calendar. */
export class DateError extends Error {
  override readonly name = 'DateError';
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** A customer's history holds few days and asks for each many times; the answers never change. */
const EPOCH_DAYS = new Map<CalendarDate, EpochDay>();
const DATES = new Map<EpochDay, CalendarDate>();
const PARSED = new Map<string, CalendarDate>();
const MONTHS = new Map<CalendarDate, Month>();
const DAYS_KEPT_MAX = 20_000;

function keep<K, V>(answers: Map<K, V>, key: K, value: V): V {
  if (answers.size >= DAYS_KEPT_MAX) answers.clear();
  answers.set(key, value);
  return value;
}

/** Reads `YYYY-MM-DD`; throws DateError for other shapes and for days that do not exist (2026-02-30). */
export function parseCalendarDate(text: string): CalendarDate {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const match = DATE.exec(text);
  if (!match) throw new DateError('is not a date of the form YYYY-MM-DD');
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    throw new DateError('is not a day that exists in the calendar');
  }
  return keep(PARSED, text, text as CalendarDate);
}

/** True for the text of a day that exists. */
export function isCalendarDate(text: string): text is CalendarDate {
  try {
    parseCalendarDate(text);
    return true;
  } catch {
    return false;
  }
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01. */
export function toEpochDay(date: CalendarDate): EpochDay {
  const known = EPOCH_DAYS.get(date);
  if (known !== undefined) return known;
  const ms = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10)));
  // Whole already, but a quotient is kept as a float on the heap; truncated it is a small integer, which takes no memory.
  return keep(EPOCH_DAYS, date, Math.trunc(ms / MS_PER_DAY));
}

/** The day a number of days after 1970-01-01. */
export function fromEpochDay(day: EpochDay): CalendarDate {
  return DATES.get(day) ?? keep(DATES, day, new Date(day * MS_PER_DAY).toISOString().slice(0, 10) as CalendarDate);
}

/** A day as numbers: month 1 to 12, day of the month 1 to 31. */
export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

/** Days from 0000-03-01 to 1970-01-01, and in the 400 years after which the calendar repeats. */
const EPOCH_SHIFT_DAYS = 719_468;
const ERA_DAYS = 146_097;

/**
 * Year, month and day of the month by integer arithmetic (H. Hinnant, "chrono-compatible low-level date algorithms",
 * `civil_from_days`), where the way over a text would cost ten times as much.
 */
export function civilDayOf(day: EpochDay): CivilDay {
  const shifted = day + EPOCH_SHIFT_DAYS;
  const era = Math.floor(shifted / ERA_DAYS);
  const inEra = shifted - era * ERA_DAYS;
  const leapDays = Math.floor(inEra / 1460) - Math.floor(inEra / 36_524) + Math.floor(inEra / 146_096);
  const yearOfEra = Math.floor((inEra - leapDays) / 365);
  const dayOfYear = inEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The day `days` later; negative goes back. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(toEpochDay(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The day the same distance into another month, held back to that month's last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(Number(date.slice(8, 10)), daysIn(year, month));
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}` as CalendarDate;
}

/** The month a day lies in. */
export function monthOf(date: CalendarDate): Month {
  return MONTHS.get(date) ?? keep(MONTHS, date, date.slice(0, 7) as Month);
}

/** Number of days of a month, 28 to 31. */
export function daysInMonth(month: Month): number {
  return daysIn(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
}

/** Day of the month, 1 to 31. */
export function dayOfMonth(date: CalendarDate): number {
  return Number(date.slice(8, 10));
}

/** ISO weekday: Monday is 1, Sunday is 7. */
export function weekdayOf(date: CalendarDate): number {
  return ((toEpochDay(date) + 3) % 7) + 1;
}

/** All months from the first day's to the last day's, in order; empty when `last` is before `first`. */
export function monthsBetween(first: CalendarDate, last: CalendarDate): Month[] {
  const months: Month[] = [];
  for (let day = `${monthOf(first)}-01` as CalendarDate; day <= last; day = addMonths(day, 1))
    months.push(monthOf(day));
  return months;
}
