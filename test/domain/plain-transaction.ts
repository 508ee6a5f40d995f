import { parseCalendarDate } from '../../src/domain/calendar-date.js';
import { parseCurrency } from '../../src/domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../../src/domain/transaction.js';

/** A transaction in euros of which the bank told nothing beyond what is given. */
export function plainTransaction(facts: Partial<TransactionFacts> = {}): TransactionFacts {
  return {
    amountMinor: -10_00,
    currency: parseCurrency('EUR'),
    description: 'SHOP',
    date: parseCalendarDate('2026-03-01'),
    bookingDate: null,
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
    ...facts,
  };
}
