import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseText } from '../../src/domain/text.js';

describe('normalised text', () => {
  it.each([
    ["Sainsbury's S/Mkts", 'SAINSBURYS S MKTS'],
    ['Prélèvement  de Œuvres', 'PRELEVEMENT DE OEUVRES'],
    ['Nº RECIBO', 'N RECIBO'],
    ['H&M', 'H M'],
    ['straße', 'STRASSE'],
    ['  ', ''],
  ])('%s becomes %s', (text, normal) => {
    expect(normaliseText(text)).toBe(normal);
  });

  it('is the same when done twice, and holds only letters, digits and single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseText(text);
        expect(normaliseText(once)).toBe(once);
        expect(once).toMatch(/^$|^[A-Z0-9]+( [A-Z0-9]+)*$/);
      }),
    );
  });
});
