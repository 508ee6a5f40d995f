import { Temporal } from 'temporal-polyfill';
import { type CalendarDate, DateError, parseCalendarDate } from './calendar-date.js';

/** A moment in UTC, ISO 8601 with milliseconds and `Z`. Used for our own events and for bank times as given. */
export type Instant = string & { readonly __brand: 'Instant' };
/** IANA time zone name. */
export type TimeZone = string;

/**
 * Main time zone of the countries whose banks Saldo reads; a country with several takes that of its capital.
 * Source: IANA tz database, zone1970.tab.
 */
const ZONE_OF_COUNTRY: Readonly<Record<string, TimeZone>> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  IT: 'Europe/Rome',
  LU: 'Europe/Luxembourg',
  MC: 'Europe/Paris',
  NL: 'Europe/Amsterdam',
  PT: 'Europe/Lisbon',
};

/** RFC 3339 §5.6 also has `t` and `z`. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)$/;

/** Time zone in which a country's banks date their bookings; UTC where the country is unknown. */
export function timeZoneOf(country: string | null): TimeZone {
  return (country && ZONE_OF_COUNTRY[country.toUpperCase()]) || 'UTC';
}

/** Reads an ISO 8601 date-time with an offset; throws DateError for other shapes or days that do not exist. */
export function parseInstant(text: string): Instant {
  const match = INSTANT.exec(text);
  if (!match) throw new DateError('is not an ISO 8601 date-time with an offset');
  parseCalendarDate(match[1] ?? '');
  try {
    const offset = match[6]?.toUpperCase();
    const time = `${match[2]}:${match[3]}:${match[4] ?? '00'}.${(match[5] ?? '0').slice(0, 9)}`;
    return instantOfEpochMs(Temporal.Instant.from(`${match[1]}T${time}${offset}`).epochMilliseconds);
  } catch {
    throw new DateError('is not a time that exists');
  }
}

/** The instant a number of milliseconds after 1970-01-01T00:00:00Z. */
export function instantOfEpochMs(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** The calendar day at that moment in the zone. A bank date is converted once, at import. */
export function calendarDateIn(instant: Instant, zone: TimeZone): CalendarDate {
  if (zone === 'UTC') return instant.slice(0, 10) as CalendarDate;
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString() as CalendarDate;
}

/** Noon-free form of a day on the wires: the first moment of the day in UTC. */
export function startOfDayUtc(date: CalendarDate): Instant {
  return `${date}T00:00:00.000Z` as Instant;
}
