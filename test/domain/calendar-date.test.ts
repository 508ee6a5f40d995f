import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type CalendarDate,
  civilDayOf,
  DateError,
  daysBetween,
  daysInMonth,
  type Month,
  monthsBetween,
  parseCalendarDate,
  toEpochDay,
  weekdayOf,
} from '../../src/domain/calendar-date.js';
import { calendarDateIn, parseInstant, timeZoneOf } from '../../src/domain/instant.js';

const date = (text: string) => parseCalendarDate(text);
const anyDate = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString().slice(0, 10) as CalendarDate);

describe('calendar dates', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-00-10', '2025-02-29', '26-01-01', '2026-1-1', '2026-01-01T00:00:00Z', ''])(
    'refuses %s',
    (text) => {
      expect(() => parseCalendarDate(text)).toThrow(DateError);
    },
  );

  it('knows leap years', () => {
    expect([daysInMonth('2024-02' as Month), daysInMonth('2100-02' as Month), daysInMonth('2000-02' as Month)]).toEqual(
      [29, 28, 29],
    );
  });

  it('tells the parts of a day by arithmetic as its text does', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        const { year, month, dayOfMonth } = civilDayOf(toEpochDay(day));
        expect([year, month, dayOfMonth]).toEqual(day.split('-').map(Number));
      }),
    );
  });

  it('adds and subtracts the same number of days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it('holds back to the last day of a shorter month', () => {
    expect(addMonths(date('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(date('2026-03-31'), -1)).toBe('2026-02-28');
    expect(addMonths(date('2026-12-15'), 1)).toBe('2027-01-15');
  });

  it('counts ISO weekdays and months', () => {
    expect([weekdayOf(date('2026-08-17')), weekdayOf(date('2026-08-23')), weekdayOf(date('1969-12-29'))]).toEqual([
      1, 7, 1,
    ]);
    expect(monthsBetween(date('2025-12-30'), date('2026-02-01'))).toEqual(['2025-12', '2026-01', '2026-02']);
  });
});

describe('instants', () => {
  it('become the day of the account’s country', () => {
    const instant = parseInstant('2019-06-30T22:00:00.000Z');
    expect(calendarDateIn(instant, timeZoneOf('FR'))).toBe('2019-07-01');
    expect(calendarDateIn(instant, timeZoneOf('GB'))).toBe('2019-06-30');
    expect(calendarDateIn(instant, timeZoneOf(null))).toBe('2019-06-30');
  });

  it('normalise offsets to UTC', () => {
    expect(parseInstant('2026-03-01T00:30:00+02:00')).toBe('2026-02-28T22:30:00.000Z');
    expect(parseInstant('2021-12-23T21:40:38.26Z')).toBe('2021-12-23T21:40:38.260Z');
    expect(parseInstant('2021-12-23t21:40:38z')).toBe('2021-12-23T21:40:38.000Z');
  });

  it.each(['2026-02-30T10:00:00Z', '2026-01-01', '2026-01-01T10:00:00', '2026-01-01T25:00:00Z', 'yesterday'])(
    'refuse %s',
    (text) => {
      expect(() => parseInstant(text)).toThrow(DateError);
    },
  );
});
