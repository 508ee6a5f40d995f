import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisInput } from '../../../src/domain/analysis.js';
import type { FeatureValue } from '../../../src/domain/score.js';
import { TAXONOMY } from '../../../src/domain/taxonomy/taxonomy.js';
import { analyse } from '../../../src/engine/index.js';
import { FEATURES } from '../../../src/engine/score/features.js';
import { scoresOf } from '../../../src/engine/score/issue-scores.js';
import { pointsOfValue } from '../../../src/engine/score/reasons.js';
import { AS_OF, REFERENCE } from '../insights/sample-data.js';
import { anyCustomer, booking, inputOf, transactionsOf } from './generated-customer.js';

const RUNS = { numRuns: 60 };
const SCORES = REFERENCE.scores;
if (SCORES === null) throw new Error('the reference data hold no score models');

function credit(input: AnalysisInput) {
  const { scores, error } = analyse(input, REFERENCE, AS_OF);
  if (scores === null) throw new Error(`no score: ${error?.code}`);
  return scores;
}

/** Neither score may rise. */
function expectNotHigher(worse: AnalysisInput, better: AnalysisInput): void {
  const [low, high] = [credit(worse), credit(better)];
  expect(low.creditScore.value).toBeLessThanOrEqual(high.creditScore.value);
  expect(low.paymentScore.value).toBeLessThanOrEqual(high.paymentScore.value);
  expect(low.creditScore.probabilityOfDefault).toBeGreaterThanOrEqual(high.creditScore.probabilityOfDefault);
}

