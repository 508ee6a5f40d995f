import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../../src/domain/account.js';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { anAccount } from './sample-data.js';
import { insightsOf, monthly, party, row } from './sample-insights.js';

/** Full months April to July 2026: the first row is on 1 April, the balance on 31 July. */
const JULY_END = parseCalendarDate('2026-07-31');
const account = anAccount({ balanceMinor: 120_000, balanceDate: JULY_END });

/** Wage 2 000, rent 700, a loan of 300, groceries 400 and a restaurant of 100 a month. */
const HOUSEHOLD = [
  ...monthly('2026-04-01', 4, -70_000, 'housing.rent', party('Landlord', 'person')),
  ...monthly('2026-04-05', 4, 200_000, 'income.salary', party('Acme')),
  ...monthly('2026-04-10', 4, -30_000, 'loan.personal', party('Lender', 'bank')),
  ...monthly('2026-04-12', 4, -40_000, 'expenses.groceries', party('Market')),
  ...monthly('2026-04-20', 4, -10_000, 'expenses.restaurants', party('Bistro')),
];

describe('affordability', () => {
  const { affordability } = insightsOf(HOUSEHOLD, [account]);

  it('leaves residual income after what is owed', () => {
    expect(affordability.dependableIncome).toEqual({
      value: 200_000,
      unit: 'minor_per_month',
      basis: ['incomes.sources'],
      missing: [],
    });
    expect(affordability.residualIncome.value).toBe(200_000 - 70_000 - 30_000);
  });

  it('weighs credit against income', () => {
    expect(affordability.debtServiceRatio.value).toBe(0.15);
  });

  it('splits expenses by how freely they could be cut, without remainder', () => {
    const { fixed, essential, discretionary, other } = affordability.expenseSplit;
    expect([fixed, essential, discretionary, other].map(({ monthlyMinor }) => monthlyMinor)).toEqual([
      -100_000, -40_000, -10_000, 0,
    ]);
    expect(fixed.transactionIds).toHaveLength(8);
  });

  it('calls a monthly subscription fixed and a single one not', () => {
    const often = insightsOf(
      [...HOUSEHOLD, ...monthly('2026-04-15', 4, -1_000, 'expenses.multimedia', party('Flix'))],
      [account],
    );
    const once = insightsOf([...HOUSEHOLD, row('2026-04-15', -1_000, 'expenses.multimedia', party('Flix'))], [account]);
    expect(often.affordability.expenseSplit.fixed.monthlyMinor).toBe(-101_000);
    expect(once.affordability.expenseSplit.fixed.monthlyMinor).toBe(-100_000);
  });

  it('saves what is not spent', () => {
    expect(affordability.savingsRate.value).toBe(0.25);
    expect(affordability.netSaved.value).toBe(0);
    const saver = insightsOf(
      [...HOUSEHOLD, row('2026-05-02', -8_000, 'savings.deposit'), row('2026-06-02', 2_000, 'savings.withdrawal')],
      [account],
    );
    expect(saver.affordability.netSaved.value).toBe(1_500);
  });

  it('follows income over full months', () => {
    expect(affordability.incomeByMonth.map(({ amountMinor }) => amountMinor)).toEqual([
      200_000, 200_000, 200_000, 200_000,
    ]);
    expect([affordability.incomeVariation.value, affordability.incomeTrend.value]).toEqual([0, 0]);
    const rising = insightsOf(
      [
        row('2026-04-01', 100_000, 'income.salary'),
        row('2026-05-01', 110_000, 'income.salary'),
        row('2026-06-01', 120_000, 'income.salary'),
      ],
      [anAccount({ balanceDate: parseCalendarDate('2026-06-30') })],
    );
    expect(rising.affordability.incomeTrend.value).toBe(0.0909);
    // Mean 110 000, population deviation √(200 000 000 ÷ 3) = 8 165.
    expect(rising.affordability.incomeVariation.value).toBe(0.0742);
  });

  it('knows payday and the next one', () => {
    expect([affordability.payday.value, affordability.nextPayday]).toEqual([5, '2026-08-05']);
  });

  it('counts the days that money would last', () => {
    // 600 000 spent in 122 days: 4 918 a day.
    expect(affordability.bufferDays.value).toBe(24);
    expect(affordability.bufferDaysWithSavings).toMatchObject({ value: null, missing: ['savings_account'] });
    const savings = anAccount({
      id: 'savings' as AccountId,
      type: 'SAVINGS',
      balanceMinor: 200_000,
      balanceDate: JULY_END,
    });
    expect(insightsOf(HOUSEHOLD, [account, savings]).affordability.bufferDaysWithSavings.value).toBe(65);
  });

  it('finds the lowest day of each month', () => {
    const { lowestBalances } = affordability;
    // 31 July holds 120 000; each month changes by 50 000 and is lowest after its rent on the 1st.
    expect(lowestBalances).toEqual([
      { month: '2026-04', lowestMinor: -150_000, date: '2026-04-01' },
      { month: '2026-05', lowestMinor: -100_000, date: '2026-05-01' },
      { month: '2026-06', lowestMinor: -50_000, date: '2026-06-01' },
      { month: '2026-07', lowestMinor: 0, date: '2026-07-01' },
    ]);
  });

  it('names what is missing instead of saying 0', () => {
    const poor = insightsOf([row('2026-07-20', -1_000, 'expenses.groceries')], [account]).affordability;
    expect(poor.residualIncome).toMatchObject({ value: null, missing: ['regular_income'] });
    expect(poor.debtServiceRatio).toMatchObject({ value: null, missing: ['regular_income'] });
    expect(poor.savingsRate).toMatchObject({ value: null, missing: ['income'] });
    expect(poor.incomeVariation).toMatchObject({ value: null, missing: ['full_months', 'income'] });
    expect(poor.payday).toMatchObject({ value: null, missing: ['regular_income'] });
    expect(poor.overdraft.map(({ negativeDays }) => negativeDays)).toEqual([null, null, null]);
  });
});

