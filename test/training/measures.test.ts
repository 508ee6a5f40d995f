import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic, probabilityOf } from '../../src/training/logistic.js';
import {
  areaUnderCurve,
  bootstrapInterval,
  brierScore,
  calibrationSlope,
  calibrationTable,
  gini,
  kolmogorovSmirnov,
  populationStability,
} from '../../src/training/measures.js';
import { seededRandom } from '../../src/training/random.js';
import { correlationMatrix, varianceInflation } from '../../src/training/redundancy.js';

const of = (good: readonly number[], bad: readonly number[]) => [
  ...good.map((probability) => ({ probability, isBad: false })),
  ...bad.map((probability) => ({ probability, isBad: true })),
];

describe('measures of a scorecard', () => {
  it('agree with counts by hand', () => {
    const cases = of([0.1, 0.2, 0.3], [0.2, 0.9]);
    // Pairs: 0.2 against 0.1 right, 0.2 tie, 0.3 wrong; 0.9 right three times: 4.5 of 6.
    expect(areaUnderCurve(cases)).toBeCloseTo(4.5 / 6, 12);
    expect(gini(cases)).toBeCloseTo(0.5, 12);
    expect(kolmogorovSmirnov(of([0.1, 0.2], [0.8, 0.9]))).toBe(1);
    expect(brierScore(of([0.5], [0.5]))).toBe(0.25);
    expect(populationStability([10, 20], [10, 20])).toBe(0);
    expect(populationStability([50, 50], [80, 20])).toBeCloseTo(0.3 * Math.log(1.6) + -0.3 * Math.log(0.4), 12);
  });

  it('AUC does not depend on the order of cases nor on a monotone change of probability', () => {
    const anyCases = fc.array(
      fc.record({ probability: fc.double({ min: 0, max: 1, noNaN: true }), isBad: fc.boolean() }),
      { minLength: 4 },
    );
    fc.assert(
      fc.property(anyCases, (cases) => {
        expect(areaUnderCurve([...cases].reverse())).toBeCloseTo(areaUnderCurve(cases), 10);
        const flipped = cases.map(({ probability, isBad }) => ({ probability, isBad: !isBad }));
        if (new Set(cases.map(({ isBad }) => isBad)).size === 2)
          expect(areaUnderCurve(flipped)).toBeCloseTo(1 - areaUnderCurve(cases), 10);
      }),
    );
  });

  it('calibration slope is 1 for true probabilities and ½ for log odds twice too large', () => {
    // 10 of 100 bad at 10 %, 50 of 100 bad at 50 %, 90 of 100 bad at 90 %.
    const at = (probability: number, said: number) =>
      Array.from({ length: 100 }, (_, index) => ({ probability: said, isBad: index < 100 * probability }));
    const truth = [0.1, 0.5, 0.9].flatMap((probability) => at(probability, probability));
    expect(calibrationSlope(truth)).toBeCloseTo(1, 3);
    const twice = (probability: number) => 1 / (1 + ((1 - probability) / probability) ** 2);
    expect(calibrationSlope([0.1, 0.5, 0.9].flatMap((probability) => at(probability, twice(probability))))).toBeCloseTo(
      0.5,
      3,
    );
    expect(calibrationTable(truth, 3).map(({ badRate }) => badRate)).toEqual([0.1, 0.5, 0.9]);
  });

  it('the bootstrap interval holds the measure and is the same for the same seed', () => {
    const cases = of([0.1, 0.15, 0.2, 0.3, 0.35, 0.5], [0.25, 0.4, 0.6, 0.7]);
    const interval = () => bootstrapInterval(cases, areaUnderCurve, seededRandom(3));
    expect(interval()).toEqual(interval());
    expect(interval().low).toBeLessThanOrEqual(areaUnderCurve(cases));
    expect(interval().high).toBeGreaterThanOrEqual(areaUnderCurve(cases));
  });
});

describe('redundancy', () => {
  it('inflates the variance by 1 ÷ (1 − r²) for two columns', () => {
    const columns = [
      [1, 2, 3, 4],
      [1, 3, 2, 4],
    ];
    const r = correlationMatrix(columns)[0]?.[1] ?? 0;
    expect(r).toBeCloseTo(0.8, 12);
    for (const factor of varianceInflation(columns)) expect(factor).toBeCloseTo(1 / (1 - r ** 2), 8);
  });
});

describe('logistic regression', () => {
  it('finds the log odds of a single binary column', () => {
    // 30 of 100 bad without the mark, 60 of 100 with it.
    const rows = Array.from({ length: 200 }, (_, at) => [at < 100 ? 0 : 1]);
    const outcomes = rows.map((_, at) => (at < 100 ? at < 30 : at - 100 < 60));
    const [intercept = 0, slope = 0] = fitLogistic(rows, outcomes, 1e-9);
    expect(intercept).toBeCloseTo(Math.log(0.3 / 0.7), 5);
    expect(intercept + slope).toBeCloseTo(Math.log(0.6 / 0.4), 5);
    expect(probabilityOf([intercept, slope], [1])).toBeCloseTo(0.6, 5);
  });
});
