import { type CalendarDate, DateError, parseCalendarDate } from '../domain/calendar-date.js';
import {
  calendarDateIn,
  type Instant,
  parseInstant,
  startOfDayUtc,
  type TimeZone,
  timeZoneOf,
} from '../domain/instant.js';
import { FieldProblem, type JsonObject } from './fields.js';

/** A day in the account's zone, and the moment where the source gave one. */
export interface BankDate {
  readonly date: CalendarDate;
  readonly instant: Instant | null;
}

/** Already the canonical text of an instant, the form most aggregators send. */
const CANONICAL_INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const LOCAL_DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?$/;

/** Banks print 0001-01-01 and 9999-12-31 for "no date"; a balance rolled over such a span would be nonsense. */
const YEAR_MIN = '1900';
const YEAR_MAX = '2199';

const ADVICE = 'give a day such as 2026-03-01 or an ISO 8601 date-time such as 2026-03-01T12:00:00Z';

/** From this year on the zones we know are whole hours from UTC, so all moments of one UTC hour share their day. */
const WHOLE_HOUR_ZONES_SINCE = '1980';

/** Hours whose day is remembered for each zone, enough for ten years of them at one hour a day. */
const HOURS_KEPT_MAX = 4_000;
/** The day of a UTC hour by zone: it is the same for all accounts, and working one out costs 12 µs. */
const DAYS_OF_HOURS = new Map<TimeZone, Map<string, CalendarDate>>();

/** Reads the dates of one account. What was read is remembered, because days repeat. */
export class BankDates {
  readonly #zone: TimeZone;
  readonly #read = new Map<string, BankDate>();

  /** `country` decides the zone; UTC when null or unknown. */
  constructor(country: string | null) {
    this.#zone = timeZoneOf(country);
  }

  /** The date in a field, or null when it is absent; throws FieldProblem for what is not a day or a date-time. */
  optional(record: JsonObject, field: string, path: string = field): BankDate | null {
    const value = record[field];
    if (value === undefined || value === null || value === '') return null;
    if (typeof value !== 'string') throw new FieldProblem(path, 'invalid', `is not text: ${ADVICE}`);
    const known = this.#read.get(value);
    if (known) return known;
    const date = this.#parse(value, path);
    this.#read.set(value, date);
    return date;
  }

  /** Like `optional`, for a date that must be there. */
  required(record: JsonObject, field: string, path: string = field): BankDate {
    const date = this.optional(record, field, path);
    if (date === null) throw new FieldProblem(path, 'missing', `is missing: ${ADVICE}`);
    return date;
  }

  /** The moment in a field on which no figure hangs (the opening of a savings account); null when unreadable. */
  decorative(record: JsonObject | null, field: string): Instant | null {
    try {
      const read = record ? this.optional(record, field) : null;
      return read && (read.instant ?? startOfDayUtc(read.date));
    } catch {
      return null;
    }
  }

  #parse(text: string, path: string): BankDate {
    try {
      const date = this.#interpret(text.trim());
      if (date.date < YEAR_MIN || date.date > `${YEAR_MAX}-12-31`) {
        throw new DateError(`is not between the years ${YEAR_MIN} and ${YEAR_MAX}`);
      }
      return date;
    } catch (error) {
      if (error instanceof DateError) throw new FieldProblem(path, 'invalid', `${error.message}: ${ADVICE}`);
      throw error;
    }
  }

  #interpret(text: string): BankDate {
    if (text.length <= 10) return { date: parseCalendarDate(text), instant: null };
    if (CANONICAL_INSTANT.test(text)) {
      parseCalendarDate(text.slice(0, 10));
      return this.#at(text as Instant);
    }
    // Without an offset it is the bank's own clock, so its day is already the account's day.
    const local = LOCAL_DATE_TIME.exec(text)?.[1];
    if (local !== undefined) return { date: parseCalendarDate(local), instant: null };
    return this.#at(parseInstant(text));
  }

  #at(instant: Instant): BankDate {
    if (instant < WHOLE_HOUR_ZONES_SINCE) return { date: calendarDateIn(instant, this.#zone), instant };
    const day = instant.slice(0, 11);
    const hour = instant.slice(11, 13);
    // Local days never run backwards, so when a stretch of hours starts and ends on one day, so does all between.
    const until = hour < '12' ? '12' : hour < '20' ? '20' : hour;
    const start = this.#dayAt(`${day}${until === '12' ? '00' : until === '20' ? '12' : hour}`);
    if (until === hour || start === this.#dayAt(day + until)) return { date: start, instant };
    return { date: this.#dayAt(day + hour), instant };
  }

  #dayAt(hour: string): CalendarDate {
    const days = DAYS_OF_HOURS.get(this.#zone) ?? new Map<string, CalendarDate>();
    DAYS_OF_HOURS.set(this.#zone, days);
    let date = days.get(hour);
    if (date === undefined) {
      date = calendarDateIn(`${hour}:00:00.000Z` as Instant, this.#zone);
      if (days.size >= HOURS_KEPT_MAX) days.clear();
      days.set(hour, date);
    }
    return date;
  }
}

/** ISO 3166 alpha-2 of an account: the one given, else that of its IBAN, else null. */
export function countryOf(given: string | null, iban: string | null): string | null {
  if (given && /^[A-Za-z]{2}$/.test(given)) return given.toUpperCase();
  return iban && /^[A-Z]{2}\d{2}/.test(iban) ? iban.slice(0, 2) : null;
}

/** An IBAN without spaces, upper case; null when there is none. */
export function compactIban(text: string | null): string | null {
  return text?.replace(/\s+/g, '').toUpperCase() || null;
}
