import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/domain/analysis.js';
import { parseCalendarDate } from '../../src/domain/calendar-date.js';
import { analyse } from '../../src/engine/analyse.js';
import { readCompiled, referenceOn } from '../../src/reference/load.js';
import { PEOPLE, personOf } from '../../src/sandbox-bank/people/people.js';
import { inputOf } from './answers-of.js';

const AS_OF = parseCalendarDate('2026-09-15');
const NOW = new Date('2026-09-15T10:00:00Z');
const REFERENCE = referenceOn(readCompiled(), AS_OF);

const ANALYSES = new Map<string, Analysis>();

function analysisOf(id: string): Analysis {
  const known = ANALYSES.get(id);
  if (known !== undefined) return known;
  const person = personOf(id);
  if (person === null) throw new Error(`nobody is called ${id}`);
  const analysis = analyse(inputOf(person, NOW), REFERENCE, AS_OF);
  ANALYSES.set(id, analysis);
  return analysis;
}

/** How often each category occurs among the lines whose description holds a text. */
function categoriesOf(analysis: Analysis, text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { transaction, enrichment } of analysis.transactions) {
    if (transaction.description.includes(text)) counts[enrichment.category] = (counts[enrichment.category] ?? 0) + 1;
  }
  return counts;
}

/** Person, words on the line, category. Every line with the words must have it. */
const MAIN_FLOWS: readonly (readonly [string, string, string])[] = [
  ['sanne-visser', 'Omschrijving: Salaris', 'income.salary'],
  ['sanne-visser', 'Omschrijving: Huur', 'housing.rent'],
  ['sanne-visser', 'Vakantiegeld', 'income.bonus'],
  ['mark-hoogland', 'Omschrijving: Hypotheek', 'loan.mortgage'],
  ['mark-hoogland', 'Kinderbijslag', 'subsidy.family'],
  ['mark-hoogland', 'Motorrijtuigenbelasting', 'tax.vehicle'],
  ['kevin-de-boer', 'Omschrijving: WW uitkering', 'subsidy.unemployment'],
  ['kevin-de-boer', 'Huurtoeslag', 'subsidy.housing'],
  ['wil-hendriks', 'AOW pensioen', 'income.pension'],
  ['wil-hendriks', 'Pensioenfonds Zorg en Welzijn', 'income.pension'],
  ['wil-hendriks', 'Nationale Postcode Loterij', 'gambling.stake'],
  ['linda-smit', 'alimentatie', 'alimony.received'],
  ['linda-smit', 'Kindgebonden budget', 'subsidy.family'],
  ['tom-bakker', 'Studiefinanciering', 'subsidy.study'],
  ['jeroen-kok', 'Naam: TOTO Online Omschrijving: Storting', 'gambling.stake'],
  ['jeroen-kok', 'Naam: Kraken Omschrijving: Storting', 'investments.crypto'],
  ['dennis-mulder', 'Omschrijving: Verkeersboete', 'other.fines'],
  ['dennis-mulder', 'Flanderijn Gerechtsdeurwaarders', 'loan.bailiff'],
  ['dennis-mulder', 'Naam: Intrum', 'loan.debt_collection'],
  ['eva-vos', 'BTW aangifte', 'tax.business'],
  ['waterman-installaties', 'Omschrijving: Salaris', 'expenses.business'],
  ['waterman-installaties', 'BTW aangifte', 'tax.business'],
  ['peters-en-yilmaz', 'DUO', 'loan.student'],
];

describe('what the engine makes of the people of the simulated bank', () => {
  it.each(PEOPLE.map(({ id }) => id))('analyses %s', (id) => {
    expect(analysisOf(id)).toMatchObject({ status: 'COMPLETED', error: null });
  });

  it.each(MAIN_FLOWS)('%s: %s is %s', (id, text, category) => {
    const counts = categoriesOf(analysisOf(id), text);
    expect(Object.keys(counts)).toEqual([category]);
    expect(counts[category]).toBeGreaterThan(1);
  });

  it('sees returned direct debits as such', () => {
    const counts = categoriesOf(analysisOf('dennis-mulder'), 'Storno');
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(3);
    expect(Object.keys(counts).every((category) => category.startsWith('rejection.'))).toBe(true);
  });

  it('sees money between own accounts as such', () => {
    const counts = categoriesOf(analysisOf('peters-en-yilmaz'), 'Bijdrage huishouden');
    expect(counts).toEqual({ 'internal.incoming': 18, 'internal.outgoing': 18 });
  });
});
