import fc from 'fast-check';
import type { AnalysisInput } from '../../../src/domain/analysis.js';
import { addDays, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import type { Transaction } from '../../../src/domain/transaction.js';
import { anAccount, aTransaction } from '../insights/sample-data.js';

/** What a generated customer is made of; amounts in cents. */
export interface Customer {
  readonly opening: number;
  readonly months: number;
  readonly salary: number;
  readonly rent: number;
  readonly groceries: readonly number[];
  readonly loan: number;
}

export const anyCustomer: fc.Arbitrary<Customer> = fc.record({
  opening: fc.integer({ min: -100_000, max: 800_000 }),
  months: fc.integer({ min: 3, max: 13 }),
  salary: fc.integer({ min: 80_000, max: 500_000 }),
  rent: fc.integer({ min: 30_000, max: 150_000 }),
  groceries: fc.array(fc.integer({ min: 500, max: 20_000 }), { minLength: 6, maxLength: 14 }),
  loan: fc.integer({ min: 0, max: 60_000 }),
});

const LAST_DAY = parseCalendarDate('2026-08-21');

/** The day a number of days back, so that months do not matter. */
function daysBack(days: number) {
  return addDays(LAST_DAY, -days);
}

/** The customer's bookings: pay, rent, groceries and a loan in spans of 30 days. */
export function transactionsOf(customer: Customer): Transaction[] {
  const transactions: Transaction[] = [];
  for (let span = 0; span < customer.months; span += 1) {
    const from = span * 30;
    const add = (id: string, days: number, amount: number, description: string) => {
      transactions.push(aTransaction(`${id}-${span}`, daysBack(from + days), amount, { description }));
    };
    add('pay', 25, customer.salary, 'VIREMENT SALAIRE ACME');
    add('rent', 22, -customer.rent, 'PRLV LOYER AGENCE');
    if (customer.loan > 0) add('loan', 20, -customer.loan, 'PRLV ECHEANCE PRET COFIDIS');
    for (const [at, amount] of customer.groceries.entries()) add(`food-${at}`, (at * 2) % 29, -amount, 'CB CARREFOUR');
  }
  return transactions;
}

/** The input of an analysis; the closing balance follows from the opening one. */
export function inputOf(opening: number, transactions: readonly Transaction[]): AnalysisInput {
  const balanceMinor = transactions.reduce((sum, { amountMinor }) => sum + amountMinor, opening);
  return {
    accounts: [anAccount({ balanceMinor, balanceDate: LAST_DAY, country: 'FR' })],
    transactions,
    currency: parseCurrency('EUR'),
    profile: 'personal',
    corrections: [],
  };
}

/** A booking some days back. */
export function booking(id: string, days: number, amount: number, description: string): Transaction {
  return aTransaction(id, daysBack(days), amount, { description });
}
