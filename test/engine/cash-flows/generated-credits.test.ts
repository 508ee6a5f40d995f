import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeafId } from '../../../src/domain/taxonomy/taxonomy.js';
import { analyse } from '../../../src/engine/index.js';
import { REFERENCE } from '../insights/sample-data.js';
import { generateCustomer, type TrueFlow } from './generate-customer.js';

const CUSTOMERS = 150;
const seeds = fc.sample(fc.noBias(fc.nat()), { numRuns: CUSTOMERS, seed: 20_261_121 });

const customers = seeds.map((seed) => {
  const { input, flows, asOf } = generateCustomer(seed);
  const { insights, transactions } = analyse(input, REFERENCE, asOf);
  if (insights === null) throw new Error(`no insights of ${seed}`);
  const amountOf = new Map(input.transactions.map(({ id, amountMinor }) => [id as string, amountMinor]));
  const categoryOf = new Map(
    transactions.map(({ transaction, enrichment }) => [transaction.id as string, enrichment.category]),
  );
  return { seed, flows, insights, amountOf, categoryOf };
});

const named = (flows: readonly TrueFlow[], name: RegExp) => flows.filter((flow) => name.test(flow.name));

/** Share of hits; the misses go into the message. */
function expectShare(results: readonly { readonly isHit: boolean; readonly miss: string }[], min: number): void {
  expect(results.length).toBeGreaterThan(30);
  const misses = results.filter(({ isHit }) => !isHit);
  const share = 1 - misses.length / results.length;
  const shown = misses.slice(0, 20).map(({ miss }) => miss);
  expect(share, `${misses.length} of ${results.length}: ${shown.join('; ')}`).toBeGreaterThanOrEqual(min);
}

describe(`credits and advances of ${CUSTOMERS} generated customers`, () => {
  it.each<[string, RegExp, readonly LeafId[], 'ids' | 'advanceIds']>([
    ['leasing', /^lease/, ['loan.leasing'], 'ids'],
    ['split payments', /^plan/, ['loan.split_payment'], 'ids'],
    ['advances on wages', /wage/, ['income.salary_advance', 'income.wage_instalment'], 'advanceIds'],
  ])('know %s by their category', (_, name, categories, which) => {
    const results = customers.flatMap(({ seed, flows, categoryOf }) =>
      named(flows, name).flatMap((flow) =>
        [...flow[which]].map((id) => ({
          isHit: categories.some((category) => categoryOf.get(id) === category),
          miss: `${seed} ${flow.name} as ${categoryOf.get(id)}`,
        })),
      ),
    );
    expectShare(results, 0.98);
  });

  it.each([
    ['lease', /^lease/, 'leasing'],
    ['purchase paid in parts', /^plan/, 'split_payment'],
  ] as const)('show each %s as a credit of its own with its total', (_, name, kind) => {
    const results = customers.flatMap(({ seed, flows, insights, amountOf }) =>
      named(flows, name)
        .filter(({ occurrences }) => occurrences >= 3)
        .map(({ name: flow, ids }) => {
          const total = [...ids].reduce((sum, id) => sum + (amountOf.get(id) ?? 0), 0);
          const details = insights.loans.details.filter((one) => one.kind === kind);
          return {
            isHit: details.some((one) => one.totalMinor === total && one.transactionIds.every((id) => ids.has(id))),
            miss: `${seed} ${flow} ${total} among ${details.map((one) => one.totalMinor)}`,
          };
        }),
    );
    expectShare(results, 0.98);
  });

  it('tell all that was paid of wages before payday', () => {
    const results = customers.map(({ seed, flows, insights, amountOf }) => {
      const advances = flows.filter(({ name }) => name !== 'advances').flatMap(({ advanceIds }) => [...advanceIds]);
      const total = advances.reduce((sum, id) => sum + (amountOf.get(id) ?? 0), 0);
      const told = insights.risks.wageAdvance?.totalMinor ?? 0;
      return { isHit: told === total, miss: `${seed}: ${told} of ${total}` };
    });
    expectShare(results, 0.98);
  });

  it('count an advance with the wage that is smaller by it, once', () => {
    const results = customers.flatMap(({ seed, flows, insights, amountOf }) => {
      const wages = named(flows, /wage/);
      const [wage] = wages;
      if (!wage || wages.length > 1 || wage.advanceIds.size < 3 || wage.occurrences < 4) return [];
      const source = insights.incomes.sources.find((one) => one.transactionIds.some((id) => wage.ids.has(id)));
      const sum = (ids: Iterable<string>) => [...ids].reduce((total, id) => total + (amountOf.get(id) ?? 0), 0);
      const usual = (sum(wage.ids) + sum(wage.advanceIds)) / wage.occurrences;
      const isNear = (minor: number | null | undefined, share: number) =>
        typeof minor === 'number' && Math.abs(minor / usual - 1) <= share;
      // A 13th month lifts the mean above the usual wage; four weeks make 13 pays a year.
      const isHit = isNear(source?.usualMinor, 0.15) && isNear(source?.usualMonthlyMinor, 0.2);
      return [
        { isHit, miss: `${seed} ${wage.name}: ${source?.usualMinor} and ${source?.usualMonthlyMinor} of ${usual}` },
      ];
    });
    expectShare(results, 0.98);
  });

  it('reconcile to the cent', () => {
    for (const { seed, insights, amountOf } of customers) {
      const [own] = insights.reconciliation;
      if (!own) throw new Error(`${seed} is not reconciled`);
      const parts = own.incomesMinor + own.expensesMinor + own.loansMinor + own.savingsMinor + own.excludedMinor;
      expect(own.closingMinor - own.openingMinor, `${seed}`).toBe(parts);
      expect(parts, `${seed}`).toBe([...amountOf.values()].reduce((sum, amount) => sum + amount, 0));
    }
  });
});
