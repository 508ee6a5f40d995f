import type { AccountFacts, AccountType, AccountUsage, Bank, LoanDetails, Ownership } from '../domain/account.js';
import type { ImportBatch } from '../domain/import.js';
import type { CurrencyCode, MinorUnits } from '../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../domain/transaction.js';
import { BankDates, compactIban, countryOf } from './bank-dates.js';
import {
  currencyAt,
  decimalAt,
  decorativeAmount,
  decorativeNumber,
  decorativeText,
  FieldProblem,
  flagAt,
  isObject,
  type JsonObject,
  listAt,
  looseChoiceAt,
  optionalText,
  textAt,
} from './fields.js';
import { type AccountReading, BatchReader, type ReadOptions, readConnections } from './read-records.js';

/** Budget Insight's account types; those not named (market, life insurance, …) are none of ours. */
const TYPES: Readonly<Record<string, AccountType>> = {
  CHECKING: 'CHECKING',
  JOINT: 'CHECKING',
  SAVINGS: 'SAVINGS',
  LIVRET_A: 'SAVINGS',
  LIVRET_B: 'SAVINGS',
  LDDS: 'SAVINGS',
  CEL: 'SAVINGS',
  PEL: 'SAVINGS',
  CSL: 'SAVINGS',
  KDD: 'SAVINGS',
  DEPOSIT: 'SAVINGS',
  LOAN: 'LOAN',
  MORTGAGE: 'LOAN',
  CONSUMERCREDIT: 'LOAN',
  REVOLVINGCREDIT: 'LOAN',
  CARD: 'CREDIT_CARD',
};
const USAGES: Readonly<Record<string, AccountUsage>> = { PRIV: 'PERSONAL', ORGA: 'PROFESSIONAL', ASSO: 'PROFESSIONAL' };
const OWNERSHIPS: Readonly<Record<string, Ownership>> = {
  OWNER: 'HOLDER',
  HOLDER: 'HOLDER',
  'CO-OWNER': 'CO_HOLDER',
  CO_OWNER: 'CO_HOLDER',
  CO_HOLDER: 'CO_HOLDER',
  ATTORNEY: 'ATTORNEY',
  OTHER: 'OTHER',
};

/** Reads Budget Insight's API v2: `{connections: [{accounts: [{…, transactions: [{original_wording, value, …}]}]}]}`. */
export function parseBudgetInsight(json: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  readConnections(json, reader, (record, connection) => readAccount(record, connection, options));
  return reader.batch('BUDGET_INSIGHT_V2_0');
}

function readAccount(record: JsonObject, connection: JsonObject, options: ReadOptions): AccountReading {
  const iban = compactIban(optionalText(record, 'iban'));
  const country = countryOf(null, iban);
  const dates = new BankDates(country ?? options.country);
  const currency = currencyOf(record);
  const balance = dates.required(record, 'last_update');
  const owner = ownerOf(record['information']) ?? ownerOf(connection['information']);
  const balanceMinor = decimalAt(record, 'balance', currency);
  const facts: AccountFacts = {
    type: looseChoiceAt(record, 'type', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'usage', USAGES, 'UNKNOWN'),
    ownership: looseChoiceAt(record, 'ownership', OWNERSHIPS, 'UNKNOWN'),
    balanceMinor,
    balanceDate: balance.date,
    balanceInstant: balance.instant,
    currency,
    ownerNames: owner === null ? [] : [owner],
    name: decorativeText(record, 'name') ?? decorativeText(record, 'original_name'),
    number: optionalText(record, 'number'),
    iban,
    bic: decorativeText(record, 'bic'),
    bank: bankOf(connection['connector']),
    country,
    comingMinor: decorativeAmount(record, 'coming', currency),
    savings: null,
    loan: loanOf(record['loan'], balanceMinor, currency, dates),
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
  // The day on which the bank took it back: it keeps its place in the list, and its money is back too.
  if (decorativeText(record, 'deleted') !== null) return null;
  const currency = transactionCurrencyOf(record, accountCurrency);
  const debited = dates.optional(record, 'date');
  const booked = dates.optional(record, 'rdate');
  const date = debited ?? booked;
  if (date === null) throw new FieldProblem('date', 'missing', 'is missing, and so is rdate: give at least one');
  const category = record['category'];
  return {
    amountMinor: decimalAt(record, 'value', currency),
    currency,
    description: textAt(record, 'original_wording'),
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: debited?.date ?? null,
    bookingInstant: booked?.instant ?? null,
    valueInstant: debited?.instant ?? null,
    counterpartyName: null,
    counterpartyAccount: null,
    isComing: flagAt(record, 'coming'),
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: optionalText(record, 'id'),
    aggregatorCategory: isObject(category) ? decorativeText(category, 'name') : null,
    aggregatorType: decorativeText(record, 'type'),
    providerProperties: null,
  };
}

/** The account's currency is an object `{id}` at Budget Insight; a plain code is taken too. */
function currencyOf(record: JsonObject): CurrencyCode {
  const given = record['currency'];
  if (!isObject(given)) return currencyAt(record, 'currency', null);
  return currencyAt({ 'currency.id': given['id'] }, 'currency.id', null);
}

function transactionCurrencyOf(record: JsonObject, accountCurrency: CurrencyCode): CurrencyCode {
  const given = record['currency'];
  if (!isObject(given)) return currencyAt(record, 'currency', accountCurrency);
  return currencyAt({ 'currency.id': given['id'] }, 'currency.id', accountCurrency);
}

/** The owner is an object with a name where the API's answer is passed on whole, else the name itself. */
function ownerOf(information: unknown): string | null {
  if (!isObject(information)) return null;
  const owner = information['owner'];
  return isObject(owner) ? decorativeText(owner, 'name') : decorativeText(information, 'owner');
}

/** Null without a loan. Its rate is left out: nothing published says whether it is a share or a percentage. */
function loanOf(
  given: unknown,
  balanceMinor: MinorUnits,
  currency: CurrencyCode,
  dates: BankDates,
): LoanDetails | null {
  if (!isObject(given)) return null;
  return {
    type: decorativeText(given, 'type'),
    amountMinor: decorativeAmount(given, 'total_amount', currency),
    startDate: dates.decorative(given, 'subscription_date'),
    endDate: dates.decorative(given, 'maturity_date'),
    duration: decorativeNumber(given, 'duration'),
    insuranceLabel: decorativeText(given, 'insurance_label'),
    paymentMinor: decorativeAmount(given, 'next_payment_amount', currency),
    // What is owed is the balance, which is negative for a debt.
    remainingCapitalMinor: Math.abs(balanceMinor),
    interestRate: null,
  };
}

function bankOf(connector: unknown): Bank | null {
  if (!isObject(connector)) return null;
  const id = decorativeText(connector, 'id') ?? decorativeText(connector, 'uuid');
  const name = decorativeText(connector, 'name');
  const logoUrl = decorativeText(connector, 'logoUrl');
  return id === null && name === null ? null : { id, name, logoUrl, country: null };
}
