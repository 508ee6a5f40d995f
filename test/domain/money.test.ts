import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  divideRoundHalfAway,
  exponentOf,
  formatDecimal,
  MoneyError,
  parseCurrency,
  parseDecimal,
  parseJsonNumber,
  sumMinor,
  toJsonNumber,
} from '../../src/domain/money.js';

const EUR = parseCurrency('EUR');
const JPY = parseCurrency('JPY');
const KWD = parseCurrency('kwd');
const safe = fc.integer({ min: -(10 ** 13), max: 10 ** 13 });

describe('money', () => {
  it.each([
    ['8.2', 820],
    ['-0.01', -1],
    ['+12', 1200],
    ['1.500', 150],
    ['0', 0],
    ['-0.00', 0],
  ])('reads %s by digits', (text, minor) => {
    expect(parseDecimal(text, EUR)).toBe(minor);
  });

  it.each(['', 'abc', '1e3', '1.234', '1,5', '--1', '9'.repeat(18), '.5', 'Infinity', 'NaN', ' '])(
    'refuses "%s"',
    (text) => {
      expect(() => parseDecimal(text, EUR)).toThrow(MoneyError);
    },
  );

  it.each([Number.NaN, JSON.parse('1e400') as number, 1e21, 1.005])('refuses the JSON number %s', (value) => {
    expect(() => parseJsonNumber(value, EUR)).toThrow(MoneyError);
  });

  it.each([
    [0.1 + 0.2, 30],
    [33.300000000000004, 3_330],
    [-3564.4999999999995, -356_450],
    [1234.5600000000013, 123_456],
    [9007199254740.99, 900_719_925_474_099],
  ])('reads %s, the sum of binary fractions, as what it stands for', (value, minor) => {
    expect(parseJsonNumber(value, EUR)).toBe(minor);
  });

  it('reads any sum of a few amounts in JSON numbers as the amounts’ sum', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 10 ** 11 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(amounts, fc.constantFrom(-1, 1), (minors, sign) => {
        const inDoubles = minors.reduce((total, minor) => total + toJsonNumber(sign * minor, EUR), 0);
        expect(parseJsonNumber(inDoubles, EUR)).toBe(sign * sumMinor(minors));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([1.234, 12.3456789, 0.305, 1e-7, 1234567.891])('refuses the decimals of %s', (value) => {
    expect(() => parseJsonNumber(value, EUR)).toThrow(MoneyError);
  });

  it('takes the exponent from ISO 4217', () => {
    expect([exponentOf(EUR), exponentOf(JPY), exponentOf(KWD)]).toEqual([2, 0, 3]);
    expect(parseDecimal('12.345', KWD)).toBe(12345);
    expect(formatDecimal(1200, JPY)).toBe('1200');
    expect(() => parseDecimal('1.5', JPY)).toThrow(MoneyError);
  });

  it('reads back what it writes, as text and as a JSON number', () => {
    fc.assert(
      fc.property(safe, fc.constantFrom(EUR, JPY, KWD), (minor, currency) => {
        expect(parseDecimal(formatDecimal(minor, currency), currency)).toBe(minor);
        expect(parseJsonNumber(JSON.parse(JSON.stringify(toJsonNumber(minor, currency))), currency)).toBe(minor);
      }),
    );
  });

  it('rounds halves away from zero, the same on both sides', () => {
    expect([divideRoundHalfAway(5, 2), divideRoundHalfAway(-5, 2), divideRoundHalfAway(4, 3)]).toEqual([3, -3, 1]);
    fc.assert(
      fc.property(safe, fc.double({ min: 0.1, max: 100, noNaN: true }), (minor, divisor) => {
        expect(divideRoundHalfAway(-minor, divisor) + divideRoundHalfAway(minor, divisor)).toBe(0);
      }),
    );
  });

  it('refuses a sum that is no longer exact', () => {
    expect(sumMinor([1, 2, -4])).toBe(-1);
    expect(() => sumMinor([Number.MAX_SAFE_INTEGER, 1])).toThrow(MoneyError);
  });
});