describe('account activity', () => {
  it('scores the signs of a main account', () => {
    const { activity } = insightsOf(HOUSEHOLD, [account]).affordability;
    expect(activity).toEqual([
      {
        accountId: account.id,
        score: 33,
        present: ['income', 'housing'],
        absent: ['utilities', 'daily_spending', 'frequency', 'direct_debits'],
      },
    ]);
  });
});

describe('red flags', () => {
  const codesOf = (rows: Parameters<typeof insightsOf>[0]) =>
    insightsOf(rows, [account]).affordability.redFlags.map(({ code }) => code);

  it('are none for a household that lives within its means', () => {
    expect(
      insightsOf(HOUSEHOLD, [anAccount({ balanceMinor: 500_000, balanceDate: JULY_END })]).affordability.redFlags,
    ).toEqual([]);
  });

  it('tell of credit beyond means, with the figures they follow from', () => {
    const rows = [...HOUSEHOLD, ...monthly('2026-04-11', 4, -110_000, 'loan.mortgage', party('Bank', 'bank'))];
    const flags = insightsOf(rows, [account]).affordability.redFlags;
    expect(flags.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['DEBT_SERVICE_HIGH', 'RESIDUAL_INCOME_NEGATIVE']),
    );
    expect(flags.find(({ code }) => code === 'DEBT_SERVICE_HIGH')?.message).toBe(
      '70 % of dependable income goes to credit (35 % at most)',
    );
  });

  it('carry the transactions that prove them', () => {
    const rows = [
      ...HOUSEHOLD,
      row('2026-07-03', -5_000, 'loan.bailiff', party('Bailiff')),
      row('2026-07-04', -6_000, 'loan.payday', party('Quick')),
      row('2026-07-05', -90_000, 'gambling.stake', party('Bet')),
      row('2026-07-06', -7_000, 'seizure.account'),
    ];
    const flags = insightsOf(rows, [account]).affordability.redFlags;
    const evidence = new Map(flags.map(({ code, transactionIds }) => [code, transactionIds]));
    expect(evidence.get('ACCOUNT_SEIZURE')).toEqual(['t23']);
    expect(evidence.get('DEBT_COLLECTION')).toEqual(['t20']);
    expect(evidence.get('PAYDAY_LOAN')).toEqual(['t21']);
    expect(evidence.get('GAMBLING_SHARE_HIGH')).toEqual(['t22']);
  });

  it('tell of a wage that stopped', () => {
    const stopped = [
      ...monthly('2026-01-05', 4, 200_000, 'income.salary', party('Acme')),
      ...monthly('2026-01-01', 7, -10_000, 'housing.rent', party('Landlord', 'person')),
    ];
    expect(codesOf(stopped)).toContain('INCOME_STOPPED');
  });

  it('tell of spending in cash', () => {
    expect(codesOf([...HOUSEHOLD, row('2026-07-03', -500_000, 'expenses.cash')])).toContain('CASH_SHARE_HIGH');
  });
});
