import type { AccountId } from './account.js';
import type { CalendarDate } from './calendar-date.js';
import type { Instant } from './instant.js';
import type { CurrencyCode, MinorUnits } from './money.js';

export type TransactionId = string & { readonly __brand: 'TransactionId' };

/** Contract A's transaction types: how the money moved. */
export const TRANSACTION_TYPES = [
  'CASH_DEPOSIT',
  'CASH_WITHDRAWAL',
  'CHECK_DEPOSIT',
  'CHECK',
  'INCOMING_TRANSFER',
  'INCOMING_INTERNAL_TRANSFER',
  'OUTGOING_TRANSFER',
  'OUTGOING_INTERNAL_TRANSFER',
  'CARD',
  'CARD_REFUND',
  'DIRECT_DEBIT',
  'INCOMING_CARD',
  'CREDIT',
  'DEBIT',
] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/** Structured facts a bank may attach to a transaction; each null where the source has none. */
export interface TransactionHints {
  /** ISO 20022 external purpose code (SALA, PENS, RENT, …). */
  readonly purposeCode: string | null;
  /** ISO 20022 return or status reason (AM04, MS03, …). */
  readonly reasonCode: string | null;
  /** ISO 20022 bank transaction code, `DOMAIN-FAMILY-SUBFAMILY`. */
  readonly bankTransactionCode: string | null;
  /** The bank's own transaction type, code or name. */
  readonly proprietaryType: string | null;
  /** ISO 18245 merchant category code. */
  readonly merchantCategoryCode: string | null;
  /** SEPA creditor identifier of a direct debit. */
  readonly creditorId: string | null;
  readonly mandateId: string | null;
}

export const NO_HINTS: TransactionHints = Object.freeze({
  purposeCode: null,
  reasonCode: null,
  bankTransactionCode: null,
  proprietaryType: null,
  merchantCategoryCode: null,
  creditorId: null,
  mandateId: null,
});

/** What a source tells of a transaction, before it has an id of ours. */
export interface TransactionFacts {
  /** Negative is a debit. */
  readonly amountMinor: MinorUnits;
  readonly currency: CurrencyCode;
  /** Remittance information exactly as the bank printed it. */
  readonly description: string;
  /** The day on which it changes the account's balance; each format says which of its dates that is. */
  readonly date: CalendarDate;
  readonly bookingDate: CalendarDate | null;
  readonly valueDate: CalendarDate | null;
  readonly bookingInstant: Instant | null;
  readonly valueInstant: Instant | null;
  readonly counterpartyName: string | null;
  readonly counterpartyAccount: string | null;
  /** Announced by the bank but not booked: not part of the balance. */
  readonly isComing: boolean;
  readonly hints: TransactionHints;
  readonly balanceAfterMinor: MinorUnits | null;
  /** The bank's or aggregator's id; not unique in the field, so never an identity by itself. */
  readonly aggregatorId: string | null;
  readonly aggregatorCategory: string | null;
  readonly aggregatorType: string | null;
  /** The provider's own properties as given, for contract B. */
  readonly providerProperties: Readonly<Record<string, unknown>> | null;
}

export interface Transaction extends TransactionFacts {
  readonly id: TransactionId;
  readonly accountId: AccountId;
}

/**
 * A transaction of its facts. Written out, because objects that spread another one take four times the memory, and a customer
 * may have a million of these.
 */
export function transactionOf(facts: TransactionFacts, id: TransactionId, accountId: AccountId): Transaction {
  return {
    amountMinor: facts.amountMinor,
    currency: facts.currency,
    description: facts.description,
    date: facts.date,
    bookingDate: facts.bookingDate,
    valueDate: facts.valueDate,
    bookingInstant: facts.bookingInstant,
    valueInstant: facts.valueInstant,
    counterpartyName: facts.counterpartyName,
    counterpartyAccount: facts.counterpartyAccount,
    isComing: facts.isComing,
    hints: facts.hints,
    balanceAfterMinor: facts.balanceAfterMinor,
    aggregatorId: facts.aggregatorId,
    aggregatorCategory: facts.aggregatorCategory,
    aggregatorType: facts.aggregatorType,
    providerProperties: facts.providerProperties,
    id,
    accountId,
  };
}
