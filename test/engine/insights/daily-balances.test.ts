import { describe, expect, it } from 'vitest';
import type { Account, AccountId } from '../../../src/domain/account.js';
import type { EnrichedTransaction } from '../../../src/domain/analysis.js';
import { type CalendarDate, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import { dailyBalances } from '../../../src/engine/insights/daily-balances.js';
import { lastDayOf, metadataOf } from '../../../src/engine/insights/metadata.js';
import { AS_OF, anAccount, anEnriched, aTransaction, REFERENCE } from './sample-data.js';

function balances(accounts: readonly Account[], transactions: readonly EnrichedTransaction[], asOf = AS_OF) {
  const analysed = accounts.map((account) => ({ account, excludedBy: null }));
  const metadata = metadataOf(analysed, transactions, asOf);
  if (metadata === null) throw new Error('no counted transaction');
  const series = dailyBalances(analysed, transactions, metadata, REFERENCE);
  return {
    metadata,
    lastDay: lastDayOf(metadata),
    days: series.map(({ days }) => days.map(({ date, balanceMinor }) => [date, balanceMinor])),
  };
}

const account = anAccount({ balanceMinor: 1_000, balanceDate: parseCalendarDate('2026-08-20') });

describe('dailyBalances', () => {
  it('rolls back from the balance and forward from it', () => {
    const { days } = balances(
      [account],
      [
        anEnriched(aTransaction('a', '2026-08-18', -300)),
        anEnriched(aTransaction('b', '2026-08-20', 500)),
        anEnriched(aTransaction('c', '2026-08-21', -50)),
      ],
    );
    expect(days).toEqual([
      [
        ['2026-08-18', 500],
        ['2026-08-19', 500],
        ['2026-08-20', 1_000],
        ['2026-08-21', 950],
      ],
    ]);
  });

  it('leaves coming and foreign-currency transactions out', () => {
    const { days } = balances(
      [account],
      [
        anEnriched(aTransaction('a', '2026-08-20', -300)),
        anEnriched(aTransaction('b', '2026-08-20', -1, { isComing: true }), {}, 'coming'),
        anEnriched(aTransaction('c', '2026-08-20', -1, { currency: parseCurrency('USD') }), {}, 'other_currency'),
      ],
    );
    expect(days).toEqual([[['2026-08-20', 1_000]]]);
  });

  it('takes later transactions out of a balance that is later than the day asked for', () => {
    const asOf = parseCalendarDate('2026-08-10') as CalendarDate;
    const { days } = balances(
      [account],
      [
        anEnriched(aTransaction('a', '2026-08-09', -10)),
        anEnriched(aTransaction('b', '2026-08-15', 400), {}, 'future'),
        anEnriched(aTransaction('c', '2026-08-21', 7), {}, 'future'),
      ],
      asOf,
    );
    expect(days).toEqual([[['2026-08-09', 600]]]);
  });

  it('knows a silent account from its balance date on', () => {
    const savings = anAccount({
      id: 'account-2' as AccountId,
      type: 'SAVINGS',
      balanceDate: parseCalendarDate('2026-08-19'),
    });
    const { days } = balances([account, savings], [anEnriched(aTransaction('a', '2026-08-18', -300))]);
    expect(days[1]).toEqual([
      ['2026-08-19', 100_000],
      ['2026-08-20', 100_000],
    ]);
  });
});

describe('metadataOf', () => {
  it('covers the days from the first transaction to the balance', () => {
    const { metadata, lastDay } = balances([account], [anEnriched(aTransaction('a', '2026-06-16', -1))]);
    expect(metadata.calendar).toEqual([
      { month: '2026-06', days: 15 },
      { month: '2026-07', days: 31 },
      { month: '2026-08', days: 20 },
    ]);
    expect(metadata.monthsCovered).toBeCloseTo(15 / 30 + 1 + 20 / 31, 12);
    expect(metadata).toMatchObject({ historicalDepthDays: 67, lastTransactionGapDays: 67, transactionCount: 1 });
    expect(lastDay).toBe('2026-08-20');
  });

  it('covers a single day', () => {
    const { metadata, lastDay } = balances([account], [anEnriched(aTransaction('a', '2026-08-20', -1))]);
    expect([metadata.calendar, lastDay]).toEqual([[{ month: '2026-08', days: 1 }], '2026-08-20']);
  });
});
