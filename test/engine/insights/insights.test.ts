import { describe, expect, it } from 'vitest';
import type { Counterparty, Enrichment } from '../../../src/domain/analysis.js';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { LeafId } from '../../../src/domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../../src/domain/transaction.js';
import { classifyAmounts } from '../../../src/engine/insights/classify-amounts.js';
import { dailyBalances } from '../../../src/engine/insights/daily-balances.js';
import { dataWarnings } from '../../../src/engine/insights/data-warnings.js';
import { expensesOf } from '../../../src/engine/insights/expenses.js';
import { incomeSourcesOf } from '../../../src/engine/insights/income-sources.js';
import { incomesOf } from '../../../src/engine/insights/incomes.js';
import { loansOf } from '../../../src/engine/insights/loans.js';
import { metadataOf } from '../../../src/engine/insights/metadata.js';
import { risksOf } from '../../../src/engine/insights/risks.js';
import { AS_OF, anAccount, anEnriched, aTransaction, EUR, REFERENCE } from './sample-data.js';

type Row = readonly [date: string, amountMinor: number, category: LeafId, enrichment?: Partial<Enrichment>];

const accounts = [
  { account: anAccount({ balanceMinor: -500, balanceDate: parseCalendarDate('2026-06-30') }), excludedBy: null },
];

/** June 2026 exactly: the first row is on the first, the balance on the last day, so that months covered are 1. */
function insightsOf(...rows: readonly Row[]) {
  const transactions = rows.map(([date, amountMinor, category, enrichment = {}], at) =>
    anEnriched(aTransaction(`t${at}`, date, amountMinor), { category, ...enrichment }),
  );
  const metadata = metadataOf(accounts, transactions, AS_OF);
  if (metadata === null) throw new Error('no counted transaction');
  const classified = classifyAmounts(accounts, transactions);
  const balances = dailyBalances(accounts, transactions, metadata, REFERENCE);
  return {
    incomes: incomesOf(classified, incomeSourcesOf(classified, [], metadata, REFERENCE), metadata),
    expenses: expensesOf(classified, metadata, REFERENCE),
    loans: loansOf(classified, [], [], metadata),
    risks: risksOf(classified, { accounts, balances, metadata, currency: EUR }, REFERENCE),
    warnings: dataWarnings(
      { accounts, transactions, metadata, balances, activity: [], mergedAccountIds: [] },
      REFERENCE,
      AS_OF,
    ),
  };
}

function named(name: string, kind: Counterparty['kind'] = 'company'): Partial<Enrichment> {
  return { counterparty: { id: `name:${name}`, name, kind }, label: name };
}

describe('incomes', () => {
  it('adds up by category and names employers and the share of benefits', () => {
    const { incomes } = insightsOf(
      ['2026-06-01', 150_000, 'income.salary', named('Acme')],
      ['2026-06-15', 50_000, 'subsidy.family', named('CAF', 'state')],
      ['2026-06-16', 9_900, 'refund.other', named('Shop')],
    );
    expect(incomes).toMatchObject({ totalMinor: 200_000, monthlyMinor: 200_000, allowancesRatio: 0.25 });
    expect(incomes.employers).toEqual([{ name: 'Acme', transactionIds: ['t0'] }]);
    expect(incomes.categories.map(({ category, totalMinor }) => [category, totalMinor])).toEqual([
      ['income.salary', 150_000],
      ['subsidy.family', 50_000],
    ]);
    expect(incomes.categories[0]?.calendar).toEqual([{ month: '2026-06', amountMinor: 150_000 }]);
  });

  it('has no benefit ratio without income', () => {
    expect(insightsOf(['2026-06-01', -1, 'expenses.other']).incomes.allowancesRatio).toBeNull();
  });
});

describe('expenses', () => {
  it('lists a description that returns five times as frequent', () => {
    const shop = (label: string, count: number): Row[] =>
      Array.from({ length: count }, (_, at) => [`2026-06-0${at + 1}`, -100, 'expenses.groceries', { label }]);
    const { expenses } = insightsOf(...shop('ALDI', 5), ...shop('LIDL', 4));
    expect(expenses.totalMinor).toBe(-900);
    expect(expenses.frequentTransactions.map(({ label, transactionIds }) => [label, transactionIds.length])).toEqual([
      ['ALDI', 5],
    ]);
  });
});

describe('loans', () => {
  it('counts instalments without rejected ones, split payments and collectors', () => {
    const { loans } = insightsOf(
      ['2026-06-01', -10_000, 'loan.personal', named('Cofidis', 'bank')],
      ['2026-06-02', -20_000, 'loan.mortgage'],
      ['2026-06-03', -10_000, 'loan.personal', { ...named('Cofidis', 'bank'), isRejected: true }],
      ['2026-06-04', -3_000, 'loan.split_payment', named('Klarna')],
      ['2026-06-05', -4_000, 'loan.debt_collection', named('Intrum')],
      ['2026-06-06', 500_000, 'loan.drawdown_personal', named('Cofidis', 'bank')],
    );
    expect(loans.repayments).toMatchObject({ totalMinor: -30_000, lendingOrganizations: ['Cofidis'] });
    expect(loans.drawdowns).toMatchObject({ count: 1, totalMinor: 500_000, lendingOrganizations: ['Cofidis'] });
  });
});

