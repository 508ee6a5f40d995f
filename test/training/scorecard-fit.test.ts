import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binFeature, weightOfEvidence } from '../../src/training/bins.js';
import { stratifiedFolds } from '../../src/training/cross-validate.js';
import { seededRandom } from '../../src/training/random.js';
import { parseScorecard, scorecardText } from '../../src/training/scorecard-file.js';
import { type Example, FIT_OPTIONS, fitScorecard, predict } from '../../src/training/scorecard-fit.js';
import { TRAIN_SETTINGS, train } from '../../src/training/train.js';

const RISKIER = { id: 'balance.low_days_share', direction: 'higher_is_riskier' } as const;
const SAFER = { id: 'balance.recent_mean', direction: 'higher_is_safer' } as const;

/** Cases whose risk rises with the first feature and falls with the second, drawn with a seed. */
function someExamples(count: number, seed: number): Example[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, at) => {
    const [low, mean] = [random(), 4 * random()];
    const isBad = random() < 1 / (1 + Math.exp(3 - 4 * low + mean));
    const value = (id: string, number: number) => ({ id, value: number, absentBecause: null });
    const values = new Map([
      [RISKIER.id, value(RISKIER.id, low)],
      [SAFER.id, value(SAFER.id, mean)],
    ]);
    return { id: `case-${at}`, asOf: `2020-01-${String((at % 28) + 1).padStart(2, '0')}`, isBad, values };
  });
}

describe('bins', () => {
  it('state the weight of evidence as counted by hand', () => {
    // 30 of 90 goods and 1 of 10 bads: ln(0.333… ÷ 0.1).
    expect(weightOfEvidence({ good: 30, bad: 1 }, { good: 90, bad: 10 }, 0)).toBeCloseTo(Math.log(10 / 3), 12);
    // Ten cases of average risk added: (30 + 9) ÷ 90 and (1 + 1) ÷ 10.
    expect(weightOfEvidence({ good: 30, bad: 1 }, { good: 90, bad: 10 }, 10)).toBeCloseTo(Math.log(39 / 90 / 0.2), 12);
  });

  it('only move the way the feature says, whatever the data', () => {
    const anyCases = fc.array(
      fc.record({ value: fc.option(fc.double({ min: -5, max: 5, noNaN: true })), isBad: fc.boolean() }),
      { minLength: 5, maxLength: 120 },
    );
    fc.assert(
      fc.property(anyCases, fc.constantFrom(RISKIER, SAFER), (cases, feature) => {
        const { bins, missing, informationValue } = binFeature(
          feature,
          cases.map(({ value }) => value),
          cases.map(({ isBad }) => isBad),
          FIT_OPTIONS.bins,
        );
        const weights = bins.map((bin) => bin.weightOfEvidence);
        const sign = feature === SAFER ? 1 : -1;
        for (const [at, weight] of weights.entries()) {
          expect(sign * (weight - (weights[at - 1] ?? weight))).toBeGreaterThanOrEqual(-1e-9);
        }
        const counted = [...bins, missing].reduce((sum, { good, bad }) => sum + good + bad, 0);
        expect(counted).toBe(cases.length);
        expect(Number.isFinite(informationValue)).toBe(true);
      }),
    );
  });
});

describe('the fit', () => {
  it('finds what the cases were made of and never turns a feature against its definition', () => {
    const card = fitScorecard(someExamples(1500, 1), [RISKIER, SAFER], FIT_OPTIONS);
    expect(card.features.map(({ id }) => id)).toEqual([RISKIER.id, SAFER.id]);
    for (const { coefficient } of card.features) expect(coefficient).toBeGreaterThan(0);
    const fresh = someExamples(3000, 2);
    const meanSaid = fresh.reduce((sum, example) => sum + predict(card, example), 0) / fresh.length;
    expect(meanSaid).toBeCloseTo(fresh.filter(({ isBad }) => isBad).length / fresh.length, 1);
  });

  it('leaves out a feature whose data contradict its definition', () => {
    const upsideDown = [{ ...RISKIER, direction: 'higher_is_safer' } as const];
    expect(fitScorecard(someExamples(800, 3), upsideDown, FIT_OPTIONS).features).toEqual([]);
  });

  it('puts as many bad cases in each fold as can be', () => {
    const outcomes = Array.from({ length: 103 }, (_, at) => at % 9 === 0);
    const foldOf = stratifiedFolds(outcomes, 5, seededRandom(1));
    const bads = [0, 1, 2, 3, 4].map((fold) => foldOf.filter((own, at) => own === fold && outcomes[at]).length);
    expect(Math.max(...bads) - Math.min(...bads)).toBeLessThanOrEqual(1);
  });

  it('gives the same bytes for the same cases, and a file that reads back as it was', () => {
    const settings = { ...TRAIN_SETTINGS, folds: { repetitions: 2, folds: 5 }, featureIds: [RISKIER.id, SAFER.id] };
    const once = train(someExamples(300, 4), settings);
    const twice = train(someExamples(300, 4), settings);
    expect(twice).toEqual(once);
    const text = scorecardText(once.scorecard);
    expect(scorecardText(parseScorecard(text))).toBe(text);
    const { auc, ks } = once.report.crossValidated;
    expect(auc.mean).toBeGreaterThan(0.6);
    expect(parseScorecard(text).validation).toMatchObject({
      repetitions: 2,
      auc: { value: Number(auc.mean.toFixed(6)), low: Number(auc.interval.low.toFixed(6)) },
      ks: { value: Number(ks.mean.toFixed(6)) },
    });
    expect(once.report.apparent.auc).toBeGreaterThanOrEqual(once.report.crossValidated.auc.mean);
  });

  it('refuses cases with too few of either outcome', () => {
    const settings = { ...TRAIN_SETTINGS, featureIds: [RISKIER.id] };
    const allGood = someExamples(50, 5).map((example) => ({ ...example, isBad: false }));
    expect(() => train(allGood, settings)).toThrow(/0 bad cases of 50/);
  });
});
