import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisInput, CashFlow } from '../../../src/domain/analysis.js';
import { addDays, type CalendarDate, daysBetween } from '../../../src/domain/calendar-date.js';
import type { ImportBatch } from '../../../src/domain/import.js';
import { mergeImport } from '../../../src/domain/merge-import.js';
import type { Transaction } from '../../../src/domain/transaction.js';
import { type GeneratedCustomer, generateCustomer } from './generate-customer.js';
import { insightsOf } from './judge-flows.js';

const seeds = fc.noShrink(fc.noBias(fc.nat()));
const RUNS = { numRuns: 8, seed: 4 } as const;

function flowsOf(customer: GeneratedCustomer, input: AnalysisInput = customer.input): readonly CashFlow[] {
  return insightsOf({ ...customer, input }).cashFlows;
}

function batchOf({ accounts }: AnalysisInput, transactions: readonly Transaction[]): ImportBatch {
  const [facts] = accounts;
  return { format: 'ALGOAN', accounts: facts ? [{ facts, transactions }] : [], problems: [] };
}

/** The customer's data after imports of parts of the statement, one after another. */
function imported(input: AnalysisInput, ...parts: readonly (readonly Transaction[])[]): AnalysisInput {
  let known: Pick<AnalysisInput, 'accounts' | 'transactions'> = { accounts: [], transactions: [] };
  for (const part of parts) known = mergeImport(known, batchOf(input, part), 'customer');
  return { ...input, accounts: known.accounts, transactions: known.transactions };
}

describe('cash flows of generated customers are the same', () => {
  it('whatever the order of the transactions', () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, by) => {
        const customer = generateCustomer(seed);
        const { transactions } = customer.input;
        const keyed = transactions.map((one, at) => ({ one, key: Math.imul(at + 1, (by << 1) | 1) >>> 0 }));
        const shuffled = keyed.sort((a, b) => a.key - b.key).map(({ one }) => one);
        expect(flowsOf(customer, { ...customer.input, transactions: shuffled })).toEqual(flowsOf(customer));
      }),
      RUNS,
    );
  });

  it('when the statement is imported again, or in two parts that overlap', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 10, max: 90 }), (seed, percent) => {
        const customer = generateCustomer(seed);
        const { input } = customer;
        const all = [...input.transactions].sort((a, b) => (a.date < b.date ? -1 : 1));
        const cut = all[Math.floor((all.length * percent) / 100)]?.date ?? customer.asOf;
        const once = flowsOf(customer, imported(input, all));
        expect(flowsOf(customer, imported(input, all, all))).toEqual(once);
        const [early, late] = [all.filter(({ date }) => date <= cut), all.filter(({ date }) => date >= cut)];
        expect(flowsOf(customer, imported(input, early, late))).toEqual(once);
        expect(flowsOf(customer, imported(input, late, early))).toEqual(once);
      }),
      RUNS,
    );
  });

  it('for weekly rhythms when all dates move by whole weeks', () => {
    let weekly = 0;
    fc.assert(
      fc.property(seeds, fc.integer({ min: -60, max: 60 }), (seed, weeks) => {
        const customer = generateCustomer(seed);
        const moved = (date: CalendarDate) => addDays(date, weeks * 7);
        const transactions = customer.input.transactions.map((one) => ({ ...one, date: moved(one.date) }));
        const later = insightsOf({
          ...customer,
          input: { ...customer.input, transactions },
          asOf: moved(customer.asOf),
        }).cashFlows;
        const agreed = customer.flows.filter(({ periodicity }) => periodicity.endsWith('WEEKLY'));
        for (const { ids } of agreed) {
          const isOwn = (flow: CashFlow) => flow.transactionIds.some((id) => ids.has(id));
          const [before, after] = [flowsOf(customer).find(isOwn), later.find(isOwn)];
          weekly += 1;
          expect(after?.transactionIds).toEqual(before?.transactionIds);
          expect(after?.regularity).toEqual(before?.regularity);
          expect([after?.status, after?.label]).toEqual([before?.status, before?.label]);
          // Other bank holidays may lie on the day.
          if (!before?.next || !after?.next) continue;
          expect(Math.abs(daysBetween(moved(before.next.date), after.next.date))).toBeLessThanOrEqual(5);
        }
      }),
      RUNS,
    );
    expect(weekly).toBeGreaterThan(5);
  });
});