describe('risks', () => {
  const rejection = (id: string): Partial<Enrichment> => ({
    counterpart: { kind: 'rejection', id: id as TransactionId },
  });

  it('names each incident by the debit that bounced', () => {
    const { risks } = insightsOf(
      ['2026-06-01', -5_000, 'housing.telecom', { isRejected: true, ...rejection('t1') }],
      ['2026-06-02', 5_000, 'rejection.payment', rejection('t0')],
      ['2026-06-03', -2_000, 'fees.payment_rejection'],
      ['2026-06-04', -7_000, 'expenses.cheque', { isRejected: true, type: 'CHECK', ...rejection('t4') }],
      ['2026-06-05', 7_000, 'rejection.cheque', rejection('t3')],
      ['2026-06-06', 900, 'rejection.payment'],
    );
    expect(risks.incidents.paymentRejections).toEqual({
      totalMinor: -5_900,
      transactionIds: ['t0', 't5'],
      fees: { totalMinor: -2_000, transactionIds: ['t2'] },
    });
    expect(risks.incidents.checkRejections).toMatchObject({ totalMinor: -7_000, transactionIds: ['t3'] });
  });

  it('counts the days below zero and the lowest balance', () => {
    const { risks } = insightsOf(['2026-06-01', 100, 'income.other'], ['2026-06-29', -2_500, 'expenses.other']);
    expect(risks.overdraft).toMatchObject({ minimumBalanceMinor: -500, days: 2 });
    expect(insightsOf(['2026-06-01', -900, 'expenses.other']).risks.overdraft.days).toBe(30);
  });

  it('takes a seizure fee as evidence where the provision is not there', () => {
    const fee: Row = ['2026-06-01', -8_000, 'fees.account_seizure'];
    const provision: Row = ['2026-06-01', -60_000, 'seizure.account'];
    expect(insightsOf(fee).risks.heavyFailures.bankAccountSeizure.totalMinor).toBe(-8_000);
    expect(insightsOf(fee, provision).risks.heavyFailures.bankAccountSeizure.totalMinor).toBe(-60_000);
  });

  it('sums stakes and wage advances', () => {
    const { risks } = insightsOf(
      ['2026-06-01', -700, 'gambling.stake'],
      ['2026-06-02', 400, 'gambling.gain'],
      ['2026-06-03', 30_000, 'income.salary_advance'],
    );
    expect(risks.gambling).toEqual({
      totalMinor: -700,
      transactionIds: ['t0'],
      gains: { totalMinor: 400, transactionIds: ['t1'] },
      shareOfIncome: 0.0233,
    });
    expect(risks.wageAdvance).toEqual({ totalMinor: 30_000, transactionIds: ['t2'] });
  });
});

describe('dataWarnings', () => {
  const codes = (...rows: readonly Row[]) => insightsOf(...rows).warnings.map(({ code }) => code);

  it('tells of a stale account with few transactions', () => {
    expect(codes(['2026-06-01', -1, 'expenses.other'], ['2026-06-30', -1, 'expenses.other'])).toEqual([
      'STALE_DATA',
      'FEW_TRANSACTIONS',
    ]);
  });

  it('tells of gaps', () => {
    const { warnings } = insightsOf(['2026-04-01', -1, 'expenses.other'], ['2026-06-20', -1, 'expenses.other']);
    expect(warnings.find(({ code }) => code === 'GAP_IN_HISTORY')?.message).toContain('80 days');
  });

  it('tells of printed balances that do not reconcile, with the difference', () => {
    const row = (balanceAfterMinor: number) => anEnriched(aTransaction('t', '2026-06-30', -100, { balanceAfterMinor }));
    for (const [printed, expected] of [
      [-500, []],
      [-450, ['UNRECONCILED_BALANCE']],
    ] as const) {
      const transactions = [row(printed)];
      const metadata = metadataOf(accounts, transactions, AS_OF);
      if (metadata === null) throw new Error('no counted transaction');
      const balances = dailyBalances(accounts, transactions, metadata, REFERENCE);
      const warnings = dataWarnings(
        { accounts, transactions, metadata, balances, activity: [], mergedAccountIds: [] },
        REFERENCE,
        AS_OF,
      );
      const found = warnings.filter(({ code }) => code === 'UNRECONCILED_BALANCE');
      expect(found.map(({ code }) => code)).toEqual(expected);
      if (found[0]) expect(found[0].message).toContain('off by 0.50 EUR');
    }
  });
});
