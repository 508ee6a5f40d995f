import { describe, expect, it } from 'vitest';
import { judgeFolder } from '../../../src/cli/eval.js';
import { evaluateCategories } from '../../../src/services/evaluate-categories.js';

const SETS = [
  { name: 'gold', data: 'examples/personae', labels: 'test/data/gold/labels', asOf: '2026-08-22' },
  { name: 'lines', data: 'test/data/lines/customers', labels: 'test/data/lines/labels', asOf: '2026-10-31' },
];
const BLIND = { data: 'test/data/blind/customers', labels: 'test/data/blind/labels', asOf: '2026-08-31' };

describe.each(SETS)('categories on the labelled set "$name"', ({ data, labels, asOf }) => {
  const evaluation = evaluateCategories(judgeFolder(data, labels, asOf));

  it('are right on 97 % of templates with alternates, 92 % without, in all', () => {
    expect(evaluation.templates.lenient).toBeGreaterThanOrEqual(0.97);
    expect(evaluation.templates.strict).toBeGreaterThanOrEqual(0.92);
  });

  it.each(Object.entries(evaluation.byLanguage))('are right in %s', (_, { templates }) => {
    expect(templates.lenient).toBeGreaterThanOrEqual(0.97);
    expect(templates.strict).toBeGreaterThanOrEqual(0.9);
  });

  it('come with the right type and with every rejection', () => {
    expect(evaluation.type.accuracy).toBeGreaterThanOrEqual(0.97);
    expect(evaluation.rejection.f1).toBe(1);
  });

  it('come with a confidence that means what it says', () => {
    expect(evaluation.calibration.ece).toBeLessThanOrEqual(0.05);
    expect(evaluation.confident.lenient).toBeGreaterThanOrEqual(0.97);
  });
});

describe('categories on the set that was never tuned on', () => {
  const evaluation = evaluateCategories(judgeFolder(BLIND.data, BLIND.labels, BLIND.asOf));

  it('are right on 93 % of templates with alternates, and in every language on 90 %', () => {
    expect(evaluation.templates.lenient).toBeGreaterThanOrEqual(0.93);
    for (const { templates } of Object.values(evaluation.byLanguage)) {
      expect(templates.lenient).toBeGreaterThanOrEqual(0.9);
    }
  });

  it('come with the right type, every rejection and an honest confidence', () => {
    expect(evaluation.type.accuracy).toBeGreaterThanOrEqual(0.97);
    expect(evaluation.rejection.f1).toBe(1);
    expect(evaluation.calibration.ece).toBeLessThanOrEqual(0.05);
    expect(evaluation.confident.lenient).toBeGreaterThanOrEqual(0.97);
  });
});
