import type { AnalysisInput } from '../../src/domain/analysis.js';
import { addMonths, type CalendarDate } from '../../src/domain/calendar-date.js';
import type { ImportBatch } from '../../src/domain/import.js';
import { mergeImport } from '../../src/domain/merge-import.js';
import { parseCurrency } from '../../src/domain/money.js';
import { parsePsd2 } from '../../src/formats/psd2/parse-psd2.js';
import { CustomerView, resourceIdOf, transactionBody } from '../../src/sandbox-bank/api-answers.js';
import { dutchDayAt } from '../../src/sandbox-bank/generate/bank-time.js';
import type { Person } from '../../src/sandbox-bank/people/person.js';

/** Everything the bank would answer about a person of the last `months` months, without HTTP. */
export function answersOf(person: Person, now: Date, months = 18): Record<string, unknown> {
  const view = new CustomerView(person, now);
  const today = dutchDayAt(now);
  const from: CalendarDate = addMonths(today, -months);
  return {
    providerKey: 'ENABNL2A',
    accounts: [view.accounts('https://bank.example')],
    details: person.accounts.map((account) => {
      const { booked, pending } = view.select(account, from, today);
      return {
        resourceId: resourceIdOf(person, account.key),
        balances: view.balances(account),
        transactions: [
          {
            transactions: {
              booked: booked.map((entry) => transactionBody(person, entry, false)),
              pending: pending.map((entry) => transactionBody(person, entry, true)),
            },
          },
        ],
      };
    }),
    fetchedAt: now.toISOString(),
  };
}

/** The answers as the service reads them. */
export function batchOf(person: Person, now: Date, months = 18): ImportBatch {
  return parsePsd2(JSON.parse(JSON.stringify(answersOf(person, now, months))), { country: 'NL' });
}

/** The answers as the engine takes them. */
export function inputOf(person: Person, now: Date): AnalysisInput {
  const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batchOf(person, now), person.id);
  const profile = person.kvkNumber === undefined ? 'personal' : 'business';
  return { accounts, transactions, currency: parseCurrency('EUR'), profile, corrections: [] };
}
