import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureValue } from '../../../src/domain/score.js';
import { analyse } from '../../../src/engine/index.js';
import { FEATURES, featureOf } from '../../../src/engine/score/features.js';
import { scoresOf } from '../../../src/engine/score/issue-scores.js';
import { featureIdsOf } from '../../../src/engine/score/reasons.js';
import { ACTIONABLE_FEATURES } from '../../../src/engine/score/what-would-change.js';
import { AS_OF, loadPersona, PERSONAE, REFERENCE } from '../../personae/load-persona.js';

const SCORES = REFERENCE.scores;
if (SCORES === null) throw new Error('the reference data hold no score models');

const anyFeatures: fc.Arbitrary<FeatureValue[]> = fc
  .tuple(
    ...FEATURES.map(({ unit }) =>
      fc.option(unit === 'count' ? fc.nat(8) : fc.double({ min: -1, max: 3, noNaN: true })),
    ),
  )
  .map((numbers) => FEATURES.map(({ id }, at) => ({ id, value: numbers[at] ?? null, absentBecause: null })));

function withChanges(
  features: readonly FeatureValue[],
  changes: readonly { code: string; to: number }[],
): FeatureValue[] {
  return features.map((feature) => {
    const change = changes.find(({ code }) => code === feature.id);
    return change ? { ...feature, value: change.to } : feature;
  });
}

const creditOf = (features: readonly FeatureValue[]) => scoresOf(features, SCORES).creditScore;

function personaCredit(name: string) {
  const { scores } = analyse(loadPersona(name), REFERENCE, AS_OF);
  if (scores === null) throw new Error(`${name} has no score`);
  return scores.creditScore;
}

describe('what would change the score', () => {
  it('brings exactly the points it says, in actionable features alone, most first', () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const { value, whatWouldChange } = creditOf(features);
        const points = whatWouldChange.changes.map((change) => change.points);
        expect(points).toEqual([...points].sort((a, b) => b - a));
        for (const change of whatWouldChange.changes) {
          expect(ACTIONABLE_FEATURES.has(change.code)).toBe(true);
          expect(change.points).toBeGreaterThan(0);
          expect(creditOf(withChanges(features, [change])).value).toBe(value + change.points);
          const isRiskier = featureOf(change.code).direction === 'higher_is_riskier';
          expect(isRiskier ? change.to < change.value : change.to > change.value).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reaches the next band with the combination it names, and needs each part of it', () => {
    fc.assert(
      fc.property(anyFeatures, (features) => {
        const { value, whatWouldChange } = creditOf(features);
        const { nextBand } = whatWouldChange;
        if (nextBand === null) {
          expect(value).toBeGreaterThanOrEqual(SCORES.credit.bands.at(-1) ?? 1001);
          return;
        }
        expect(nextBand.from).toBe(SCORES.credit.bands.find((from) => from > value));
        if (nextBand.score === null) {
          expect(nextBand.changes).toEqual([]);
          return;
        }
        expect(nextBand.score).toBeGreaterThanOrEqual(nextBand.from);
        expect(creditOf(withChanges(features, nextBand.changes)).value).toBe(nextBand.score);
        for (const left of nextBand.changes) {
          const rest = nextBand.changes.filter((change) => change !== left);
          expect(creditOf(withChanges(features, rest)).value).toBeLessThan(nextBand.from);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('never asks for what nobody can change', () => {
    for (const id of [
      'history.days',
      'income.longest_gap',
      'income.variability',
      'income.benefits_share',
      'incidents.seizures',
    ]) {
      expect(ACTIONABLE_FEATURES.has(id)).toBe(false);
    }
    for (const { id } of FEATURES) if (id.startsWith('income.')) expect(ACTIONABLE_FEATURES.has(id)).toBe(false);
  });

  it('has a sentence in every language for all that the credit score looks at', () => {
    for (const id of featureIdsOf(SCORES.credit).filter((one) => ACTIONABLE_FEATURES.has(one))) {
      for (const [language, { whatWould }] of Object.entries(SCORES.wording)) {
        expect(whatWould.clauses[id], `${language}: ${id}`).toBeDefined();
      }
    }
  });

  it('is told in words: less gambling for a gambler, whole per cents, the value beside the target', () => {
    const name = PERSONAE.find((persona) => persona.endsWith('__harry_potter')) ?? '';
    const { whatWouldChange } = personaCredit(name);
    const overdrawn = whatWouldChange.changes.find(({ code }) => code === 'balance.negative_days_share');
    expect(overdrawn?.sentences.en).toMatch(
      /^If an account were overdrawn on at most \d+ % of days instead of \d+ %, your score would be \d+ points higher\.$/,
    );
    for (const { sentences } of [...whatWouldChange.changes, ...(whatWouldChange.nextBand?.changes ?? [])]) {
      for (const sentence of Object.values(sentences)) expect(sentence).not.toMatch(/[{}]/);
    }
  });
});
