import type { AccountFacts, AccountType, AccountUsage } from '../domain/account.js';
import type { ImportBatch } from '../domain/import.js';
import type { CurrencyCode } from '../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../domain/transaction.js';
import { type BankDate, BankDates, compactIban, countryOf } from './bank-dates.js';
import {
  checkText,
  currencyAt,
  decimalAt,
  decorativeText,
  FieldProblem,
  inside,
  type JsonObject,
  listAt,
  looseChoiceAt,
  objectAt,
  optionalText,
} from './fields.js';
import { hasNeverMoved, linxoStatusOf } from './linxo-status.js';
import { type AccountReading, BatchReader, type ReadOptions, readConnections, requiredList } from './read-records.js';

const TYPES: Readonly<Record<string, AccountType>> = {
  CASH_ACCOUNT: 'CHECKING',
  SAVING: 'SAVINGS',
  LOAN: 'LOAN',
  CARD: 'CREDIT_CARD',
};
const USAGES: Readonly<Record<string, AccountUsage>> = { PRIVATE: 'PERSONAL', ORGANISATION: 'PROFESSIONAL' };

/**
 * Reads the Oxlin (Linxo) Direct Account API v3:
 * `{connections: [{accounts: [{account_id, balances, transactions: [{transaction_amount, …}]}]}]}`, or the accounts alone at the top,
 * because contract A has clients upload "users' accounts" in this format.
 */
export function parseLinxoDirectAccount(json: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  const read = (record: JsonObject) => readAccount(record, options);
  if (hasBareAccounts(json)) {
    requiredList(json, 'accounts').forEach((account, index) => {
      reader.account(`accounts[${index}]`, account, read);
    });
  } else readConnections(json, reader, read);
  return reader.batch('OXLIN_DIRECT_ACCOUNT_API_V3');
}

/** True when accounts stand at the top, without connections around them. */
export function hasBareAccounts(json: JsonObject): boolean {
  return (json['connections'] ?? null) === null && Array.isArray(json['accounts']);
}

function readAccount(record: JsonObject, options: ReadOptions): AccountReading {
  const iban = compactIban(optionalText(record, 'iban'));
  const country = countryOf(null, iban);
  const dates = new BankDates(country ?? options.country);
  const currency = currencyAt(record, 'currency', null);
  const balance = latestBalance(record, currency, dates);
  const facts: AccountFacts = {
    type: looseChoiceAt(record, 'type', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'usage', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    balanceMinor: balance.amountMinor,
    balanceDate: balance.at.date,
    balanceInstant: balance.at.instant,
    currency,
    ownerNames: [],
    name: decorativeText(record, 'name'),
    number: null,
    iban,
    bic: decorativeText(record, 'bic'),
    bank: null,
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'account_id'),
    providerKey: null,
  };
  return {
    facts,
    transactions: listAt(record, 'transactions'),
    readTransaction: (transaction) => readTransaction(transaction, currency, dates),
  };
}

interface DatedBalance {
  readonly amountMinor: number;
  readonly at: BankDate;
}

/**
 * The balance of the latest reference date; on a tie the first one given. One without a day, or in another currency, is passed over
 * where there is another; FieldProblem for the first of them otherwise.
 */
function latestBalance(record: JsonObject, accountCurrency: CurrencyCode, dates: BankDates): DatedBalance {
  let latest: DatedBalance | null = null;
  let problem = new FieldProblem('balances', 'missing', 'is empty: give at least one balance');
  for (const [index, given] of requiredList(record, 'balances').entries()) {
    try {
      const balance = inside(`balances[${index}]`, () => readBalance(given, accountCurrency, dates));
      if (latest === null || orderOf(balance.at) > orderOf(latest.at)) latest = balance;
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      if (problem.field === 'balances') problem = error;
    }
  }
  if (latest === null) throw problem;
  return latest;
}

function orderOf(at: BankDate): string {
  return at.date + (at.instant ?? '');
}

function readBalance(given: unknown, accountCurrency: CurrencyCode, dates: BankDates): DatedBalance {
  const balance = objectAt(given, '');
  const amount = objectAt(balance['balance_amount'], 'balance_amount');
  const amountMinor = inside('balance_amount', () => {
    const currency = currencyAt(amount, 'currency', accountCurrency);
    if (currency !== accountCurrency) {
      throw new FieldProblem('currency', 'invalid', "is not the account's currency: give the balance in that one");
    }
    return decimalAt(amount, 'amount', currency);
  });
  return { amountMinor, at: dates.required(balance, 'reference_date') };
}

function readTransaction(record: JsonObject, accountCurrency: CurrencyCode, dates: BankDates): TransactionFacts | null {
  const status = linxoStatusOf(record);
  if (hasNeverMoved(status)) return null;
  const amount = objectAt(record['transaction_amount'], 'transaction_amount');
  const booked = dates.optional(record, 'booking_date');
  const transacted = dates.optional(record, 'transaction_date');
  const valued = dates.optional(record, 'value_date');
  // The bank changes the balance when it books; card payments not yet booked carry the day of the purchase alone.
  const date = booked ?? transacted ?? valued;
  if (date === null) {
    throw new FieldProblem('booking_date', 'missing', 'is missing, and so is transaction_date: give at least one');
  }
  let currency = accountCurrency;
  const amountMinor = inside('transaction_amount', () => {
    currency = currencyAt(amount, 'currency', accountCurrency);
    return decimalAt(amount, 'amount', currency);
  });
  return {
    amountMinor,
    currency,
    description: remittanceOf(record),
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: valued?.date ?? transacted?.date ?? null,
    bookingInstant: booked?.instant ?? null,
    valueInstant: valued?.instant ?? transacted?.instant ?? null,
    counterpartyName: null,
    counterpartyAccount: null,
    isComing: status === 'PENDING',
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: optionalText(record, 'id'),
    aggregatorCategory: null,
    aggregatorType: null,
    providerProperties: null,
  };
}

/** The lines of remittance information as one text, one space between them. */
function remittanceOf(record: JsonObject): string {
  const lines = requiredList(record, 'remittance_information');
  const first = lines[0];
  if (lines.length === 1 && typeof first === 'string') return checkText(first, 'remittance_information[0]');
  const texts = lines.map((line, index) => {
    if (typeof line === 'string') return line;
    throw new FieldProblem(`remittance_information[${index}]`, 'invalid', 'is not text: give text');
  });
  return checkText(texts.join(' '), 'remittance_information');
}
