import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../../src/domain/account.js';
import type { CashFlow, Periodicity } from '../../../src/domain/analysis.js';
import { fromEpochDay, parseCalendarDate, toEpochDay } from '../../../src/domain/calendar-date.js';
import type { TransactionId } from '../../../src/domain/transaction.js';
import { dueDays, monthlyDays, nearestDue, paymentsPerDay } from '../../../src/engine/forecast/expected-payments.js';

function aFlow(periodicity: Periodicity, next: string | null, dueDay: number, meanIntervalDays = 30.4): CashFlow {
  return {
    id: 'flow',
    accountId: 'account-1' as AccountId,
    type: 'DIRECT_DEBIT',
    category: 'expenses.other',
    counterparty: null,
    labelRoot: 'Flow',
    label: 'Flow',
    totalMinor: -4_000,
    rejectedTotalMinor: 0,
    transactionIds: ['a', 'b', 'c', 'd'] as TransactionId[],
    calendar: [],
    regularity: {
      dueDays: [dueDay],
      intervalMinDays: 0,
      intervalMaxDays: 0,
      meanIntervalDays,
      accuracy: 100,
      periodicity,
      repartition: 'HAS_NOT_CHANGED_DURING_ANALYSIS',
    },
    status: 'mature',
    next: next === null ? null : { date: parseCalendarDate(next), minMinor: -1_000, maxMinor: -1_000 },
  };
}

const day = (date: string) => toEpochDay(parseCalendarDate(date));
const due = (flow: CashFlow, after: string, until: string) => dueDays(flow, day(after), day(until)).map(fromEpochDay);

describe('due days', () => {
  it('return on the due day of each month, held back to its end', () => {
    expect(due(aFlow('MONTHLY', '2026-01-31', 31), '2026-01-15', '2026-04-30')).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  it('return by the week', () => {
    expect(due(aFlow('BIWEEKLY', '2026-01-02', 5), '2026-01-01', '2026-02-01')).toEqual([
      '2026-01-02',
      '2026-01-16',
      '2026-01-30',
    ]);
  });

  it('return every 28 days where monthly pay comes every four weeks', () => {
    expect(due(aFlow('MONTHLY', '2026-01-02', 2, 28), '2026-01-01', '2026-03-01')).toEqual([
      '2026-01-02',
      '2026-01-30',
      '2026-02-27',
    ]);
  });

  it('fall on the day after, when late', () => {
    expect(due(aFlow('QUARTERLY', '2026-01-10', 10), '2026-01-12', '2026-04-30')).toEqual(['2026-01-13', '2026-04-10']);
  });

  it('are none for what has ended or keeps no rhythm', () => {
    expect(due(aFlow('MONTHLY', null, 1), '2026-01-01', '2026-12-31')).toEqual([]);
    expect(due(aFlow('OTHER', '2026-01-10', 1), '2026-01-01', '2026-12-31')).toEqual([]);
    expect(paymentsPerDay(aFlow('OTHER', '2026-01-10', 1))).toBeNull();
  });

  it('make so many payments a day in the long run', () => {
    expect(paymentsPerDay(aFlow('WEEKLY', '2026-01-10', 1))).toBe(1 / 7);
    expect(paymentsPerDay(aFlow('QUARTERLY', '2026-01-10', 10))).toBeCloseTo(1 / 91.32, 8);
  });
});

describe('monthly days', () => {
  it('follow a payment that was seen once', () => {
    expect(
      monthlyDays(parseCalendarDate('2026-01-31'), day('2026-02-10'), day('2026-04-30')).map(fromEpochDay),
    ).toEqual(['2026-02-28', '2026-03-31', '2026-04-30']);
    expect(
      monthlyDays(parseCalendarDate('2026-01-05'), day('2026-02-07'), day('2026-03-10')).map(fromEpochDay),
    ).toEqual(['2026-02-08', '2026-03-05']);
  });
});

describe('nearest due day', () => {
  const nearest = (flow: CashFlow, date: string) => fromEpochDay(nearestDue(flow, day(date)));

  it('is the due day of the month, before or after the payment', () => {
    expect(nearest(aFlow('MONTHLY', '2026-05-01', 1), '2026-03-30')).toBe('2026-04-01');
    expect(nearest(aFlow('MONTHLY', '2026-05-31', 31), '2026-03-02')).toBe('2026-02-28');
  });

  it('is the weekday of a weekly payment', () => {
    // 2 January 2026 is a Friday.
    expect(nearest(aFlow('WEEKLY', '2026-01-09', 5), '2026-01-05')).toBe('2026-01-02');
    expect(nearest(aFlow('WEEKLY', '2026-01-09', 5), '2026-01-01')).toBe('2026-01-02');
  });

  it('is the day itself of pay every four weeks', () => {
    expect(nearest(aFlow('MONTHLY', '2026-01-30', 2, 28), '2026-01-05')).toBe('2026-01-05');
  });
});
