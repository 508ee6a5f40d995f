import { describe, expect, it } from 'vitest';
import type { CashFlow, EnrichedTransaction, Enrichment } from '../../../src/domain/analysis.js';
import { addDays, addMonths, type CalendarDate, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { LeafId } from '../../../src/domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../../src/domain/transaction.js';
import { groupCashFlows } from '../../../src/engine/cash-flows/group.js';
import { metadataOf } from '../../../src/engine/insights/metadata.js';
import { anAccount, anEnriched, aTransaction, REFERENCE } from '../insights/sample-data.js';

type Payment = readonly [date: string, amountMinor: number, facts?: Partial<Enrichment> & { readonly id?: string }];

let counter = 0;

function payments(label: string, category: LeafId, rows: readonly Payment[]): EnrichedTransaction[] {
  return rows.map(([date, amountMinor, { id, ...facts } = {}]) => {
    counter += 1;
    const transaction = aTransaction(id ?? `t${String(counter).padStart(4, '0')}`, date, amountMinor);
    const counterparty = { id: `name:${label}`, name: label, kind: 'company' } as const;
    return anEnriched(transaction, { label, counterparty, category, ...facts });
  });
}

/** The same day of consecutive months. */
function months(first: string, count: number, amountMinor: number, every = 1): Payment[] {
  return Array.from({ length: count }, (_, at) => [addMonths(parseCalendarDate(first), at * every), amountMinor]);
}

function group(
  transactions: readonly EnrichedTransaction[],
  until = '2026-08-21',
): { readonly flows: readonly CashFlow[]; readonly transactions: readonly EnrichedTransaction[] } {
  const accounts = [{ account: anAccount({ balanceDate: parseCalendarDate(until) }), excludedBy: null }];
  const sorted = [...transactions].sort((a, b) =>
    `${a.transaction.date}${a.transaction.id}` < `${b.transaction.date}${b.transaction.id}` ? -1 : 1,
  );
  const metadata = metadataOf(accounts, sorted, parseCalendarDate(until));
  if (metadata === null) throw new Error('no counted transaction');
  const grouped = groupCashFlows(sorted, accounts, metadata, REFERENCE);
  return { flows: grouped.cashFlows, transactions: grouped.transactions };
}

function only(flows: readonly CashFlow[]): CashFlow {
  expect(flows).toHaveLength(1);
  const [flow] = flows;
  if (!flow) throw new Error('no flow');
  return flow;
}

describe('cash flows', () => {
  it('follow a monthly payment through weekends and month ends', () => {
    const dates = ['2026-01-30', '2026-03-02', '2026-03-31', '2026-04-30', '2026-06-01', '2026-06-30', '2026-07-31'];
    const flow = only(
      group(
        payments(
          'Rent',
          'housing.rent',
          dates.map((date): Payment => [date, -80_000]),
        ),
      ).flows,
    );
    expect(flow.regularity).toMatchObject({
      periodicity: 'MONTHLY',
      accuracy: 100,
      intervalMinDays: 29,
      intervalMaxDays: 32,
    });
    expect(flow.regularity.dueDays[0]).toBeOneOf([30, 31]);
    expect(flow.status).toBe('mature');
    expect(flow.next?.date).toBeOneOf(['2026-08-30', '2026-08-31']);
  });

  it('bear a missed month and a second payment in one month', () => {
    const rows = [
      ...months('2026-01-05', 2, -5_000),
      ...months('2026-04-05', 4, -5_000),
      ['2026-05-20', -5_000] as const,
    ];
    const flow = only(group(payments('Gym', 'expenses.sport', rows)).flows);
    expect(flow.regularity).toMatchObject({ periodicity: 'MONTHLY', dueDays: [5] });
    expect(flow.regularity.accuracy).toBeGreaterThan(60);
    expect(flow.regularity.accuracy).toBeLessThan(100);
  });

  it('tell three loans with one lender apart, also when two are equal', () => {
    const rows = [
      ...months('2026-02-05', 6, -12_000),
      ...months('2026-02-05', 6, -34_345),
      ...months('2026-02-05', 6, -34_345),
    ];
    const { flows } = group(payments('Cofidis', 'loan.personal', rows));
    expect(flows.map(({ totalMinor }) => totalMinor)).toEqual([-206_070, -206_070, -72_000]);
    expect(new Set(flows.map(({ id }) => id)).size).toBe(3);
    expect(new Set(flows.map(({ labelRoot }) => labelRoot))).toEqual(new Set(['Cofidis']));
    expect(flows.map(({ label }) => label).sort()).toEqual([
      'Cofidis - 120.00',
      'Cofidis - 343.45 (1)',
      'Cofidis - 343.45 (2)',
    ]);
  });

  it('tell two wages of one employer apart, but keep a bonus month and an indexed wage together', () => {
    const wages = [...months('2025-09-25', 12, 200_000), ...months('2025-09-10', 12, 60_000)];
    const two = group(payments('Acme', 'income.salary', wages)).flows;
    expect(two.map(({ totalMinor }) => totalMinor)).toEqual([2_400_000, 720_000]);
    const indexed = [...months('2025-03-25', 6, 200_000), ...months('2025-09-25', 11, 206_000)];
    expect(group(payments('Acme', 'income.salary', [...indexed, ['2025-12-15', 206_000]])).flows).toHaveLength(1);
  });

  it('keep changing amounts of one contract together', () => {
    const rows = [61, 75, 58, 90, 44, 70].map(
      (euros, at): Payment => [addMonths(parseCalendarDate('2026-02-12'), at), -euros * 100],
    );
    const flow = only(group(payments('EDF', 'housing.energy', rows)).flows);
    expect(flow.regularity.periodicity).toBe('MONTHLY');
    expect(flow.next).toEqual({ date: '2026-09-12', minMinor: -9_000, maxMinor: -4_400 });
  });

  it('find a subscription among purchases in the same shop', () => {
    const shop = Array.from(
      { length: 40 },
      (_, at): Payment => [
        addDays(parseCalendarDate('2026-01-03'), Math.round(at * 5.5 + (at % 4))),
        -((at * 7919) % 9000) - 311,
      ],
    );
    const { flows } = group(payments('Amazon', 'expenses.shopping', [...shop, ...months('2026-01-14', 8, -699)]));
    const prime = flows.find(({ totalMinor }) => totalMinor === -8 * 699);
    expect(prime?.regularity).toMatchObject({ periodicity: 'MONTHLY', dueDays: [14] });
    expect(flows).toHaveLength(2);
  });

  it.each<[string, readonly Payment[]]>([
    [
      'WEEKLY',
      Array.from({ length: 9 }, (_, at): Payment => [addDays(parseCalendarDate('2026-06-05'), at * 7), -4_500]),
    ],
    [
      'BIWEEKLY',
      Array.from({ length: 9 }, (_, at): Payment => [addDays(parseCalendarDate('2026-04-10'), at * 14), 90_000]),
    ],
    ['BIMONTHLY', months('2025-09-04', 6, -3_000, 2)],
    ['QUARTERLY', months('2025-08-20', 4, -9_900, 3)],
    ['SEMI_ANNUAL', months('2025-02-01', 4, -21_000, 6)],
    [
      'YEARLY',
      [
        ['2024-10-15', -90_000],
        ['2025-10-15', -93_000],
      ],
    ],
  ])('know %s', (periodicity, rows) => {
    expect(only(group(payments('Payee', 'expenses.other', rows)).flows).regularity.periodicity).toBe(periodicity);
  });

  it('fall due every 28 days where pay is four-weekly', () => {
    const rows = Array.from(
      { length: 8 },
      (_, at): Payment => [addDays(parseCalendarDate('2026-01-29'), at * 28), 160_000],
    );
    const flow = only(group(payments('Acme', 'income.salary', rows)).flows);
    expect(flow.regularity.periodicity).toBe('MONTHLY');
    expect(flow.next?.date).toBe(addDays(parseCalendarDate('2026-01-29'), 8 * 28));
  });

  it('claim no rhythm for two purchases of different amounts', () => {
    const flow = only(
      group(
        payments('Zara', 'expenses.shopping', [
          ['2026-05-27', -7_455],
          ['2026-06-24', -11_280],
        ]),
      ).flows,
    );
    expect(flow).toMatchObject({
      status: 'early',
      next: null,
      regularity: { periodicity: 'OTHER', dueDays: [], accuracy: 0 },
    });
  });

  it('hold a rejected payment with its return and its second presentation, outside the total', () => {
    const link = (id: string): Pick<Enrichment, 'counterpart'> => ({
      counterpart: { kind: 'rejection', id: id as TransactionId },
    });
    const { flows, transactions } = group([
      ...payments('Cofidis', 'loan.personal', [
        ...months('2026-05-29', 2, -34_345).slice(0, 1),
        ['2026-06-29', -34_345, { id: 'bounced', isRejected: true, ...link('return') }],
        ['2026-07-23', -34_345],
        ['2026-07-30', -34_345],
      ]),
      ...payments('Cofidis', 'rejection.loan_repayment', [
        ['2026-07-01', 34_345, { id: 'return', ...link('bounced') }],
      ]),
    ]);
    const flow = only(flows);
    expect(flow).toMatchObject({ totalMinor: -3 * 34_345, rejectedTotalMinor: -34_345 });
    expect(flow.transactionIds).toHaveLength(5);
    expect(flow.regularity).toMatchObject({ periodicity: 'MONTHLY', accuracy: 100 });
    expect(transactions.every(({ cashFlowId }) => cashFlowId === flow.id)).toBe(true);
  });

  it('need two transactions, or one of a loan', () => {
    expect(group(payments('Zara', 'expenses.shopping', [['2026-05-27', -7_455]])).flows).toEqual([]);
    expect(group(payments('Cofidis', 'loan.drawdown_personal', [['2026-05-27', 550_000]])).flows).toHaveLength(1);
  });

  it('keep their ids when later transactions arrive', () => {
    const loans = (count: number) =>
      payments('Cofidis', 'loan.personal', [
        ...months('2026-01-05', count, -12_000),
        ...months('2026-01-20', count, -34_345),
      ]);
    const ids = (count: number, until: string) =>
      group(loans(count), until)
        .flows.map(({ id }) => id)
        .sort();
    expect(ids(7, '2026-07-25')).toEqual(ids(3, '2026-03-25'));
    expect(ids(3, '2026-03-25')[0]).toMatch(/^[0-9a-f]{24}$/);
  });
});

describe('the standing of a flow', () => {
  const standing = (first: string, count: number, until: string) => {
    const anchor = payments('Anchor', 'expenses.other', [
      ['2025-09-01', -1],
      [until as CalendarDate, -999],
    ]);
    const { flows } = group([...anchor, ...payments('Gym', 'expenses.sport', months(first, count, -3_000))], until);
    const gym = flows.find(({ labelRoot }) => labelRoot === 'Gym');
    return [gym?.status, gym?.next?.date ?? null, gym?.regularity.repartition];
  };

  it('is early with two occurrences, then mature', () => {
    expect(standing('2026-07-05', 2, '2026-08-21')).toEqual([
      'early',
      '2026-09-05',
      'HAS_BEGUN_AFTER_START_OF_ANALYSIS',
    ]);
    expect(standing('2026-06-05', 3, '2026-08-21')[0]).toBe('mature');
  });

  it('waits for a payment that is a few days late, then expects the next', () => {
    expect(standing('2026-01-18', 7, '2026-08-21')[1]).toBe('2026-08-18');
    expect(standing('2026-01-10', 7, '2026-08-21')[1]).toBe('2026-09-10');
  });

  it('is ended when more than one period was missed', () => {
    expect(standing('2025-09-10', 6, '2026-08-21')).toEqual(['ended', null, 'HAS_STOPPED_BEFORE_END_OF_ANALYSIS']);
    expect(standing('2025-12-10', 3, '2026-08-21')[2]).toBe('HAS_BEGUN_AND_STOPPED_DURING_ANALYSIS');
    expect(standing('2025-09-10', 12, '2026-08-21')[2]).toBe('HAS_NOT_CHANGED_DURING_ANALYSIS');
  });
});
