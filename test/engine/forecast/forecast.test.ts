import { describe, expect, it } from 'vitest';
import { addDays, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { anAccount } from '../insights/sample-data.js';
import { insightsOf, monthly, party, row } from '../insights/sample-insights.js';

const JULY_END = parseCalendarDate('2026-07-31');
const account = anAccount({ balanceMinor: 100_000, balanceDate: JULY_END });

describe('forecast', () => {
  it('repeats known payments on their days and is sure of a past without surprises', () => {
    const { forecast } = insightsOf(
      [
        ...monthly('2026-04-01', 4, -70_000, 'housing.rent', party('Landlord', 'person')),
        ...monthly('2026-04-05', 4, 70_000, 'income.salary', party('Acme')),
      ],
      [account],
    );
    expect(forecast?.days).toHaveLength(90);
    const on = (date: string) => forecast?.days.find((day) => day.date === date);
    expect(on('2026-08-01')).toEqual({ date: '2026-08-01', lowMinor: 30_000, middleMinor: 30_000, highMinor: 30_000 });
    expect(on('2026-08-05')?.middleMinor).toBe(100_000);
    expect(on('2026-10-29')?.middleMinor).toBe(100_000);
    expect(
      forecast?.expected.filter(({ date }) => date < '2026-09-02').map(({ date, amountMinor }) => [date, amountMinor]),
    ).toEqual([
      ['2026-08-01', -70_000],
      ['2026-08-05', 70_000],
      ['2026-09-01', -70_000],
    ]);
    expect(forecast?.negativeFrom).toBeNull();
  });

  it('expects half of the drift of everything else to last', () => {
    const spending = Array.from({ length: 100 }, (_, at) =>
      row(addDays(JULY_END, -at), -100, 'expenses.groceries', {
        label: `Shop ${'abcdefghij'[at % 10]}${'abcdefghij'[Math.floor(at / 10)]}`,
      }),
    );
    const { forecast } = insightsOf(spending, [account]);
    expect(forecast?.irregularDailyMinor).toBe(-100);
    expect(forecast?.days.at(-1)?.middleMinor).toBe(100_000 - 90 * 50);
  });

  it('expects a wage again that the short history holds once, and a purchase not', () => {
    const rows = [
      row('2026-06-20', -100, 'expenses.other'),
      row('2026-07-10', 200_000, 'income.salary', party('Acme')),
      row('2026-07-11', -50_000, 'expenses.shopping', party('Store')),
    ];
    const { forecast } = insightsOf(rows, [account]);
    expect(forecast?.expected).toEqual([
      { cashFlowId: null, lastTransactionId: 't1', date: '2026-08-10', amountMinor: 200_000 },
      { cashFlowId: null, lastTransactionId: 't1', date: '2026-09-10', amountMinor: 200_000 },
      { cashFlowId: null, lastTransactionId: 't1', date: '2026-10-10', amountMinor: 200_000 },
    ]);
    const longer = insightsOf([row('2026-03-01', -100, 'expenses.other'), ...rows], [account]);
    expect(longer.forecast?.expected).toEqual([]);
  });

  it('tells when the balance falls below zero', () => {
    const { forecast, affordability } = insightsOf(
      monthly('2026-04-20', 4, -80_000, 'housing.rent', party('Landlord', 'person')),
      [account],
    );
    // 80 000 a month leave, of which half is not expected to last: 1 314 a day come back, and the third rent is not covered.
    expect(forecast?.negativeFrom).toBe('2026-10-20');
    expect(affordability.redFlags.map(({ code }) => code)).toContain('BALANCE_FORECAST_NEGATIVE');
  });

  it('is not made from less than a month', () => {
    expect(insightsOf([row('2026-07-10', -100, 'expenses.other')], [account]).forecast).toBeNull();
  });
});
