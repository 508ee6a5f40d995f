import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeFlows, shareOf, told } from './judge-flows.js';

const CUSTOMERS = 150;
const seeds = fc.sample(fc.noBias(fc.nat()), { numRuns: CUSTOMERS, seed: 20_260_822 });
const judgement = judgeFlows(seeds);

describe(`recurring flows of ${CUSTOMERS} generated customers`, () => {
  it.each([
    ['recall', 0.98],
    ['precision', 0.98],
    ['nextDate', 0.95],
    ['exactDate', 0.8],
    ['yearly', 0.95],
    ['ended', 0.9],
  ] as const)('have a share of %s of at least %s', (name, min) => {
    expect(shareOf(judgement[name]), told(name, judgement[name])).toBeGreaterThanOrEqual(min);
  });
});
