import {
  type CurrencyCode,
  type MinorUnits,
  MoneyError,
  parseCurrency,
  parseDecimal,
  parseJsonNumber,
} from '../domain/money.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Longest text taken from a bank. ISO 20022 allows 140 characters a line of remittance information; the longest seen in
 * the field is under 1,000, and a text of megabytes is a mistake or an attack.
 */
export const TEXT_LENGTH_MAX = 4_096;

/** Why a record cannot be taken. `field` is relative to the record; the message never holds what the bank wrote. */
export class FieldProblem extends Error {
  override readonly name = 'FieldProblem';
  readonly field: string;
  readonly kind: 'missing' | 'invalid';

  constructor(field: string, kind: 'missing' | 'invalid', message: string) {
    super(message);
    this.field = field;
    this.kind = kind;
  }
}

/** Runs a reading step below a field, so that its problem names the whole path. */
export function inside<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw new FieldProblem([field, error.field].filter((part) => part !== '').join('.'), error.kind, error.message);
  }
}

/** True for a JSON object: neither null nor an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Names the JSON type of a value, for messages. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  if (isObject(value)) return 'an object';
  return `a ${typeof value}`;
}

/** The value as an object; throws FieldProblem for everything else. */
export function objectAt(value: unknown, field: string): JsonObject {
  if (isAbsent(value)) throw new FieldProblem(field, 'missing', 'is missing: give an object');
  if (!isObject(value)) throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: give an object`);
  return value;
}

/** An object that may be absent; null then. Throws FieldProblem for other shapes. */
export function optionalObject(record: JsonObject, field: string): JsonObject | null {
  return isAbsent(record[field]) ? null : objectAt(record[field], field);
}

/** A list that may be absent; empty then. Throws FieldProblem for other shapes. */
export function listAt(record: JsonObject, field: string): readonly unknown[] {
  const value = record[field];
  if (isAbsent(value)) return [];
  if (!Array.isArray(value)) throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: give a list`);
  return value;
}

/** Throws FieldProblem when the text is longer than any bank's, or holds a NUL, which databases refuse. */
export function checkText(text: string, field: string): string {
  if (text.length > TEXT_LENGTH_MAX) {
    throw new FieldProblem(field, 'invalid', `is longer than ${TEXT_LENGTH_MAX} characters: shorten it`);
  }
  if (text.includes('\u0000')) throw new FieldProblem(field, 'invalid', 'holds a NUL character: remove it');
  return text;
}

/** A text that must be there, exactly as given; it may be empty, as some banks print nothing. */
export function textAt(record: JsonObject, field: string): string {
  const value = record[field];
  if (isAbsent(value)) throw new FieldProblem(field, 'missing', 'is missing: give the text that the bank printed');
  if (typeof value !== 'string') throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: give text`);
  return checkText(value, field);
}

/** A text that decides something (an IBAN, an id): trimmed, numbers as their digits, null when absent or blank. */
export function optionalText(record: JsonObject, field: string): string | null {
  const value = record[field];
  if (isAbsent(value)) return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: give text`);
  }
  return checkText(String(value), field).trim() || null;
}

/** A text on which no figure hangs (a logo, a label): null when absent, blank or not a usable text. */
export function decorativeText(record: JsonObject | null, field: string): string | null {
  const value = record?.[field];
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.length > TEXT_LENGTH_MAX || value.includes('\u0000')) return null;
  return value.trim() || null;
}

