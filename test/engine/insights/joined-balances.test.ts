import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../../src/domain/account.js';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import { anAccount } from './sample-data.js';
import { insightsOf, row } from './sample-insights.js';

const BALANCE_DATE = parseCalendarDate('2026-07-05');
const SECOND = 'account-2' as AccountId;
const POUNDS = 'account-3' as AccountId;
const GBP = parseCurrency('GBP');

describe('joined balances', () => {
  const accounts = [
    anAccount({ balanceMinor: 1_000, balanceDate: BALANCE_DATE }),
    anAccount({ id: SECOND, balanceMinor: 5_000, balanceDate: BALANCE_DATE }),
    anAccount({ id: POUNDS, balanceMinor: 700, balanceDate: BALANCE_DATE, currency: GBP }),
    anAccount({ id: 'savings' as AccountId, type: 'SAVINGS', balanceMinor: 9_999, balanceDate: BALANCE_DATE }),
  ];
  const { joined } = insightsOf(
    [
      row('2026-07-01', -100, 'expenses.other'),
      row('2026-07-04', 300, 'income.other'),
      { ...row('2026-07-03', -200, 'expenses.other'), facts: { accountId: SECOND } },
      { ...row('2026-07-05', -50, 'expenses.other'), facts: { accountId: SECOND } },
      { ...row('2026-07-04', -30, 'expenses.other'), facts: { accountId: POUNDS, currency: GBP } },
    ],
    accounts,
  );

  it('add up the checking accounts of the analysis on the days on which all are known', () => {
    expect(joined[0]).toEqual({
      currency: 'EUR',
      accountIds: ['account-1', SECOND],
      days: [
        { date: '2026-07-03', balanceMinor: 700 + 5_050 },
        { date: '2026-07-04', balanceMinor: 1_000 + 5_050 },
        { date: '2026-07-05', balanceMinor: 1_000 + 5_000 },
      ],
    });
  });

  it('keep other currencies apart', () => {
    expect(joined.slice(1)).toEqual([
      {
        currency: 'GBP',
        accountIds: [POUNDS],
        days: [
          { date: '2026-07-04', balanceMinor: 700 },
          { date: '2026-07-05', balanceMinor: 700 },
        ],
      },
    ]);
  });
});
