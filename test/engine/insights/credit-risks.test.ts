import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { anAccount } from './sample-data.js';
import { insightsOf, monthly, party, row } from './sample-insights.js';

const account = anAccount({ balanceMinor: -1_000, balanceDate: parseCalendarDate('2026-07-31') });
const transfer = (name: string, type: 'INCOMING_TRANSFER' | 'OUTGOING_TRANSFER') => ({
  ...party(name, 'person'),
  type,
});

function risksOf(...rows: Parameters<typeof insightsOf>[0]) {
  return insightsOf([row('2026-01-01', -1, 'expenses.other'), ...rows], [account]).risks;
}

describe('overdraft windows', () => {
  it('count days, depth and fees of the last 30, 60 and 90 days', () => {
    // Balances: 9 000 before 22 July, −1 000 from that day on (10 days); 15 days in June at −500.
    const { overdraft } = risksOf(
      row('2026-06-10', -10_000, 'expenses.other'),
      row('2026-06-25', 9_500, 'income.other'),
      row('2026-06-26', -400, 'fees.overdraft'),
      row('2026-07-22', -9_600, 'expenses.other'),
    );
    expect(overdraft.windows).toEqual([
      { days: 30, negativeDays: 10, minimumBalanceMinor: -1_000, feesMinor: 0 },
      { days: 60, negativeDays: 25, minimumBalanceMinor: -1_000, feesMinor: -400 },
      { days: 90, negativeDays: 25, minimumBalanceMinor: -1_000, feesMinor: -400 },
    ]);
  });

  it('are unknown where the history is shorter', () => {
    const { risks } = insightsOf([row('2026-06-20', -1, 'expenses.other')], [account]);
    expect(risks.overdraft.windows.map(({ negativeDays }) => negativeDays)).toEqual([30, null, null]);
  });
});

describe('gambling', () => {
  it('is weighed against the income that is not won', () => {
    const { gambling } = risksOf(
      row('2026-07-01', 90_000, 'income.salary'),
      row('2026-07-02', -9_000, 'gambling.stake'),
      row('2026-07-03', 50_000, 'gambling.gain'),
    );
    expect(gambling).toEqual({
      totalMinor: -9_000,
      transactionIds: ['t2'],
      gains: { totalMinor: 50_000, transactionIds: ['t3'] },
      shareOfIncome: 0.1,
    });
    expect(risksOf(row('2026-07-02', -9_000, 'gambling.stake')).gambling.shareOfIncome).toBeNull();
  });
});

describe('credit seeking', () => {
  it('names lenders first seen within the last days', () => {
    const { creditSeeking } = risksOf(
      ...monthly('2026-02-05', 6, -15_000, 'loan.personal', party('Old', 'bank')),
      row('2026-06-01', 50_000, 'loan.drawdown_personal', party('New', 'bank')),
      row('2026-07-01', -5_000, 'loan.payday', party('Quick', 'bank')),
      row('2026-07-02', -5_000, 'loan.split_payment', party('Parts')),
    );
    expect(creditSeeking).toEqual({ days: 90, newLenders: ['New', 'Quick'], transactionIds: ['t7', 't8'] });
  });

  it('does not call a lender new where the history is too short, unless it paid out', () => {
    const repaid = row('2026-07-01', -15_000, 'loan.personal', party('Lender', 'bank'));
    const drawn = row('2026-06-20', 90_000, 'loan.drawdown_personal', party('Giver', 'bank'));
    const edge = row('2026-05-01', -1, 'expenses.other');
    expect(insightsOf([edge, repaid], [account]).risks.creditSeeking.newLenders).toBeNull();
    expect(insightsOf([edge, repaid, drawn], [account]).risks.creditSeeking.newLenders).toEqual(['Giver']);
  });
});

describe('circular transfers', () => {
  const out = (date: string, amountMinor: number) =>
    row(date, -amountMinor, 'expenses.other', transfer('Bob', 'OUTGOING_TRANSFER'));
  const back = (date: string, amountMinor: number) =>
    row(date, amountMinor, 'income.other', transfer('Bob', 'INCOMING_TRANSFER'));

  it('are equal amounts that go and come back within days', () => {
    const { circularTransfers } = risksOf(
      out('2026-07-01', 50_000),
      back('2026-07-06', 50_000),
      out('2026-07-20', 50_000),
    );
    expect(circularTransfers).toEqual({ totalMinor: 0, transactionIds: ['t1', 't2'] });
  });

  it('are none when late, small, of other amounts or with other people', () => {
    expect(
      risksOf(
        out('2026-05-01', 50_000),
        back('2026-06-06', 50_000),
        out('2026-07-01', 5_000),
        back('2026-07-02', 5_000),
        out('2026-07-10', 70_000),
        back('2026-07-12', 71_000),
        out('2026-07-15', 80_000),
        row('2026-07-16', 80_000, 'income.other', transfer('Eve', 'INCOMING_TRANSFER')),
      ).circularTransfers.transactionIds,
    ).toEqual([]);
  });
});

describe('debts', () => {
  it('list payday loans and collectors', () => {
    const { paydayLoans, debtCollection } = risksOf(
      row('2026-07-01', -5_000, 'loan.payday'),
      row('2026-07-02', -6_000, 'loan.debt_collection'),
      row('2026-07-03', -7_000, 'loan.bailiff'),
    );
    expect(paydayLoans).toEqual({ totalMinor: -5_000, transactionIds: ['t1'] });
    expect(debtCollection).toEqual({ totalMinor: -13_000, transactionIds: ['t2', 't3'] });
  });
});