/** A number on which no figure hangs; null when absent or not a finite number. */
export function decorativeNumber(record: JsonObject | null, field: string): number | null {
  const value = record?.[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** An amount on which no figure hangs, as a number or decimal text; null when absent or not exact in the currency. */
export function decorativeAmount(record: JsonObject | null, field: string, currency: CurrencyCode): MinorUnits | null {
  const value = record?.[field];
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  try {
    return typeof value === 'number' ? parseJsonNumber(value, currency) : parseDecimal(value, currency);
  } catch {
    return null;
  }
}

function asFieldProblem(error: unknown, field: string, advice: string): unknown {
  return error instanceof MoneyError ? new FieldProblem(field, 'invalid', `${error.message}: ${advice}`) : error;
}

const AMOUNT_ADVICE = 'give a number such as -12.34 with no more decimals than the currency has';

/** A JSON number that must be there, as an exact amount. */
export function amountAt(record: JsonObject, field: string, currency: CurrencyCode): MinorUnits {
  const value = record[field];
  if (typeof value !== 'number') {
    if (isAbsent(value)) throw new FieldProblem(field, 'missing', `is missing: ${AMOUNT_ADVICE}`);
    throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: ${AMOUNT_ADVICE}`);
  }
  try {
    return parseJsonNumber(value, currency);
  } catch (error) {
    throw asFieldProblem(error, field, AMOUNT_ADVICE);
  }
}

const DECIMAL_ADVICE = 'give decimal text such as "-12.34" with no more decimals than the currency has';

/** An amount written as decimal text (a JSON number is accepted too) that must be there. */
export function decimalAt(record: JsonObject, field: string, currency: CurrencyCode): MinorUnits {
  const value = record[field];
  if (typeof value === 'number') return amountAt(record, field, currency);
  if (isAbsent(value)) throw new FieldProblem(field, 'missing', `is missing: ${DECIMAL_ADVICE}`);
  if (typeof value !== 'string') throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: ${DECIMAL_ADVICE}`);
  try {
    return parseDecimal(value, currency);
  } catch (error) {
    throw asFieldProblem(error, field, DECIMAL_ADVICE);
  }
}

/** A currency code; the fallback when absent, FieldProblem when there is none. */
export function currencyAt(record: JsonObject, field: string, fallback: CurrencyCode | null): CurrencyCode {
  const value = record[field];
  // Nearly every transaction repeats its account's code: comparing first spares the parsing.
  if (fallback !== null && (value === fallback || isAbsent(value))) return fallback;
  const advice = 'give an ISO 4217 code such as EUR';
  if (isAbsent(value)) throw new FieldProblem(field, 'missing', `is missing: ${advice}`);
  if (typeof value !== 'string') throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: ${advice}`);
  try {
    return parseCurrency(value);
  } catch (error) {
    throw asFieldProblem(error, field, advice);
  }
}

/** True or false; false when absent. */
export function flagAt(record: JsonObject, field: string): boolean {
  const value = record[field];
  if (isAbsent(value)) return false;
  if (typeof value !== 'boolean') throw new FieldProblem(field, 'invalid', `is ${shapeOf(value)}: give true or false`);
  return value;
}

/** The meaning of an enumerated word, in any case; `absent` without one, FieldProblem for a word not in the table. */
export function choiceAt<T extends string>(
  record: JsonObject,
  field: string,
  meanings: Readonly<Record<string, T>>,
  absent: T,
): T {
  const value = record[field];
  if (isAbsent(value)) return absent;
  const meaning = typeof value === 'string' ? wordIn(meanings, value) : undefined;
  if (meaning === undefined) {
    throw new FieldProblem(field, 'invalid', `is not a known value: give one of ${Object.keys(meanings).join(', ')}`);
  }
  return meaning;
}

/** The meaning of an aggregator's own word, in any case; `unknown` for every word not in the table. */
export function looseChoiceAt<T extends string>(
  record: JsonObject,
  field: string,
  meanings: Readonly<Record<string, T>>,
  unknown: T,
): T {
  const value = record[field];
  return (typeof value === 'string' ? wordIn(meanings, value) : undefined) ?? unknown;
}

function wordIn<T>(meanings: Readonly<Record<string, T>>, word: string): T | undefined {
  const key = word.trim().toUpperCase();
  return Object.hasOwn(meanings, key) ? meanings[key] : undefined;
}
