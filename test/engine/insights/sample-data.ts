import type { Account, AccountId } from '../../../src/domain/account.js';
import type { AnalysisInput, EnrichedTransaction, Enrichment } from '../../../src/domain/analysis.js';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import type { Transaction, TransactionId } from '../../../src/domain/transaction.js';
import { readCompiled, referenceOn } from '../../../src/reference/load.js';
import { plainTransaction } from '../../domain/plain-transaction.js';

export const EUR = parseCurrency('EUR');
export const AS_OF = parseCalendarDate('2026-08-22');
export const REFERENCE = referenceOn(readCompiled(), AS_OF);
export const ACCOUNT_ID = 'account-1' as AccountId;

/** A personal checking account in euros with nothing special about it. */
export function anAccount(facts: Partial<Account> = {}): Account {
  return {
    id: ACCOUNT_ID,
    type: 'CHECKING',
    usage: 'PERSONAL',
    ownership: 'HOLDER',
    balanceMinor: 100_000,
    balanceDate: parseCalendarDate('2026-08-21'),
    balanceInstant: null,
    currency: EUR,
    ownerNames: ['Jane Doe'],
    name: null,
    number: null,
    iban: null,
    bic: null,
    bank: null,
    country: 'FR',
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: null,
    providerKey: null,
    ...facts,
  };
}

/** A booked transaction; the amount in minor units. */
export function aTransaction(
  id: string,
  date: string,
  amountMinor: number,
  facts: Partial<Transaction> = {},
): Transaction {
  const plain = plainTransaction({ amountMinor, date: parseCalendarDate(date) });
  return { ...plain, id: id as TransactionId, accountId: ACCOUNT_ID, ...facts };
}

/** A transaction as understood: the label is its description, the category that of an unknown expense or income. */
export function anEnriched(
  transaction: Transaction,
  enrichment: Partial<Enrichment> = {},
  notAnalysed: EnrichedTransaction['notAnalysed'] = null,
): EnrichedTransaction {
  const isDebit = transaction.amountMinor < 0;
  return {
    transaction,
    enrichment: {
      label: transaction.description,
      type: isDebit ? 'DEBIT' : 'CREDIT',
      counterparty: null,
      category: isDebit ? 'expenses.other' : 'income.other',
      confidence: 0.5,
      reasons: [],
      flags: [],
      isRejected: false,
      counterpart: null,
      isInternal: false,
      ...enrichment,
    },
    notAnalysed,
    cashFlowId: null,
  };
}

/** A customer with one account unless told otherwise. */
export function anInput(transactions: readonly Transaction[], facts: Partial<AnalysisInput> = {}): AnalysisInput {
  return { accounts: [anAccount()], transactions, currency: EUR, profile: 'personal', corrections: [], ...facts };
}
