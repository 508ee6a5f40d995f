import { type CalendarDate, civilDayOf, type EpochDay, toEpochDay } from './calendar-date.js';

/** Days of the week, Monday first, as calendars name them. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Days by which a holiday that falls on a weekday is kept later (or earlier, negative). */
export type HolidayShift = Readonly<Partial<Record<Weekday, number>>>;

/** How the date of one holiday follows from the year. */
export type HolidayRule =
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly shift: HolidayShift }
  /** Days after Easter Sunday; Good Friday is -2. */
  | { readonly kind: 'easter'; readonly offset: number }
  /** The nth such weekday of a month; -1 is the last. */
  | { readonly kind: 'weekday'; readonly month: number; readonly weekday: Weekday; readonly nth: number };

/** One holiday with the years in which it is kept. */
export interface Holiday {
  readonly rule: HolidayRule | null;
  /** First and last year, null without limit. */
  readonly from: number | null;
  readonly until: number | null;
  /** Years in which the rule does not hold. */
  readonly except: readonly number[];
  /** Single days besides the rule. */
  readonly dates: readonly CalendarDate[];
}

/** On which days the banks of a country carry out payments. */
export interface BankCalendar {
  /** Whether payments are carried out: neither Saturday, Sunday nor bank holiday. */
  isBankingDay(day: EpochDay): boolean;
  /** The day itself where it is a banking day, else the next one. */
  onOrAfter(day: EpochDay): EpochDay;
  /** The day itself where it is a banking day, else the one before. */
  onOrBefore(day: EpochDay): EpochDay;
}

/** ISO weekday: Monday is 1, Sunday is 7. Day 0, 1970-01-01, was a Thursday. */
export function weekdayOfDay(day: EpochDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function dayOf(year: number, month: number, day: number): EpochDay {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return toEpochDay(text as CalendarDate);
}

/**
 * Easter Sunday of a year of the Gregorian calendar, by the anonymous algorithm ("Meeus/Jones/Butcher", J. Meeus,
 * Astronomical Algorithms, 1991, chapter 8).
 */
export function easterSunday(year: number): EpochDay {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * toSunday) / 451);
  const inMarch = moon + toSunday - 7 * late + 114;
  return dayOf(year, Math.floor(inMarch / 31), (inMarch % 31) + 1);
}

function dayOfRule(rule: HolidayRule, year: number): EpochDay {
  if (rule.kind === 'easter') return easterSunday(year) + rule.offset;
  if (rule.kind === 'fixed') {
    const day = dayOf(year, rule.month, rule.day);
    return day + (rule.shift[WEEKDAYS[weekdayOfDay(day) - 1] ?? 'monday'] ?? 0);
  }
  const weekday = WEEKDAYS.indexOf(rule.weekday) + 1;
  if (rule.nth > 0) {
    const first = dayOf(year, rule.month, 1);
    return first + ((weekday - weekdayOfDay(first) + 7) % 7) + (rule.nth - 1) * 7;
  }
  const last = dayOf(rule.month === 12 ? year + 1 : year, rule.month === 12 ? 1 : rule.month + 1, 1) - 1;
  return last - ((weekdayOfDay(last) - weekday + 7) % 7) + (rule.nth + 1) * 7;
}

/** The days of one year on which a holiday is kept; one that is moved past New Year's Eve counts for the year it began in. */
export function holidaysOfYear(holidays: readonly Holiday[], year: number): EpochDay[] {
  const days: EpochDay[] = [];
  for (const { rule, from, until, except, dates } of holidays) {
    for (const date of dates) if (date.startsWith(`${year}-`)) days.push(toEpochDay(date));
    const isKept = (from === null || year >= from) && (until === null || year <= until) && !except.includes(year);
    if (rule !== null && isKept) days.push(dayOfRule(rule, year));
  }
  return days;
}

/** Longest run of days without banking that a calendar can hold, far beyond any real one: it ends the search. */
const CLOSED_DAYS_MAX = 20;

/** A calendar over the holidays of a country. Answers depend on nothing but the holidays; years are worked out once. */
export function bankCalendarOf(holidays: readonly Holiday[]): BankCalendar {
  const years = new Map<number, ReadonlySet<EpochDay>>();
  const holidaysIn = (year: number): ReadonlySet<EpochDay> => {
    const known = years.get(year);
    if (known) return known;
    const days = new Set(holidaysOfYear(holidays, year));
    years.set(year, days);
    return days;
  };
  const isBankingDay = (day: EpochDay): boolean => weekdayOfDay(day) < 6 && !holidaysIn(civilDayOf(day).year).has(day);
  const search = (day: EpochDay, step: 1 | -1): EpochDay => {
    for (let at = day; Math.abs(at - day) < CLOSED_DAYS_MAX; at += step) if (isBankingDay(at)) return at;
    return day;
  };
  return { isBankingDay, onOrAfter: (day) => search(day, 1), onOrBefore: (day) => search(day, -1) };
}
