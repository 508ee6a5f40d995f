import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { ReconciliationError, reconcile } from '../../../src/engine/insights/reconcile.js';
import { anAccount } from './sample-data.js';
import { insightsOf, row } from './sample-insights.js';

const account = anAccount({ balanceMinor: 50_000, balanceDate: parseCalendarDate('2026-07-31') });

describe('reconcile', () => {
  const { classified, balances } = insightsOf(
    [
      row('2026-07-01', 200_000, 'income.salary'),
      row('2026-07-02', -60_000, 'housing.rent'),
      row('2026-07-03', -15_000, 'loan.personal'),
      row('2026-07-04', 90_000, 'loan.drawdown_personal'),
      row('2026-07-05', -20_000, 'savings.deposit'),
      row('2026-07-06', 1_500, 'refund.other'),
      row('2026-07-07', -7_000, 'internal.outgoing', { isInternal: true }),
    ],
    [account],
  );

  it('puts every change of the balance into one part', () => {
    expect(reconcile(classified, balances)).toEqual([
      {
        accountId: account.id,
        from: '2026-07-01',
        to: '2026-07-31',
        openingMinor: 50_000 - 189_500,
        closingMinor: 50_000,
        changeMinor: 189_500,
        incomesMinor: 200_000,
        expensesMinor: -60_000,
        loansMinor: 75_000,
        savingsMinor: -20_000,
        excludedMinor: -5_500,
      },
    ]);
  });

  it('refuses sums from which a transaction is missing', () => {
    expect(() => reconcile(classified.slice(0, -1), balances)).toThrow(ReconciliationError);
  });

  it('refuses balances that moved without a transaction', () => {
    const moved = balances.map((one) => ({
      ...one,
      days: one.days.map((day, at) => (at === 0 ? { ...day, balanceMinor: day.balanceMinor + 1 } : day)),
    }));
    expect(() => reconcile(classified, moved)).toThrow(ReconciliationError);
  });
});
