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
