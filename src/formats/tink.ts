import type { AccountFacts, AccountType, AccountUsage } from '../domain/account.js';
import type { ImportBatch } from '../domain/import.js';
import type { CurrencyCode, MinorUnits } from '../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../domain/transaction.js';
import { readAlgoanAccount } from './algoan.js';
import { type BankDate, BankDates, compactIban, countryOf } from './bank-dates.js';
import {
  checkText,
  currencyAt,
  decimalAt,
  decorativeText,
  FieldProblem,
  inside,
  isObject,
  type JsonObject,
  listAt,
  looseChoiceAt,
  objectAt,
  optionalObject,
  optionalText,
} from './fields.js';
import { type AccountReading, BatchReader, type ReadOptions, requiredList } from './read-records.js';

const TYPES: Readonly<Record<string, AccountType>> = {
  CHECKING: 'CHECKING',
  SAVINGS: 'SAVINGS',
  LOAN: 'LOAN',
  MORTGAGE: 'LOAN',
  CREDIT_CARD: 'CREDIT_CARD',
};
const USAGES: Readonly<Record<string, AccountUsage>> = { PERSONAL: 'PERSONAL', BUSINESS: 'PROFESSIONAL' };

/** No currency has more than 4 decimals and no safe integer more than 16 digits; a scale beyond this is a mistake. */
const SCALE_MAX = 18;
const INTEGER = /^([+-])?(\d{1,18})$/;

/**
 * Reads Tink's API v2, `{accounts: [{balances: {booked}, …, transactions: [{amount: {value: {unscaledValue, scale}}}]}]}`.
 * A connector may announce this format and send accounts of contract A all the same, so each account is read as what it is.
 */
export function parseTink(json: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  const accounts = reader.attempt('', () => requiredList(json, 'accounts')) ?? [];
  accounts.forEach((account, index) => {
    reader.account(`accounts[${index}]`, account, (record) =>
      isContractA(record) ? readAlgoanAccount(record, options) : readAccount(record, options),
    );
  });
  return reader.batch('TINK_V2');
}

/** True when an account holds something that only Tink sends. */
export function isTinkAccount(record: JsonObject): boolean {
  return (
    isObject(record['balances']) || isObject(record['identifiers']) || typeof record['customerSegment'] === 'string'
  );
}

function isContractA(record: JsonObject): boolean {
  return record['balance'] !== undefined && !isTinkAccount(record);
}

function readAccount(record: JsonObject, options: ReadOptions): AccountReading {
  const identifiers = optionalObject(record, 'identifiers');
  const ibanRecord = identifiers && inside('identifiers', () => optionalObject(identifiers, 'iban'));
  const iban = compactIban(ibanRecord && inside('identifiers.iban', () => optionalText(ibanRecord, 'iban')));
  const country = countryOf(null, iban);
  const dates = new BankDates(country ?? options.country);
  const balance = balanceOf(record);
  const refreshed = inside('dates', () => dates.required(objectAt(record['dates'], ''), 'lastRefreshed'));
  const institution = decorativeText(record, 'financialInstitutionId');
  const facts: AccountFacts = {
    type: looseChoiceAt(record, 'type', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'customerSegment', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    balanceMinor: balance.amountMinor,
    balanceDate: refreshed.date,
    balanceInstant: refreshed.instant,
    currency: balance.currency,
    ownerNames: [],
    name: decorativeText(record, 'name'),
    number: numberOf(identifiers, ibanRecord),
    iban,
    bic: decorativeText(ibanRecord, 'bic'),
    bank: institution === null ? null : { id: institution, name: null, logoUrl: null, country: null },
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'id'),
    providerKey: null,
  };
  return {
    facts,
    transactions: listAt(record, 'transactions'),
    readTransaction: (transaction) => readTransaction(transaction, balance.currency, dates),
  };
}

function numberOf(identifiers: JsonObject | null, iban: JsonObject | null): string | null {
  const given = (field: string, name: string) => {
    const inner = identifiers?.[field];
    return isObject(inner) ? decorativeText(inner, name) : null;
  };
  return (
    given('financialInstitution', 'accountNumber') ??
    decorativeText(iban, 'bban') ??
    given('sortCode', 'accountNumber') ??
    given('pan', 'masked')
  );
}

interface Money {
  readonly amountMinor: MinorUnits;
  readonly currency: CurrencyCode;
}

/** The booked balance; the available one, which may count a credit limit, only where no other is given. */
function balanceOf(record: JsonObject): Money {
  return inside('balances', () => {
    const balances = objectAt(record['balances'], '');
    const kind = isObject(balances['booked']) ? 'booked' : isObject(balances['available']) ? 'available' : 'booked';
    return inside(kind, () => moneyAt(objectAt(balances[kind], ''), 'amount', null));
  });
}

