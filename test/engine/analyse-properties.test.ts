import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account, AccountId } from '../../src/domain/account.js';
import type { Analysis, AnalysisInput } from '../../src/domain/analysis.js';
import { addDays } from '../../src/domain/calendar-date.js';
import { parseCurrency } from '../../src/domain/money.js';
import type { LeafId } from '../../src/domain/taxonomy/taxonomy.js';
import type { Transaction } from '../../src/domain/transaction.js';
import { analyse } from '../../src/engine/index.js';
import { classifyAmounts } from '../../src/engine/insights/classify-amounts.js';
import { ACCOUNT_ID, AS_OF, anAccount, anInput, aTransaction, REFERENCE } from './insights/sample-data.js';

const SAVINGS = 'account-2' as AccountId;
const CARD = 'account-3' as AccountId;
const ACCOUNTS: readonly Account[] = [
  anAccount(),
  anAccount({ id: SAVINGS, type: 'SAVINGS' }),
  anAccount({ id: CARD, type: 'CREDIT_CARD' }),
];

const DESCRIPTIONS = [
  'VIR SALAIRE ACME SAS',
  'VIREMENT EMIS LOYER M DURAND',
  'PRLV SEPA COFIDIS',
  'REJET PRLV SEPA COFIDIS',
  'ACHAT CB CARREFOUR PARIS',
  'RETRAIT DAB 75011',
  'VIR Jane Doe LIVRET A',
  'COTISATION COMPTE',
  'PRLV SEPA EDF',
  '',
];

const transaction = fc.record({
  daysAgo: fc.integer({ min: -3, max: 400 }),
  amountMinor: fc.integer({ min: -500_000, max: 500_000 }),
  description: fc.constantFrom(...DESCRIPTIONS),
  accountId: fc.constantFrom(ACCOUNT_ID, ACCOUNT_ID, ACCOUNT_ID, SAVINGS, CARD),
  isComing: fc.nat(9).map((digit) => digit === 0),
});

/** A customer with at least the transactions that an analysis needs. */
const customer: fc.Arbitrary<AnalysisInput> = fc.array(transaction, { minLength: 0, maxLength: 60 }).map((rows) => {
  const own = rows.map(({ daysAgo, amountMinor, ...facts }, at) =>
    aTransaction(`t${at}`, addDays(AS_OF, -daysAgo), amountMinor, facts),
  );
  const needed = Array.from({ length: 20 }, (_, at) => aTransaction(`n${at}`, addDays(AS_OF, -at), -1_000 - at));
  return anInput([...own, ...needed], { accounts: ACCOUNTS });
});

