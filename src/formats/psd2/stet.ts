import type { AccountType, AccountUsage } from '../../domain/account.js';
import type { CurrencyCode } from '../../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../../domain/transaction.js';
import { type BankDate, compactIban, countryOf } from '../bank-dates.js';
import {
  checkText,
  currencyAt,
  decorativeText,
  FieldProblem,
  inside,
  isObject,
  type JsonObject,
  listAt,
  looseChoiceAt,
  objectAt,
  optionalText,
} from '../fields.js';
import { requiredList } from '../read-records.js';
import { type AccountContext, type AccountIdentity, type LocatedTransaction, locate, type Psd2Bank } from './bank.js';
import { readBerlinGroupBalances, readBerlinGroupMoney } from './berlin-group-account.js';
import { NOT_AVAILABLE, providerProperties } from './provider-properties.js';

const TYPES: Readonly<Record<string, AccountType>> = { CACC: 'CHECKING', CARD: 'CREDIT_CARD', SVGS: 'SAVINGS' };
const USAGES: Readonly<Record<string, AccountUsage>> = { PRIV: 'PERSONAL', ORGA: 'PROFESSIONAL' };

/** Announced, not booked. */
const COMING = new Set(['PDNG', 'FUTR']);
/** Refused, or told for information: no money moves. */
const NEVER_MOVES = new Set(['RJCT', 'INFO']);

/** A French bank that speaks STET's PSD2 API: amounts beside a creditDebitIndicator, balances often in the account record. */
function stetBank(providerKey: string, name: string): Psd2Bank {
  return {
    providerKey,
    name,
    precision: 'DAY',
    issuesForeignIbans: false,
    listAccounts: (body) => locate('accounts', requiredList(body, 'accounts')),
    accountId: (record) => optionalText(record, 'resourceId'),
    readAccount: (record) => readAccount(record, providerKey, name),
    readAccountBalance: (record, context) =>
      record['balances'] === undefined ? null : readBerlinGroupBalances(withIsoDays(record), context),
    readBalances: (body, context) => readBerlinGroupBalances(withIsoDays(body), context),
    listTransactions,
    readTransaction: (record, isPending, context) => readTransaction(record, isPending, context, providerKey),
  };
}

export const creditAgricole = stetBank('AGRIFRPP', 'Crédit Agricole');
export const lcl = stetBank('CRLYFRPP', 'LCL');

function readAccount(record: JsonObject, providerKey: string, name: string): AccountIdentity {
  const id = objectAt(record['accountId'], 'accountId');
  const iban = compactIban(inside('accountId', () => optionalText(id, 'iban')));
  const other = isObject(id['other']) ? id['other'] : null;
  const country = countryOf(null, iban) ?? 'FR';
  return {
    type: looseChoiceAt(record, 'cashAccountType', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'usage', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    currency: currencyOf(record, id),
    ownerNames: [],
    name: decorativeText(record, 'name'),
    number: decorativeText(other, 'identification'),
    iban,
    bic: decorativeText(record, 'bicFi'),
    bank: { id: providerKey, name, logoUrl: null, country },
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'resourceId'),
    providerKey,
  };
}

/** Card accounts may tell their currency in their balance alone. */
function currencyOf(record: JsonObject, id: JsonObject): CurrencyCode {
  const first = listAt(record, 'balances').find(isObject)?.['balanceAmount'];
  const fallback = isObject(first) && id['currency'] === undefined ? currencyAt(first, 'currency', null) : null;
  return inside('accountId', () => currencyAt(id, 'currency', fallback));
}

function listTransactions(body: JsonObject): LocatedTransaction[] {
  return locate('transactions', requiredList(body, 'transactions')).map((one) => {
    const status = isObject(one.record) ? decorativeText(one.record, 'status') : null;
    return { ...one, isPending: status !== null && COMING.has(status) };
  });
}

function readTransaction(
  record: JsonObject,
  isPending: boolean,
  context: AccountContext,
  providerKey: string,
): TransactionFacts | null {
  if (NEVER_MOVES.has(decorativeText(record, 'status') ?? '')) return null;
  const { amountMinor, currency } = signedMoney(record, context);
  const booked = dayAt(record, 'bookingDate', context);
  const valued = dayAt(record, 'valueDate', context) ?? dayAt(record, 'transactionDate', context);
  const date = booked ?? valued;
  if (date === null) {
    throw new FieldProblem('bookingDate', 'missing', 'is missing, and so is valueDate: give at least one');
  }
  const id = optionalText(record, 'entryReference') ?? optionalText(record, 'resourceId');
  const parties = isObject(record['relatedParties']) ? record['relatedParties'] : {};
  const party = parties[amountMinor < 0 ? 'creditor' : 'debtor'];
  const account = parties[amountMinor < 0 ? 'creditorAccount' : 'debtorAccount'];
  return {
    amountMinor,
    currency,
    description: descriptionOf(record),
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: valued?.date ?? null,
    bookingInstant: null,
    valueInstant: null,
    counterpartyName: isObject(party) ? decorativeText(party, 'name') : null,
    counterpartyAccount: isObject(account) ? compactIban(decorativeText(account, 'iban')) : null,
    isComing: isPending,
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: id,
    aggregatorCategory: null,
    aggregatorType: null,
    providerProperties: providerProperties(
      { providerKey, transactionId: id, balanceAfterMinor: null, currency: context.currency },
      NOT_AVAILABLE,
    ),
  };
}

/** The indicator decides the sign: LCL writes one into the amount as well, Crédit Agricole does not. */
function signedMoney(record: JsonObject, context: AccountContext): { amountMinor: number; currency: CurrencyCode } {
  const { amountMinor, currency } = readBerlinGroupMoney(record, 'transactionAmount', context.currency);
  const indicator = decorativeText(record, 'creditDebitIndicator');
  if (indicator !== 'DBIT' && indicator !== 'CRDT') {
    const kind = indicator === null ? 'missing' : 'invalid';
    throw new FieldProblem('creditDebitIndicator', kind, 'is neither CRDT nor DBIT: give one of them');
  }
  const size = Math.abs(amountMinor);
  return { amountMinor: indicator === 'DBIT' && size !== 0 ? -size : size, currency };
}

/** A list of lines, which LCL wraps in `{unstructured}`. */
function descriptionOf(record: JsonObject): string {
  const given = record['remittanceInformation'];
  const lines = isObject(given)
    ? inside('remittanceInformation', () => listAt(given, 'unstructured'))
    : listAt(record, 'remittanceInformation');
  const texts = lines.filter((line): line is string => typeof line === 'string').map((line) => line.trim());
  return checkText(texts.join(' '), 'remittanceInformation');
}

const FRENCH_DAY = /^(\d{2})-(\d{2})-(\d{4})$/;

/** LCL writes days as 31-12-2026. */
function isoDay(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(FRENCH_DAY, '$3-$2-$1') : value;
}

function dayAt(record: JsonObject, field: string, context: AccountContext): BankDate | null {
  return context.dates.optional({ [field]: isoDay(record[field]) }, field);
}

function withIsoDays(record: JsonObject): JsonObject {
  const balances = listAt(record, 'balances').map((one) =>
    isObject(one) ? { ...one, referenceDate: isoDay(one['referenceDate']) } : one,
  );
  return { ...record, balances };
}
