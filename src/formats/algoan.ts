import type {
  AccountFacts,
  AccountType,
  AccountUsage,
  Bank,
  LoanDetails,
  Ownership,
  SavingsDetails,
} from '../domain/account.js';
import type { ImportBatch } from '../domain/import.js';
import type { CurrencyCode } from '../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../domain/transaction.js';
import { BankDates, compactIban, countryOf } from './bank-dates.js';
import {
  amountAt,
  choiceAt,
  currencyAt,
  decorativeAmount,
  decorativeNumber,
  decorativeText,
  FieldProblem,
  flagAt,
  inside,
  isObject,
  type JsonObject,
  listAt,
  optionalObject,
  optionalText,
  textAt,
} from './fields.js';
import { type AccountReading, BatchReader, type ReadOptions, requiredList } from './read-records.js';

const TYPES: Readonly<Record<string, AccountType>> = {
  CHECKING: 'CHECKING',
  SAVINGS: 'SAVINGS',
  LOAN: 'LOAN',
  CREDIT_CARD: 'CREDIT_CARD',
  UNKNOWN: 'UNKNOWN',
};
const USAGES: Readonly<Record<string, AccountUsage>> = {
  PERSONAL: 'PERSONAL',
  PROFESSIONAL: 'PROFESSIONAL',
  UNKNOWN: 'UNKNOWN',
};
const OWNERSHIPS: Readonly<Record<string, Ownership>> = {
  HOLDER: 'HOLDER',
  CO_HOLDER: 'CO_HOLDER',
  ATTORNEY: 'ATTORNEY',
  OTHER: 'OTHER',
  UNKNOWN: 'UNKNOWN',
};

/** Reads contract A's own JSON, `{accounts: [{…, transactions: [...]}]}`. */
export function parseAlgoan(json: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  const accounts = reader.attempt('', () => requiredList(json, 'accounts')) ?? [];
  accounts.forEach((account, index) => {
    reader.account(`accounts[${index}]`, account, (record) => readAlgoanAccount(record, options));
  });
  return reader.batch('ALGOAN');
}

/** Reads one account of contract A with its transactions. */
export function readAlgoanAccount(record: JsonObject, options: ReadOptions): AccountReading {
  const iban = compactIban(optionalText(record, 'iban'));
  const country = countryOf(decorativeText(record, 'country'), iban);
  const dates = new BankDates(country ?? options.country);
  const currency = currencyAt(record, 'currency', null);
  const balance = dates.required(record, 'balanceDate');
  const details = isObject(record['details']) ? record['details'] : null;
  const facts: AccountFacts = {
    type: choiceAt(record, 'type', TYPES, 'UNKNOWN'),
    usage: choiceAt(record, 'usage', USAGES, 'UNKNOWN'),
    ownership: choiceAt(record, 'ownership', OWNERSHIPS, 'UNKNOWN'),
    balanceMinor: amountAt(record, 'balance', currency),
    balanceDate: balance.date,
    balanceInstant: balance.instant,
    currency,
    ownerNames: ownerNamesOf(record),
    name: decorativeText(record, 'name'),
    number: optionalText(record, 'number'),
    iban,
    bic: decorativeText(record, 'bic'),
    bank: bankOf(record['bank']),
    country,
    comingMinor: decorativeAmount(record, 'coming', currency),
    savings: savingsOf(details?.['savings'], currency, dates),
    loan: loanOf(details?.['loan'], currency, dates),
    aggregatorId: aggregatorIdOf(record),
    providerKey: null,
  };
  return {
    facts,
    transactions: listAt(record, 'transactions'),
    readTransaction: (transaction) => readTransaction(transaction, currency, dates),
  };
}

function readTransaction(record: JsonObject, accountCurrency: CurrencyCode, dates: BankDates): TransactionFacts {
  const currency = currencyAt(record, 'currency', accountCurrency);
  const given = optionalObject(record, 'dates');
  const debited = given && dates.optional(given, 'debitedAt', 'dates.debitedAt');
  const booked = given && dates.optional(given, 'bookedAt', 'dates.bookedAt');
  // Contract A debits the balance on `debitedAt`; card payments not yet debited carry `bookedAt` alone.
  const date = debited ?? booked;
  if (!date) throw new FieldProblem('dates', 'missing', 'has neither debitedAt nor bookedAt: give at least one');
  const aggregator = optionalObject(record, 'aggregator');
  return {
    amountMinor: amountAt(record, 'amount', currency),
    currency,
    description: textAt(record, 'description'),
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: debited?.date ?? null,
    bookingInstant: booked?.instant ?? null,
    valueInstant: debited?.instant ?? null,
    counterpartyName: null,
    counterpartyAccount: null,
    isComing: flagAt(record, 'isComing'),
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: aggregatorIdOf(record),
    aggregatorCategory: decorativeText(aggregator, 'category'),
    aggregatorType: decorativeText(aggregator, 'type'),
    providerProperties: null,
  };
}

function aggregatorIdOf(record: JsonObject): string | null {
  const aggregator = optionalObject(record, 'aggregator');
  return aggregator && inside('aggregator', () => optionalText(aggregator, 'id'));
}

/** Names from `owners[].name` and the single `owner` some clients send, each once. */
function ownerNamesOf(record: JsonObject): string[] {
  const names = listAt(record, 'owners').map((owner) => (isObject(owner) ? decorativeText(owner, 'name') : null));
  names.push(decorativeText(record, 'owner'));
  return [...new Set(names.filter((name) => name !== null))];
}

function bankOf(given: unknown): Bank | null {
  if (!isObject(given)) return null;
  const bank: Bank = {
    id: decorativeText(given, 'id'),
    name: decorativeText(given, 'name'),
    logoUrl: decorativeText(given, 'logoUrl'),
    country: decorativeText(given, 'country'),
  };
  return tellsAnything(bank) ? bank : null;
}

function savingsOf(given: unknown, currency: CurrencyCode, dates: BankDates): SavingsDetails | null {
  if (!isObject(given)) return null;
  const savings: SavingsDetails = {
    type: decorativeText(given, 'type'),
    openedAt: dates.decorative(given, 'openedAt'),
    maximumAmountMinor: decorativeAmount(given, 'maximumAmount', currency),
    interestRate: decorativeNumber(given, 'interestRate'),
  };
  return tellsAnything(savings) ? savings : null;
}

function loanOf(given: unknown, currency: CurrencyCode, dates: BankDates): LoanDetails | null {
  if (!isObject(given)) return null;
  const loan: LoanDetails = {
    type: decorativeText(given, 'type'),
    amountMinor: decorativeAmount(given, 'amount', currency),
    startDate: dates.decorative(given, 'startDate'),
    endDate: dates.decorative(given, 'endDate'),
    duration: decorativeNumber(given, 'duration'),
    insuranceLabel: decorativeText(given, 'insuranceLabel'),
    paymentMinor: decorativeAmount(given, 'payment', currency),
    remainingCapitalMinor: decorativeAmount(given, 'remainingCapital', currency),
    interestRate: decorativeNumber(given, 'interestRate'),
  };
  return tellsAnything(loan) ? loan : null;
}

/** Connectors send `{}` and `{savings: {}}` where they know nothing. */
function tellsAnything(details: object): boolean {
  return Object.values(details).some((value) => value !== null);
}
