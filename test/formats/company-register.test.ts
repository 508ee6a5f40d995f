import { describe, expect, it } from 'vitest';
import { parseCompanyRegister } from '../../src/formats/company-register.js';

const HEADER = 'kvk_number,name,legal_form,sbi_activity,start_date,status';

/** The refusals of rows below the usual header. */
const refusedOf = (...rows: string[]) => parseCompanyRegister([HEADER, ...rows].join('\n')).refused;

describe('an extract of the trade register', () => {
  it('tells of each company what its row says, and null for what it does not', () => {
    const { companies, refused } = parseCompanyRegister(
      `${HEADER}\n01234567,"Bakkerij ""De Halm"", Delft",Eenmanszaak,1071 Vervaardiging van brood,2014-02-28,actief\n87654321,,,,,\n`,
    );
    expect(refused).toEqual([]);
    expect(companies.get('01234567')).toEqual({
      kvkNumber: '01234567',
      name: 'Bakkerij "De Halm", Delft',
      legalForm: 'Eenmanszaak',
      sbiActivity: '1071 Vervaardiging van brood',
      startDate: '2014-02-28',
      status: 'actief',
    });
    expect(companies.get('87654321')).toMatchObject({ name: null, startDate: null, status: null });
  });

  it('may come from a Dutch spreadsheet: byte-order mark, semicolons, columns in another order and others beside', () => {
    const text = '\uFEFFPlaats;NAME;kvk_number\r\nDelft;Vos, Smid & Zn;12345678\r\n\r\n';
    expect(parseCompanyRegister(text).companies.get('12345678')).toMatchObject({
      name: 'Vos, Smid & Zn',
      legalForm: null,
    });
  });

  it('is taken but for the rows at fault, which are named by line and field', () => {
    const text = [
      HEADER,
      '12345678,Good,BV,,2020-01-31,actief',
      '1234567,Short,BV,,,',
      '1234567٣,Arabic digit,BV,,,',
      '22222222,Bad day,BV,,2020-02-30,',
      '33333333,Slashes,BV,,31/01/2020,',
      `44444444,${'x'.repeat(201)},BV,,,`,
      '55555555,Too,few',
      '55555555,Too,many,of,2020-01-01,them,all',
      '66666666,"Two\nlines",BV,,,',
      '77777777,Turned \u202etxt.exe,BV,,,',
      '12345678,Again,BV,,,',
      '88888888,Also good,BV,,,',
    ].join('\n');
    const { companies, refused } = parseCompanyRegister(text);
    expect([...companies.keys()]).toEqual(['12345678', '88888888']);
    expect(companies.get('12345678')?.name).toBe('Good');
    expect(refused.map(({ line, field }) => [line, field])).toEqual([
      [3, 'kvk_number'],
      [4, 'kvk_number'],
      [5, 'start_date'],
      [6, 'start_date'],
      [7, 'name'],
      [8, null],
      [9, null],
      [11, 'name'],
      [12, 'name'],
      [13, 'kvk_number'],
    ]);
    // Neither names nor numbers.
    expect(JSON.stringify(refused)).not.toMatch(/Short|Slashes|\d{7}/);
  });

  it('takes what looks like markup or a formula as the text it is', () => {
    const { companies } = parseCompanyRegister(`${HEADER}\n12345678,<script>alert(1)</script>,=1+1,__proto__,,\n`);
    expect(companies.get('12345678')).toMatchObject({ name: '<script>alert(1)</script>', legalForm: '=1+1' });
    expect(refusedOf('__proto__,x,,,,')).toMatchObject([{ field: 'kvk_number' }]);
  });

  it('is refused as a whole without a header, with a column twice, and when a quote swallows the rest', () => {
    expect(() => parseCompanyRegister('')).toThrow(/kvk_number/);
    expect(() => parseCompanyRegister('12345678,Name\n')).toThrow(/line 1/);
    expect(() => parseCompanyRegister('kvk_number,name,Name\n')).toThrow(/twice/);
    const open = `${HEADER}\n12345678,"Never closed,BV,,,\n${'87654321,Next,BV,,,\n'.repeat(1_000)}`;
    expect(() => parseCompanyRegister(open)).toThrow(/near line \d+/);
    expect(() => parseCompanyRegister(`${HEADER}\n12345678,a"b"c,BV,,,\n`)).toThrow(/near line 2/);
  });
});