/** Tink writes 12.34 as unscaledValue 1234 with scale 2; a negative scale adds zeros. */
function moneyAt(record: JsonObject, field: string, accountCurrency: CurrencyCode | null): Money {
  return inside(field, () => {
    const amount = objectAt(record[field], '');
    const currency = currencyAt(amount, 'currencyCode', accountCurrency);
    const text = inside('value', () => exactDecimal(objectAt(amount['value'], '')));
    return { amountMinor: decimalAt({ value: text }, 'value', currency), currency };
  });
}

function exactDecimal(value: JsonObject): string {
  const unscaled = INTEGER.exec(optionalText(value, 'unscaledValue') ?? '');
  if (unscaled === null) throw new FieldProblem('unscaledValue', 'invalid', 'is not a whole number: give one as text');
  const scale = Number(optionalText(value, 'scale') ?? '0');
  if (!Number.isInteger(scale) || Math.abs(scale) > SCALE_MAX) {
    throw new FieldProblem('scale', 'invalid', `is not a whole number from -${SCALE_MAX} to ${SCALE_MAX}`);
  }
  const [, sign = '', digits = ''] = unscaled;
  if (scale <= 0) return sign + (Number(digits) === 0 ? '0' : digits + '0'.repeat(-scale));
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function readTransaction(record: JsonObject, accountCurrency: CurrencyCode, dates: BankDates): TransactionFacts {
  const { amountMinor, currency } = moneyAt(record, 'amount', accountCurrency);
  const booked = dateOf(record, 'booked', 'bookedDateTime', dates);
  const valued = dateOf(record, 'value', 'valueDateTime', dates) ?? dates.optional(record, 'transactionDateTime');
  const date = booked ?? valued;
  if (date === null) throw new FieldProblem('dates', 'missing', 'has neither booked nor value: give at least one');
  const merchant = optionalObject(record, 'merchantInformation');
  const types = optionalObject(record, 'types');
  const other = counterpartyOf(record, amountMinor < 0 ? 'payee' : 'payer');
  return {
    amountMinor,
    currency,
    description: descriptionOf(record),
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: valued?.date ?? null,
    bookingInstant: booked?.instant ?? null,
    valueInstant: valued?.instant ?? null,
    counterpartyName: other.name ?? decorativeText(merchant, 'merchantName'),
    counterpartyAccount: compactIban(other.account),
    isComing: decorativeText(record, 'status')?.toUpperCase() === 'PENDING',
    hints: {
      ...NO_HINTS,
      merchantCategoryCode: decorativeText(merchant, 'merchantCategoryCode'),
      proprietaryType: decorativeText(types, 'financialInstitutionTypeCode'),
    },
    balanceAfterMinor: null,
    aggregatorId: optionalText(record, 'id'),
    aggregatorCategory: categoryOf(record['categories']),
    aggregatorType: decorativeText(types, 'type'),
    providerProperties: null,
  };
}

/** The bank's day from `dates`, and the moment where Tink has one. */
function dateOf(record: JsonObject, field: string, momentField: string, dates: BankDates): BankDate | null {
  const days = optionalObject(record, 'dates');
  const day = days && dates.optional(days, field, `dates.${field}`);
  const moment = dates.optional(record, momentField);
  return day ? { date: day.date, instant: day.instant ?? moment?.instant ?? null } : moment;
}

/** The bank's text; Tink's own tidied one only where the bank's is not sent. */
function descriptionOf(record: JsonObject): string {
  const descriptions = inside('descriptions', () => objectAt(record['descriptions'], ''));
  const detailed = descriptions['detailed'];
  const texts = [
    descriptions['original'],
    isObject(detailed) ? detailed['unstructured'] : null,
    descriptions['display'],
  ].filter((text) => typeof text === 'string');
  const text = texts.find((given) => given.trim() !== '') ?? texts[0];
  if (text === undefined) throw new FieldProblem('descriptions.original', 'missing', 'is missing: give text');
  return checkText(text, 'descriptions');
}

function counterpartyOf(record: JsonObject, side: string): { name: string | null; account: string | null } {
  const parties = record['counterparties'];
  const party = isObject(parties) ? parties[side] : null;
  if (!isObject(party)) return { name: null, account: null };
  const identifiers = isObject(party['identifiers']) ? party['identifiers']['financialInstitution'] : null;
  return {
    name: decorativeText(party, 'name'),
    account: isObject(identifiers) ? decorativeText(identifiers, 'accountNumber') : null,
  };
}

function categoryOf(categories: unknown): string | null {
  const pfm = isObject(categories) ? categories['pfm'] : null;
  return isObject(pfm) ? (decorativeText(pfm, 'name') ?? decorativeText(pfm, 'id')) : null;
}