function run(input: AnalysisInput): Analysis {
  return analyse(input, REFERENCE, AS_OF);
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, at) => ({ item, key: Math.imul(at + 1, seed | 1) >>> 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

describe('analyse', () => {
  it('gives the same bytes whatever the order of accounts and transactions', () => {
    fc.assert(
      fc.property(customer, fc.integer(), (input, seed) => {
        const other = {
          ...input,
          accounts: shuffled(input.accounts, seed),
          transactions: shuffled(input.transactions, seed),
        };
        expect(JSON.stringify(run(other))).toBe(JSON.stringify(run(input)));
      }),
      { numRuns: 40 },
    );
  });

  it('adds up: incomes, expenses and excluded amounts are the sum of all counted transactions of each account', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const analysis = run(input);
        const classified = classifyAmounts(analysis.accounts, analysis.transactions);
        const counted = analysis.transactions.filter(({ notAnalysed }) => notAnalysed === null);
        expect(classified.map((one) => one.transaction.id)).toEqual(counted.map((one) => one.transaction.id));
        const groups = [
          ...(analysis.insights?.incomes.categories ?? []),
          ...(analysis.insights?.expenses.categories ?? []),
        ];
        const grouped = new Set(groups.flatMap(({ transactionIds }) => transactionIds));
        const excluded = classified.filter(({ amountClass }) => !['income', 'expense'].includes(amountClass));
        expect(excluded.some((one) => grouped.has(one.transaction.id))).toBe(false);
        const total =
          sum(groups.map(({ totalMinor }) => totalMinor)) + sum(excluded.map((one) => one.transaction.amountMinor));
        expect(total).toBe(sum(counted.map((one) => one.transaction.amountMinor)));
        for (const { calendar, totalMinor } of groups)
          expect(sum(calendar.map((one) => one.amountMinor))).toBe(totalMinor);
      }),
      { numRuns: 60 },
    );
  });

  it('ends each account on its balance, and changes it by the counted transactions in between', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const analysis = run(input);
        for (const { accountId, days } of analysis.balances) {
          const account = input.accounts.find(({ id }) => id === accountId);
          const atBalance = days.find(({ date }) => date === account?.balanceDate);
          expect(atBalance?.balanceMinor).toBe(account?.balanceMinor);
          const [first, last] = [days[0], days.at(-1)];
          const between = analysis.transactions.filter(
            (one) =>
              one.notAnalysed === null &&
              one.transaction.accountId === accountId &&
              one.transaction.date > (first?.date ?? '') &&
              one.transaction.date <= (last?.date ?? ''),
          );
          const change = sum(between.map((one) => one.transaction.amountMinor));
          expect((last?.balanceMinor ?? 0) - (first?.balanceMinor ?? 0)).toBe(change);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('reconciles each account to the cent: its parts are the change of its balance', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const { insights, balances, transactions } = run(input);
        expect(insights?.reconciliation.map(({ accountId }) => accountId)).toEqual(
          balances.map(({ accountId }) => accountId),
        );
        for (const one of insights?.reconciliation ?? []) {
          const parts = [one.incomesMinor, one.expensesMinor, one.loansMinor, one.savingsMinor, one.excludedMinor];
          const within = transactions.filter(
            ({ notAnalysed, transaction: { accountId, date } }) =>
              notAnalysed === null && accountId === one.accountId && date >= one.from && date <= one.to,
          );
          expect(sum(parts)).toBe(sum(within.map(({ transaction }) => transaction.amountMinor)));
          expect(one.closingMinor - one.openingMinor).toBe(sum(parts));
          expect(one.closingMinor).toBe(
            balances.find(({ accountId }) => accountId === one.accountId)?.days.at(-1)?.balanceMinor,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('splits all expenses into four parts, and all incomes among who pays them', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const { insights } = run(input);
        const parts = Object.values(insights?.affordability.expenseSplit ?? {});
        expect(sum(parts.map(({ totalMinor }) => totalMinor))).toBe(insights?.expenses.totalMinor);
        expect(sum(insights?.incomes.sources.map(({ totalMinor }) => totalMinor) ?? [])).toBe(
          insights?.incomes.totalMinor,
        );
      }),
      { numRuns: 60 },
    );
  });

  it('forecasts bands that hold the middle and never narrow', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const { insights } = run(input);
        let before = 0;
        for (const { lowMinor, middleMinor, highMinor } of insights?.forecast?.days ?? []) {
          expect(lowMinor <= middleMinor && middleMinor <= highMinor).toBe(true);
          // Each bound is rounded to the minor unit by itself.
          expect(highMinor - lowMinor).toBeGreaterThanOrEqual(before - 1);
          before = highMinor - lowMinor;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the totals alone when another currency is added', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const before = run(input);
        const foreign = input.transactions.map(
          (one): Transaction => ({ ...one, id: `x${one.id}` as Transaction['id'], currency: parseCurrency('USD') }),
        );
        const after = run({ ...input, transactions: [...input.transactions, ...foreign] });
        expect(after.metadata).toEqual(before.metadata);
        expect(after.balances).toEqual(before.balances);
        expect(after.insights?.incomes.totalMinor).toBe(before.insights?.incomes.totalMinor);
        expect(after.insights?.expenses.totalMinor).toBe(before.insights?.expenses.totalMinor);
      }),
      { numRuns: 30 },
    );
  });

  it('puts each transaction into one cash flow at most, whose totals are its transactions’', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const { insights, transactions } = run(input);
        const amounts = new Map(transactions.map((one) => [one.transaction.id, one]));
        const seen = new Set<string>();
        for (const flow of insights?.cashFlows ?? []) {
          for (const id of flow.transactionIds) {
            expect(seen.has(id)).toBe(false);
            seen.add(id);
            expect(amounts.get(id)?.cashFlowId).toBe(flow.id);
          }
          const own = flow.transactionIds.map((id) => amounts.get(id));
          const returned = sum(
            own.map((one) =>
              one?.enrichment.counterpart?.kind === 'rejection' && !one.enrichment.isRejected
                ? one.transaction.amountMinor
                : 0,
            ),
          );
          expect(flow.totalMinor + flow.rejectedTotalMinor + returned).toBe(
            sum(own.map((one) => one?.transaction.amountMinor ?? 0)),
          );
        }
        expect(new Set(insights?.cashFlows.map(({ id }) => id)).size).toBe(insights?.cashFlows.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is JSON without loss: no -0, NaN or infinity', () => {
    fc.assert(
      fc.property(customer, (input) => {
        const analysis = run(input);
        expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a correction', () => {
  const monthly = Array.from({ length: 4 }, (_, at) =>
    aTransaction(`m${at}`, addDays(AS_OF, -2 - 30 * at), -50_000, { description: 'VIREMENT EMIS DUPONT' }),
  );
  const noise = Array.from({ length: 20 }, (_, at) => aTransaction(`n${at}`, addDays(AS_OF, -at), -1_000 - 77 * at));
  const input = anInput([...monthly, ...noise]);

  it('moves the whole flow into its category, with certainty, and keeps its id', () => {
    const flow = run(input).insights?.cashFlows.find(({ totalMinor }) => totalMinor === -200_000);
    const category: LeafId = 'housing.rent';
    const corrected = run({ ...input, corrections: [{ cashFlowId: flow?.id ?? '', category }] });
    const rent = corrected.insights?.expenses.categories.find((group) => group.category === category);
    expect(rent?.totalMinor).toBe(-200_000);
    expect(corrected.insights?.cashFlows.find(({ id }) => id === flow?.id)?.category).toBe(category);
    const one = corrected.transactions.find(({ cashFlowId }) => cashFlowId === flow?.id);
    expect(one?.enrichment).toMatchObject({
      category,
      confidence: 1,
      reasons: [{ kind: 'correction', id: flow?.id, weight: 1 }],
    });
  });

  it('of an unknown flow changes nothing', () => {
    const corrections = [{ cashFlowId: 'f'.repeat(24), category: 'housing.rent' as const }];
    expect(run({ ...input, corrections })).toEqual(run(input));
  });
});