describe('every policy is monotone in every feature', () => {
  it('gives points that only move the way the feature’s definition says', () => {
    for (const policy of [SCORES.credit, SCORES.payment]) {
      for (const { id, direction } of FEATURES) {
        const values = Array.from({ length: 400 }, (_, at) => at / 40 - 3);
        const points = values.map((value) => pointsOfValue(id, value, policy));
        const sign = direction === 'higher_is_safer' ? 1 : -1;
        points.forEach((own, at) => {
          expect(sign * (own - (points[at - 1] ?? own)), `${id} at ${values[at]}`).toBeGreaterThanOrEqual(-1e-9);
        });
      }
    }
  });

  it('and so do scores and indicators of whole customers', () => {
    const anyValues = fc.array(fc.option(fc.double({ min: -2, max: 4, noNaN: true })), {
      minLength: FEATURES.length,
      maxLength: FEATURES.length,
    });
    const valuesOf = (numbers: readonly (number | null)[]): FeatureValue[] =>
      FEATURES.map(({ id }, at) => ({ id, value: numbers[at] ?? null, absentBecause: null }));
    fc.assert(
      fc.property(
        anyValues,
        fc.nat(FEATURES.length - 1),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (numbers, at, more) => {
          const own = numbers[at];
          if (own === null || own === undefined) return;
          const raised = numbers.map((value, index) => (index === at ? own + more : value));
          const [before, after] = [scoresOf(valuesOf(numbers), SCORES), scoresOf(valuesOf(raised), SCORES)];
          const sign = FEATURES[at]?.direction === 'higher_is_safer' ? 1 : -1;
          expect(sign * (after.creditScore.value - before.creditScore.value)).toBeGreaterThanOrEqual(0);
          expect(sign * (after.paymentScore.value - before.paymentScore.value)).toBeGreaterThanOrEqual(0);
          for (const [name, step] of Object.entries(after.creditScore.indicators)) {
            const was = Object.entries(before.creditScore.indicators).find(([other]) => other === name)?.[1] ?? step;
            expect(sign * (step - was)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });
});

describe('all else equal, the score never rises', () => {
  it('with a lower opening balance, and so more days overdrawn', () => {
    fc.assert(
      fc.property(anyCustomer, fc.integer({ min: 0, max: 400_000 }), (customer, less) => {
        const transactions = transactionsOf(customer);
        expectNotHigher(inputOf(customer.opening - less, transactions), inputOf(customer.opening, transactions));
      }),
      RUNS,
    );
  });

  it('with more payments rejected', () => {
    fc.assert(
      fc.property(anyCustomer, fc.integer({ min: 1, max: 5 }), (customer, count) => {
        const transactions = transactionsOf(customer);
        const rejected = Array.from({ length: count }, (_, at) => [
          booking(`out-${at}`, 3 + 9 * at, -4_321 - at, 'PRLV SEPA FREE MOBILE'),
          booking(`back-${at}`, 3 + 9 * at, 4_321 + at, 'REJET PRLV SEPA FREE MOBILE'),
        ]).flat();
        expectNotHigher(
          inputOf(customer.opening, [...transactions, ...rejected]),
          inputOf(customer.opening, transactions),
        );
      }),
      RUNS,
    );
  });

  it('with more gambling', () => {
    fc.assert(
      fc.property(
        anyCustomer,
        fc.array(fc.integer({ min: 500, max: 20_000 }), { minLength: 1, maxLength: 10 }),
        (customer, stakes) => {
          const transactions = transactionsOf(customer);
          const bets = stakes.map((stake, at) => booking(`bet-${at}`, 2 + 5 * at, -stake, 'CB WINAMAX PARIS'));
          expectNotHigher(
            inputOf(customer.opening, [...transactions, ...bets]),
            inputOf(customer.opening, transactions),
          );
        },
      ),
      RUNS,
    );
  });

  it('with less income', () => {
    fc.assert(
      fc.property(anyCustomer, fc.double({ min: 0.4, max: 1, noNaN: true }), (customer, share) => {
        const poorer = { ...customer, salary: Math.round(customer.salary * share) };
        expectNotHigher(
          inputOf(customer.opening, transactionsOf(poorer)),
          inputOf(customer.opening, transactionsOf(customer)),
        );
      }),
      RUNS,
    );
  });
});

describe('what must not matter', () => {
  it('the order of transactions', () => {
    fc.assert(
      fc.property(anyCustomer, fc.infiniteStream(fc.nat()), (customer, keys) => {
        const input = inputOf(customer.opening, transactionsOf(customer));
        const shuffled = input.transactions
          .map((transaction) => ({ transaction, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ transaction }) => transaction);
        expect(credit({ ...input, transactions: shuffled })).toEqual(credit(input));
      }),
      RUNS,
    );
  });

  it.each(['CB PHARMACIE CENTRALE', 'PRLV CFDT COTISATION', 'DON EGLISE SAINT PAUL', 'CB CABINET MEDICAL'])(
    'whether money went to %s or to a shop',
    (special) => {
      fc.assert(
        fc.property(anyCustomer, fc.integer({ min: 500, max: 30_000 }), (customer, amount) => {
          const at = (description: string) =>
            inputOf(customer.opening, [...transactionsOf(customer), booking('spent', 8, -amount, description)]);
          const [own, neutral] = [credit(at(special)), credit(at('CB DECATHLON'))];
          expect(own.creditScore.value).toBe(neutral.creditScore.value);
          expect(own.creditScore.indicators).toEqual(neutral.creditScore.indicators);
          expect(own.paymentScore.value).toBe(neutral.paymentScore.value);
        }),
        { numRuns: 10 },
      );
    },
  );

  it('who the owner is', () => {
    fc.assert(
      fc.property(
        anyCustomer,
        fc.constantFrom('Fatima El Amrani', 'M. Jean Martin', 'Mlle Zoé Nguyen'),
        (customer, name) => {
          const input = inputOf(customer.opening, transactionsOf(customer));
          const named = { ...input, accounts: input.accounts.map((account) => ({ ...account, ownerNames: [name] })) };
          expect(credit(named)).toEqual(credit(input));
        },
      ),
      RUNS,
    );
  });

  it('names no special category in any feature', () => {
    const special = TAXONOMY.filter(({ specialCategory }) => specialCategory !== null);
    expect(special.length).toBeGreaterThan(3);
    const meanings = JSON.stringify(FEATURES.map(({ id, meaning }) => [id, meaning]));
    for (const { id } of special) expect(meanings).not.toContain(id);
  });
});
