import { describe, expect, it } from 'vitest';
import { affordabilitySchema } from '../../src/api/algoan/affordability-schema.js';
import { insightsOf } from '../../src/api/algoan/present/credit-insights.js';
import { analyse } from '../../src/engine/index.js';
import { AS_OF, loadPersona, PERSONAE, REFERENCE } from '../personae/load-persona.js';

const COMPLETED = PERSONAE.filter((name) => analyse(loadPersona(name), REFERENCE, AS_OF).insights !== null);

describe.each(COMPLETED)('%s', (name) => {
  const analysis = analyse(loadPersona(name), REFERENCE, AS_OF);
  const shown = insightsOf(analysis)?.affordability();

  it('is shown as its schema says, nothing more and nothing less', () => {
    expect(affordabilitySchema.parse(shown)).toEqual(shown);
  });

  it('is shown in units of the currency, with unknown as null', () => {
    const { dependableIncome, bufferDaysWithSavings } = analysis.insights?.affordability ?? {};
    expect(shown?.dependableIncome.value).toBe((dependableIncome?.value ?? Number.NaN) / 100);
    expect(shown?.dependableIncome.unit).toBe('amount_per_month');
    expect(shown?.bufferDaysWithSavings.value).toBe(bufferDaysWithSavings?.value);
    expect(shown?.forecast?.days).toHaveLength(90);
  });
});
