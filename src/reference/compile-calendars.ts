import type { z } from 'zod';
import type { Holiday, HolidayRule } from '../domain/bank-calendar.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { calendarFileSchema } from './schema.js';

type CalendarFile = z.infer<typeof calendarFileSchema>;
type HolidayEntry = CalendarFile['holidays'][number];

/** The bank holidays of a country (ISO 3166 alpha-2) or of a settlement system, those it includes joined in. */
export interface NamedCalendar {
  readonly calendar: string;
  readonly holidays: readonly Holiday[];
}

function ruleOf(entry: HolidayEntry): HolidayRule | null {
  if ('dates' in entry) return null;
  if ('easter' in entry) return { kind: 'easter', offset: entry.easter };
  if ('day' in entry) return { kind: 'fixed', month: entry.month, day: entry.day, shift: entry.shift };
  return { kind: 'weekday', month: entry.month, weekday: entry.weekday, nth: entry.nth };
}

function holidayOf(entry: HolidayEntry): Holiday {
  if ('dates' in entry) {
    return { rule: null, from: null, until: null, except: [], dates: entry.dates as CalendarDate[] };
  }
  return {
    rule: ruleOf(entry),
    from: entry.from ?? null,
    until: entry.until ?? null,
    except: entry.except,
    dates: [],
  };
}

/** Joins each calendar with the one it includes; a calendar told twice and one included in vain are faults. */
export function compileCalendars(
  files: readonly { readonly file: string; readonly data: CalendarFile }[],
  faults: string[],
): NamedCalendar[] {
  const own = new Map<string, readonly Holiday[]>();
  for (const { file, data } of files) {
    if (own.has(data.calendar)) faults.push(`${file}: calendar ${data.calendar} stands twice`);
    own.set(data.calendar, data.holidays.map(holidayOf));
  }
  return files.map(({ file, data: { calendar, includes } }) => {
    const included = includes === undefined ? [] : own.get(includes);
    if (included === undefined) faults.push(`${file}: there is no calendar ${includes}`);
    return { calendar, holidays: [...(included ?? []), ...(own.get(calendar) ?? [])] };
  });
}
