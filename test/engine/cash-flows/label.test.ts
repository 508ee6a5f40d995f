import { describe, expect, it } from 'vitest';
import { cashLabelOf, labelRootOf, labelsOf } from '../../../src/engine/cash-flows/label.js';
import { EUR } from '../insights/sample-data.js';

function sibling(amount: number, ...labels: string[]) {
  return { labels, amounts: labels.map(() => amount) };
}

describe('labels of cash flows', () => {
  it('share the words of all siblings as their root', () => {
    const siblings = [sibling(-1, 'LOAN COFIDIS CAR', 'LOAN COFIDIS CAR'), sibling(-2, 'LOAN COFIDIS HOME')];
    expect(labelRootOf(siblings, 'Cofidis')).toBe('LOAN COFIDIS');
    expect(labelsOf(siblings, 'LOAN COFIDIS', EUR)).toEqual(['LOAN COFIDIS - CAR', 'LOAN COFIDIS - HOME']);
  });

  it('fall back to the counterparty where no word is shared', () => {
    expect(labelRootOf([sibling(-1, 'CARTE ZERO'), sibling(-2, 'ADVANZIA BANK')], 'Advanzia')).toBe('Advanzia');
  });

  it('tell siblings of one wording apart by amount, then by number', () => {
    const siblings = [sibling(-9_653, 'SAFETYNET'), sibling(-14_276, 'SAFETYNET'), sibling(-14_276, 'SAFETYNET')];
    expect(labelsOf(siblings, 'SAFETYNET', EUR)).toEqual([
      'SAFETYNET - 96.53',
      'SAFETYNET - 142.76 (1)',
      'SAFETYNET - 142.76 (2)',
    ]);
  });

  it('are the root alone for an only flow', () => {
    expect(labelsOf([sibling(-1, 'NETFLIX COM')], 'NETFLIX COM', EUR)).toEqual(['NETFLIX COM']);
  });

  it('hold the whole of a name that the bank cut short, and no more of others', () => {
    expect(labelRootOf([sibling(-1, 'LINE INSURANCE')], 'Direct Line')).toBe('DIRECT LINE INSURANCE');
    expect(labelRootOf([sibling(-1, 'TAXE FONCIERE DGFIP')], 'Impots France DGFIP')).toBe('TAXE FONCIERE DGFIP');
    expect(labelRootOf([sibling(-1, 'ABONO NOMINA ACME')], 'Acme')).toBe('ABONO NOMINA ACME');
  });

  it('keep a number that is a name', () => {
    expect(labelRootOf([sibling(-1, '118 118 MONEY')], '118 118 Money')).toBe('118 118 MONEY');
    expect(labelRootOf([sibling(-1, 'PARIS CARREFOUR PARIS')], 'Carrefour')).toBe('PARIS CARREFOUR');
  });

  it('say of cash that it is cash', () => {
    expect(cashLabelOf('RETRAIT DAB 12/03/26 14H22 PARIS 11')).toBe('RETRAIT DAB PARIS');
  });
});
