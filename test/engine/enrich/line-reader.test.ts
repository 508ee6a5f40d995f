import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { LineReader } from '../../../src/engine/enrich/line-reader.js';
import { matchersOf } from '../../../src/engine/enrich/matchers.js';
import { ownerNamesOf } from '../../../src/engine/enrich/people.js';
import { readTaggedFields } from '../../../src/engine/enrich/tagged-fields.js';
import { readCompiled, referenceOn } from '../../../src/reference/load.js';
import { singleLine } from '../../../src/services/single-line.js';

const CUSTOMERS = new URL('../../data/lines/customers/', import.meta.url);
const reference = referenceOn(readCompiled(), parseCalendarDate('2026-01-15'));
const matchers = matchersOf(reference);
const descriptions = readdirSync(CUSTOMERS).flatMap((file) =>
  [...readFileSync(new URL(file, CUSTOMERS), 'utf8').matchAll(/"description": ?("(?:[^"\\]|\\.)*")/g)].map(
    ([, text]) => JSON.parse(text ?? '""') as string,
  ),
);

function lineOf(description: string, country: string) {
  return singleLine({ description, amount: '-25.00', country, currency: 'EUR', owner: 'Alex Sample' });
}

function readerFor(country: string): LineReader {
  const { account } = lineOf('X', country);
  return new LineReader({ account, languages: null }, ownerNamesOf([account], reference), matchers);
}

/** What is read of a line apart from its own words, which keep their digits. */
function told(reader: LineReader, description: string, country: string) {
  const { line, otherAccount } = reader.read(lineOf(description, country).transaction);
  const { words: _, ...rest } = line;
  return { ...rest, otherAccount };
}

/** Words with digits that the reference data knows. */
const digitWords = [...reference.parties.flatMap(({ match }) => match), ...reference.phrases.flatMap(({ any }) => any)]
  .flatMap((pattern) => pattern.split(' '))
  .filter((word) => /\d/.test(word))
  .map((word) => word.replace('*', '7'));

const otherDigits = (text: string, seed: number) =>
  text.replace(/\d/g, (digit, at: number) => String((Number(digit) + seed * (at + 1)) % 10));

describe('a reader that shares what it has read', () => {
  it('reads every line as a reader does that has read nothing before', () => {
    expect(descriptions.length).toBeGreaterThan(500);
    const line = fc.tuple(fc.constantFrom(...descriptions), fc.constantFrom(...digitWords), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 20, maxLength: 60 }),
        fc.constantFrom('FR', 'NL', 'GB'),
        (lines, country) => {
          const shared = readerFor(country);
          for (const [text, word, seed] of lines) {
            for (const description of [
              text,
              otherDigits(text, seed),
              `${word} 123`,
              `${otherDigits(word, seed)} 123`,
            ]) {
              expect(told(shared, description, country)).toEqual(told(readerFor(country), description, country));
            }
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('keeps apart names that differ in a digit', () => {
    const reader = readerFor('NL');
    const names = ['BEA AH 1521 UTRECHT', 'BEA AH 8810 UTRECHT'].map(
      (description) => reader.read(lineOf(description, 'NL').transaction).line.telling[1],
    );
    expect(names).toEqual(['1521', '8810']);
  });
});

describe('labelled parts of a description', () => {
  it.each([
    [
      '/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/NEFAB BV/REMI/SALARIS MRT/EREF/1',
      { name: 'NEFAB BV', remittance: 'SALARIS MRT', iban: 'NL20INGB0001234567', creditorId: null, mandate: null },
    ],
    [
      '/TRTP/SEPA Incasso/CSID/NL12ZZZ300000000000/NAME/VATTENFALL/MARF/M-77/REMI/termijn 3/4 maart',
      {
        name: 'VATTENFALL',
        remittance: 'termijn 3/4 maart',
        iban: null,
        creditorId: 'NL12ZZZ300000000000',
        mandate: 'M-77',
      },
    ],
    [
      'Naam: J de Vries Omschrijving: etentje 18:02 IBAN: NL20 INGB 0001 2345 67 Kenmerk: 9',
      { name: 'J de Vries', remittance: 'etentje 18:02', iban: 'NL20INGB0001234567', creditorId: null, mandate: null },
    ],
    [
      'Name: ACME Description: fee Machtiging ID: M1 Incassant ID: NL12ZZZ300000000000',
      { name: 'ACME', remittance: 'fee', iban: null, creditorId: 'NL12ZZZ300000000000', mandate: 'M1' },
    ],
    [
      'VIR SEPA RECU /DE ACME SAS /MOTIF SALAIRE 03/2026 /REF 12',
      { name: 'ACME SAS', remittance: 'SALAIRE 03/2026', iban: null, creditorId: null, mandate: null },
    ],
    [
      'BEA, Betaalpas ALBERT HEIJN 1521,PAS243 NR:123AB, 12.03.26/18:02/UTRECHT',
      { name: null, remittance: null, iban: null, creditorId: null, mandate: null },
    ],
    [
      'PRLV FREE MOBILE FR31ZZZ518999',
      { name: null, remittance: null, iban: null, creditorId: 'FR31ZZZ518999', mandate: null },
    ],
  ])('%s', (description, fields) => {
    expect(readTaggedFields(description)).toEqual(fields);
  });
});
