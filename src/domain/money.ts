/** ISO 4217 alphabetic code, upper case. */
export type CurrencyCode = string & { readonly __brand: 'CurrencyCode' };

/** An amount in the currency's smallest unit (cent, penny). Always a safe integer; negative means debit. */
export type MinorUnits = number;

/**
 * Digits after the decimal point of the currencies whose exponent is not 2.
 * Source: ISO 4217 list one (SIX Financial Information), column "minor unit".
 */
const EXPONENTS_OTHER_THAN_TWO: ReadonlyMap<string, number> = new Map(
  Object.entries({
    BHD: 3,
    BIF: 0,
    CLF: 4,
    CLP: 0,
    DJF: 0,
    GNF: 0,
    IQD: 3,
    ISK: 0,
    JOD: 3,
    JPY: 0,
    KMF: 0,
    KRW: 0,
    KWD: 3,
    LYD: 3,
    OMR: 3,
    PYG: 0,
    RWF: 0,
    TND: 3,
    UGX: 0,
    UYI: 0,
    UYW: 4,
    VND: 0,
    VUV: 0,
    XAF: 0,
    XOF: 0,
    XPF: 0,
  }),
);

const DECIMAL = /^([+-])?(\d{1,18})(?:\.(\d{1,18}))?$/;
const POWERS_OF_TEN = [1, 10, 100, 1_000, 10_000];

/** Why a decimal text is not an amount: the shape is wrong, it has too many decimals, or it exceeds a safe integer. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

/** Reads an ISO 4217 code in any case; throws MoneyError when it is not three letters. */
export function parseCurrency(text: string): CurrencyCode {
  const code = text.trim().toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new MoneyError('is not a three-letter ISO 4217 currency code');
  return code as CurrencyCode;
}

/** Number of decimals of the currency, from the ISO 4217 table. */
export function exponentOf(currency: CurrencyCode): number {
  return EXPONENTS_OTHER_THAN_TWO.get(currency) ?? 2;
}

/** Returns the amount unchanged when it is a safe integer; throws MoneyError otherwise. Called after every sum. */
export function assertMinor(amountMinor: number): MinorUnits {
  if (!Number.isSafeInteger(amountMinor))
    throw new MoneyError('is outside the range of amounts that can be added exactly');
  return amountMinor === 0 ? 0 : amountMinor;
}

/**
 * Reads a decimal text ("-12.30") digit by digit, so that no binary fraction is involved.
 * Trailing zeros beyond the currency's exponent are accepted; other extra decimals are refused.
 */
export function parseDecimal(text: string, currency: CurrencyCode): MinorUnits {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new MoneyError('is not a plain decimal number');
  const [, sign, whole = '', fraction = ''] = match;
  const exponent = exponentOf(currency);
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > exponent) throw new MoneyError(`has more than the ${exponent} decimals of its currency`);
  const minor = Number(whole + digits.padEnd(exponent, '0'));
  return assertMinor(sign === '-' ? -minor : minor);
}

/**
 * Significant decimal digits that a binary double always keeps (DBL_DIG of ISO C, 5.2.4.2.2). What stands behind them nobody
 * wrote: it is left over from sums of binary fractions, such as 0.1 + 0.2 = 0.30000000000000004.
 */
const DOUBLE_DIGITS = 15;

/**
 * Reads a JSON number through its shortest decimal text; NaN, infinities and exponents are refused, and so are decimals that the
 * currency has not. What a sum of binary fractions left over is no such decimal.
 */
export function parseJsonNumber(value: number, currency: CurrencyCode): MinorUnits {
  if (!Number.isFinite(value)) throw new MoneyError('is not a finite number');
  const text = String(value);
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return parseDecimal(decimals > exponentOf(currency) ? value.toPrecision(DOUBLE_DIGITS) : text, currency);
}

/** Exact decimal text with the currency's full number of decimals, for example "-12.30". */
export function formatDecimal(amountMinor: MinorUnits, currency: CurrencyCode): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(assertMinor(amountMinor))).padStart(exponent + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** The JSON number whose shortest decimal text is exactly the amount. */
export function toJsonNumber(amountMinor: MinorUnits, currency: CurrencyCode): number {
  return Number(formatDecimal(amountMinor, currency));
}

/** Sum of amounts of one currency; throws MoneyError once the total is no longer exact. */
export function sumMinor(amounts: Iterable<MinorUnits>): MinorUnits {
  let total = 0;
  for (const amount of amounts) total = assertMinor(total + amount);
  return total;
}

/** Quotient rounded to the nearest minor unit, halves away from zero (commercial rounding). */
export function divideRoundHalfAway(amountMinor: MinorUnits, divisor: number): MinorUnits {
  const quotient = Math.abs(amountMinor) / divisor;
  const rounded = Math.floor(quotient + 0.5);
  return assertMinor(amountMinor < 0 ? -rounded : rounded);
}

/** Whole currency units expressed in minor units: 500 EUR is 50 000. */
export function minorOfUnits(units: number, currency: CurrencyCode): MinorUnits {
  return assertMinor(Math.round(units * (POWERS_OF_TEN[exponentOf(currency)] ?? 100)));
}
