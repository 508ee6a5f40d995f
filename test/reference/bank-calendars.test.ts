import { describe, expect, it } from 'vitest';
import { bankCalendarOf, easterSunday } from '../../src/domain/bank-calendar.js';
import { addDays, fromEpochDay, parseCalendarDate, toEpochDay } from '../../src/domain/calendar-date.js';
import { bankCalendarFor } from '../../src/domain/reference.js';
import { compileCalendars } from '../../src/reference/compile-calendars.js';
import { readCompiled, referenceOn } from '../../src/reference/load.js';

const REFERENCE = referenceOn(readCompiled(), parseCalendarDate('2026-08-22'));

/** Days of a year from Monday to Friday on which the banks are closed, `MM-DD`. */
function closedOn(country: string | null, year: number): string[] {
  const calendar = bankCalendarFor(REFERENCE, country);
  const weekendsOnly = bankCalendarOf([]);
  const days = Array.from({ length: 366 }, (_, at) => toEpochDay(addDays(parseCalendarDate(`${year}-01-01`), at)));
  return days
    .filter((day) => fromEpochDay(day).startsWith(`${year}`))
    .filter((day) => weekendsOnly.isBankingDay(day) && !calendar.isBankingDay(day))
    .map((day) => fromEpochDay(day).slice(5));
}

describe('bank calendars', () => {
  it('know Easter', () => {
    const dates = [1961, 2000, 2008, 2011, 2024, 2025, 2026, 2038].map((year) => fromEpochDay(easterSunday(year)));
    expect(dates).toEqual([
      '1961-04-02',
      '2000-04-23',
      '2008-03-23',
      '2011-04-24',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2038-04-25',
    ]);
  });

  it.each<[string, number, string]>([
    ['GB', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    ['GB', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    ['GB', 2021, '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28'],
    ['GB', 2012, '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26'],
    ['GB', 2011, '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27'],
    ['IE', 2030, '01-01 02-01 03-18 04-19 04-22 05-01 05-06 06-03 08-05 10-28 12-25 12-26'],
    ['NL', 2013, '01-01 03-29 04-01 04-30 05-01 05-09 05-20 12-25 12-26'],
    ['NL', 2014, '01-01 04-18 04-21 05-01 05-29 06-09 12-25 12-26'],
    ['IE', 2026, '01-01 02-02 03-17 04-03 04-06 05-01 05-04 06-01 08-03 10-26 12-25 12-28'],
    ['FR', 2026, '01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25'],
    ['BE', 2024, '01-01 03-29 04-01 05-01 05-09 05-10 05-20 08-15 11-01 11-11 12-25 12-26'],
    ['NL', 2026, '01-01 04-03 04-06 04-27 05-01 05-14 05-25 12-25'],
    ['NL', 2025, '01-01 04-18 04-21 05-01 05-05 05-29 06-09 12-25 12-26'],
    ['ES', 2026, '01-01 01-06 04-03 04-06 05-01 10-12 12-08 12-25'],
    ['LU', 2025, '01-01 04-18 04-21 05-01 05-09 05-29 06-09 06-23 08-15 12-25 12-26'],
    ['DE', 2025, '01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26'],
  ])('of %s hold the days of %s', (country, year, days) => {
    expect(closedOn(country, year).join(' ')).toBe(days);
  });

  it('are those of the settlement in euro where a country has none', () => {
    const settlement = '01-01 04-03 04-06 05-01 12-25';
    expect([closedOn('PT', 2026).join(' '), closedOn(null, 2026).join(' ')]).toEqual([settlement, settlement]);
  });

  it('move a payment to the next or the previous banking day', () => {
    const calendar = bankCalendarFor(REFERENCE, 'FR');
    const easter = toEpochDay(parseCalendarDate('2026-04-05'));
    expect(fromEpochDay(calendar.onOrAfter(easter))).toBe('2026-04-07');
    expect(fromEpochDay(calendar.onOrBefore(easter))).toBe('2026-04-02');
    expect(calendar.onOrAfter(easter + 2)).toBe(easter + 2);
  });

  it('are refused when told twice or built on nothing', () => {
    const source = { kind: 'judgement', rationale: 'made up for a test' } as const;
    const data = { calendar: 'XX', includes: 'YY', source, holidays: [] };
    const faults: string[] = [];
    compileCalendars(
      [
        { file: 'a.yaml', data: { ...data, holidays: [] } },
        { file: 'b.yaml', data: { ...data, holidays: [], includes: undefined } },
      ],
      faults,
    );
    expect(faults).toEqual(['b.yaml: calendar XX stands twice', 'a.yaml: there is no calendar YY']);
  });
});
