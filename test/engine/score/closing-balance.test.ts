import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisInput } from '../../../src/domain/analysis.js';
import { analyse } from '../../../src/engine/index.js';
import { AS_OF, REFERENCE } from '../insights/sample-data.js';
import { anyCustomer, booking, type Customer, inputOf, transactionsOf } from './generated-customer.js';

/** The same customers in every run: what is measured on them is stated in the model card. */
const CUSTOMERS = fc.sample(anyCustomer, { numRuns: 150, seed: 7 });

/** The bookings of one input with the closing balances of another: earlier balances move instead of the last one. */
function closingAs(input: AnalysisInput, like: AnalysisInput): AnalysisInput {
  const accounts = input.accounts.map((account, at) => ({
    ...account,
    balanceMinor: like.accounts[at]?.balanceMinor ?? account.balanceMinor,
  }));
  return { ...input, accounts };
}

function scoreOf(input: AnalysisInput): number {
  const { scores } = analyse(input, REFERENCE, AS_OF);
  if (scores === null) throw new Error('no score');
  return scores.creditScore.value;
}

/** By how much the credit score moved for each customer. */
function moves(worsen: (customer: Customer, at: number) => AnalysisInput): number[] {
  return CUSTOMERS.map((customer, at) => {
    const own = inputOf(customer.opening, transactionsOf(customer));
    return scoreOf(closingAs(worsen(customer, at), own)) - scoreOf(own);
  });
}

const risen = (points: readonly number[]) => points.filter((move) => move > 0).length;

function added(customer: Customer, count: number, bookings: (at: number) => ReturnType<typeof booking>[]) {
  const extra = Array.from({ length: count }, (_, at) => bookings(at)).flat();
  return inputOf(customer.opening, [...transactionsOf(customer), ...extra]);
}

describe('with the closing balance kept', () => {
  it('more payments rejected never raise the score', () => {
    const points = moves((customer, at) =>
      added(customer, 1 + (at % 10), (k) => [
        booking(`out-${k}`, 3 + 8 * k, -4_321 - k, 'PRLV SEPA FREE MOBILE'),
        booking(`back-${k}`, 3 + 8 * k, 4_321 + k, 'REJET PRLV SEPA FREE MOBILE'),
      ]),
    );
    expect(risen(points)).toBe(0);
  });

  it('more gambling raises the score no oftener than the model card says', () => {
    const points = moves((customer, at) =>
      added(customer, 1 + (at % 10), (k) => [
        booking(`bet-${k}`, 2 + 5 * k, -(500 + ((at * 131 + k * 777) % 19_500)), 'CB WINAMAX PARIS'),
      ]),
    );
    expect(risen(points)).toBeLessThanOrEqual(9);
    expect(Math.max(...points)).toBeLessThanOrEqual(200);
  });

  it('less income raises the score no oftener than the model card says', () => {
    const points = moves((customer, at) => {
      const share = 0.4 + (0.6 * ((at * 37) % 100)) / 100;
      return inputOf(customer.opening, transactionsOf({ ...customer, salary: Math.round(customer.salary * share) }));
    });
    expect(risen(points)).toBeLessThanOrEqual(23);
    expect(Math.max(...points)).toBeLessThanOrEqual(220);
  });
});
