import type { Account, AccountId } from '../domain/account.js';
import { parseCalendarDate } from '../domain/calendar-date.js';
import { parseCurrency, parseDecimal } from '../domain/money.js';
import { NO_HINTS, type Transaction, type TransactionId } from '../domain/transaction.js';

/** A statement line as a person types it to see how it is read. */
export interface SingleLine {
  readonly description: string;
  /** Decimal text; negative is a debit. */
  readonly amount: string;
  /** ISO 3166 alpha-2 of the account, null when unknown. */
  readonly country: string | null;
  readonly currency: string;
  readonly owner: string | null;
}

const ANY_DAY = parseCalendarDate('2026-01-15');

/** An account and a transaction that hold nothing but the line; throws MoneyError for an amount or currency that is none. */
export function singleLine(line: SingleLine): { account: Account; transaction: Transaction } {
  const currency = parseCurrency(line.currency);
  const account: Account = {
    id: 'account' as AccountId,
    type: 'CHECKING',
    usage: 'PERSONAL',
    ownership: 'HOLDER',
    balanceMinor: 0,
    balanceDate: ANY_DAY,
    balanceInstant: null,
    currency,
    ownerNames: line.owner === null ? [] : [line.owner],
    name: null,
    number: null,
    iban: null,
    bic: null,
    bank: null,
    country: line.country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: null,
    providerKey: null,
  };
  const transaction: Transaction = {
    id: 'line' as TransactionId,
    accountId: account.id,
    amountMinor: parseDecimal(line.amount, currency),
    currency,
    description: line.description,
    date: ANY_DAY,
    bookingDate: ANY_DAY,
    valueDate: null,
    bookingInstant: null,
    valueInstant: null,
    counterpartyName: null,
    counterpartyAccount: null,
    isComing: false,
    hints: NO_HINTS,
    balanceAfterMinor: null,
    aggregatorId: null,
    aggregatorCategory: null,
    aggregatorType: null,
    providerProperties: null,
  };
  return { account, transaction };
}
