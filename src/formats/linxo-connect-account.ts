import type { AccountFacts, AccountType, AccountUsage, Bank } from '../domain/account.js';
import type { ImportBatch } from '../domain/import.js';
import { instantOfEpochMs } from '../domain/instant.js';
import type { CurrencyCode } from '../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../domain/transaction.js';
import { type BankDate, BankDates, compactIban, countryOf } from './bank-dates.js';
import {
  checkText,
  currencyAt,
  decimalAt,
  decorativeText,
  FieldProblem,
  isObject,
  type JsonObject,
  listAt,
  looseChoiceAt,
  optionalText,
  textAt,
} from './fields.js';
import { hasNeverMoved, linxoStatusOf } from './linxo-status.js';
import { type AccountReading, BatchReader, type ReadOptions, readConnections } from './read-records.js';

const TYPES: Readonly<Record<string, AccountType>> = {
  CHECKINGS: 'CHECKING',
  CHECKING: 'CHECKING',
  SAVINGS: 'SAVINGS',
  LOAN: 'LOAN',
  CREDIT_CARD: 'CREDIT_CARD',
};
/** `PERSONNAL` is the API's own spelling. */
const USAGES: Readonly<Record<string, AccountUsage>> = {
  PERSONNAL: 'PERSONAL',
  PERSONAL: 'PERSONAL',
  PROFESSIONAL: 'PROFESSIONAL',
};

/** Origins of lines that are announced rather than booked; decisive only where there is no status. */
const ANNOUNCED = new Set(['UPCOMING', 'SCHEDULED']);

/** Timestamps above this are milliseconds: as seconds they would lie beyond the year 5000. */
const EPOCH_SECONDS_MAX = 100_000_000_000;

/**
 * Reads the Linxo Connect (Oxlin) Account API v2: `{connections: [{accounts: [{account_number, balance, balance_date,
 * transactions: [{label, amount, date, …}]}]}]}`. Its dates are Unix times in seconds.
 */
export function parseLinxoConnectAccount(json: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  readConnections(json, reader, (record, connection) => readAccount(record, connection, options));
  return reader.batch('LINXO_CONNECT_ACCOUNT_API_V2');
}

function readAccount(record: JsonObject, connection: JsonObject, options: ReadOptions): AccountReading {
  const iban = compactIban(optionalText(record, 'iban'));
  const country = countryOf(null, iban);
  const dates = new BankDates(country ?? options.country);
  const currency = currencyAt(record, 'currency', null);
  const balance = epochDateAt(record, 'balance_date', dates);
  if (balance === null) throw new FieldProblem('balance_date', 'missing', 'is missing: give a Unix time in seconds');
  const owner = ownerOf(record['owner']) ?? ownerOf(connection['owner']);
  const facts: AccountFacts = {
    type: looseChoiceAt(record, 'type', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'classification', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    balanceMinor: decimalAt(record, 'balance', currency),
    balanceDate: balance.date,
    balanceInstant: balance.instant,
    currency,
    ownerNames: owner === null ? [] : [owner],
    name: decorativeText(record, 'name'),
    number: optionalText(record, 'account_number'),
    iban,
    bic: decorativeText(record, 'bic'),
    bank: bankOf(connection),
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
    readTransaction: (transaction) => readTransaction(transaction, currency, dates),
  };
}

function readTransaction(record: JsonObject, accountCurrency: CurrencyCode, dates: BankDates): TransactionFacts | null {
  const status = linxoStatusOf(record);
  if (hasNeverMoved(status)) return null;
  const currency = currencyAt(record, 'currency', accountCurrency);
  const booked = epochDateAt(record, 'booking_date', dates);
  const valued = epochDateAt(record, 'value_date', dates) ?? epochDateAt(record, 'transaction_date', dates);
  // `date` is the one Linxo always fills; the booking date, where the bank gives one, is when the balance changed.
  const date = booked ?? epochDateAt(record, 'date', dates) ?? valued;
  if (date === null) throw new FieldProblem('date', 'missing', 'is missing: give a Unix time in seconds');
  return {
    amountMinor: decimalAt(record, 'amount', currency),
    currency,
    description: descriptionOf(record),
    date: date.date,
    bookingDate: (booked ?? date).date,
    valueDate: valued?.date ?? null,
    bookingInstant: (booked ?? date).instant,
    valueInstant: valued?.instant ?? null,
    counterpartyName: null,
    counterpartyAccount: null,
    isComing: status === 'PENDING' || (status === null && isAnnounced(record)),
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: optionalText(record, 'id'),
    aggregatorCategory: decorativeText(record, 'category_id'),
    aggregatorType: decorativeText(record, 'type'),
    providerProperties: null,
  };
}

function isAnnounced(record: JsonObject): boolean {
  const origin = decorativeText(record, 'origin');
  return origin !== null && ANNOUNCED.has(origin.toUpperCase());
}

/** The bank's own lines where they are sent; else the label, and the notes where they say more. */
function descriptionOf(record: JsonObject): string {
  const lines = listAt(record, 'remittance_information').filter(
    (line): line is string => typeof line === 'string' && line.trim() !== '',
  );
  if (lines.length > 0) return checkText(lines.join(' '), 'remittance_information');
  const label = textAt(record, 'label');
  const notes = optionalText(record, 'notes');
  return notes === null || label.includes(notes) ? label : checkText(`${label} ${notes}`.trim(), 'notes');
}

/** A Unix time; null when absent or 0, which the API sends for "none". ISO 8601 text is read too. */
function epochDateAt(record: JsonObject, field: string, dates: BankDates): BankDate | null {
  const value = record[field];
  if (typeof value !== 'number') return dates.optional(record, field);
  if (value === 0) return null;
  const epochMs = Math.round(Math.abs(value) < EPOCH_SECONDS_MAX ? value * 1_000 : value);
  // Beyond this a Date is invalid (ECMAScript: 100 million days around 1970).
  if (!(Math.abs(epochMs) <= 8.64e15)) {
    throw new FieldProblem(field, 'invalid', 'is not a time that exists: give a Unix time in seconds');
  }
  return dates.optional({ [field]: instantOfEpochMs(epochMs) }, field);
}

function ownerOf(given: unknown): string | null {
  if (!isObject(given)) return decorativeText({ given }, 'given');
  return decorativeText(given, 'name') ?? decorativeText(given, 'full_name');
}

function bankOf(connection: JsonObject): Bank | null {
  const id = decorativeText(connection, 'provider_id');
  const name = decorativeText(connection, 'name');
  const logoUrl = decorativeText(connection, 'logo_url');
  return id === null && name === null ? null : { id, name, logoUrl, country: null };
}
