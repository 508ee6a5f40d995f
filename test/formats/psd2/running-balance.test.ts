import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { parseInstant } from '../../../src/domain/instant.js';
import { parseCurrency } from '../../../src/domain/money.js';
import type { TransactionFacts } from '../../../src/domain/transaction.js';
import { withRunningBalance } from '../../../src/formats/psd2/running-balance.js';
import { formatTransactionDateTime } from '../../../src/formats/psd2/transaction-date-time.js';
import { plainTransaction } from '../../domain/plain-transaction.js';

const EUR = parseCurrency('EUR');

function line(date: string, amountMinor: number, change: Partial<TransactionFacts> = {}): TransactionFacts {
  return plainTransaction({ amountMinor, description: '', date: parseCalendarDate(date), ...change });
}

function balancesAfter(lines: readonly TransactionFacts[], amountMinor = 1_000, date = '2026-03-10') {
  const balance = { amountMinor, date: parseCalendarDate(date), currency: EUR };
  return withRunningBalance(lines, balance).map((one) => one.balanceAfterMinor);
}

describe('the running balance', () => {
  it('walks back from the balance, in a list that runs either way', () => {
    const newestFirst = [line('2026-03-03', -100), line('2026-03-02', 50), line('2026-03-01', -10)];
    expect(balancesAfter(newestFirst)).toEqual([1_000, 1_100, 1_050]);
    expect(balancesAfter([...newestFirst].reverse())).toEqual([1_050, 1_100, 1_000]);
  });

  it('takes a list within one day as newest first, unless its lines tell the moment', () => {
    expect(balancesAfter([line('2026-03-01', -100), line('2026-03-01', 50)])).toEqual([1_000, 1_100]);
    const at = (time: string) => ({ bookingInstant: parseInstant(`2026-03-01T${time}Z`) });
    const timed = [line('2026-03-01', -100, at('08:00:00')), line('2026-03-01', 50, at('09:00:00'))];
    expect(balancesAfter(timed)).toEqual([950, 1_000]);
  });

  it('walks on through what was booked after the day of the balance', () => {
    expect(balancesAfter([line('2026-03-12', -1), line('2026-03-11', -2), line('2026-03-10', 5)])).toEqual([
      997, 998, 1_000,
    ]);
  });

  it('leaves out pending lines and other currencies, and keeps what the bank gave', () => {
    const lines = [
      line('2026-03-03', -100, { isComing: true }),
      line('2026-03-02', 50, { balanceAfterMinor: 7 }),
      line('2026-03-02', 9, { currency: parseCurrency('USD') }),
      line('2026-03-01', -10),
    ];
    expect(balancesAfter(lines)).toEqual([null, 7, null, 950]);
  });

  it('stays unknown from where it is no longer exact', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const lines = [line('2026-03-03', -huge), line('2026-03-02', huge), line('2026-03-01', 1)];
    expect(balancesAfter(lines)).toEqual([1_000, null, null]);
  });

  it('ends at the balance and differs from line to line by the amount', () => {
    const lines = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: -1e6, max: 1e6 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(lines, fc.integer({ min: -1e9, max: 1e9 }), (given, balanceMinor) => {
        const days = [...given].sort(([a], [b]) => b - a);
        const facts = days.map(([day, amount]) => line(`2026-03-${String(day).padStart(2, '0')}`, amount));
        const balances = balancesAfter(facts, balanceMinor, '2026-03-20');
        expect(balances[0]).toBe(balanceMinor);
        balances.slice(1).forEach((minor, index) => {
          expect((balances[index] ?? 0) - (minor ?? 0)).toBe(facts[index]?.amountMinor ?? 0);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('contract B’s moment of a transaction', () => {
  const date = parseCalendarDate('2024-12-24');
  const instant = (text: string) => parseInstant(`2024-12-24T${text}`);

  it.each([
    ['DAY', '09:17:40.524Z', '2024-12-24T00:00:00Z'],
    ['SECOND', '09:17:40.524Z', '2024-12-24T09:17:40Z'],
    ['FRACTION', '09:17:40.524Z', '2024-12-24T09:17:40.524Z'],
    ['FRACTION', '09:17:40.260Z', '2024-12-24T09:17:40.26Z'],
    ['FRACTION', '09:17:40.000Z', '2024-12-24T09:17:40Z'],
    ['FRACTION', '09:10:00.000Z', '2024-12-24T09:10:00Z'],
  ] as const)('%s of %s is %s', (precision, text, expected) => {
    expect(formatTransactionDateTime({ date, instant: instant(text) }, precision)).toBe(expected);
  });

  it('is the day’s first moment where the bank tells the day alone', () => {
    expect(formatTransactionDateTime({ date, instant: null }, 'FRACTION')).toBe('2024-12-24T00:00:00Z');
  });
});
