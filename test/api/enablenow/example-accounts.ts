import type { BankAccountOfTest, BankLine } from './simulated-bank.js';

const DAY_MS = 86_400_000;

/** The day so many days before today. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}

/** Twelve months of a household: salary, rent, groceries, a transfer to the other account, gambling, crypto. */
function householdLines(): BankLine[] {
  return Array.from({ length: 12 }, (_, month) => {
    const day = (offset: number) => daysAgo(month * 30 + offset);
    const own = 'NL99ENAB0987654321';
    return [
      line(`s${month}`, day(5), '3167.00', 'SALARIS MAART WERKGEVER BV', 'Werkgever BV', 'NL20INGB0001234567'),
      line(`r${month}`, day(4), '-1200.00', 'Huur woning', 'Woningstichting Eigen Haard', 'NL28ABNA9998422205'),
      line(`g${month}`, day(3), '-85.40', 'ALBERT HEIJN 1234 AMSTERDAM', 'Albert Heijn'),
      line(`b${month}`, day(2), '-50.00', 'TOTO ONLINE', 'TOTO', 'NL12RABO0123456789'),
      line(`c${month}`, day(2), '-150.00', 'BITVAVO BV', 'Bitvavo', 'NL04INGB9999552978'),
      line(`t${month}`, day(1), '-200.00', 'Naar spaarrekening', 'J. Doe', own),
    ];
  }).flat();
}

function line(id: string, date: string, amount: string, text: string, name: string, iban?: string): BankLine {
  return { id, date, amount, text, name, ...(iban === undefined ? {} : { iban }) };
}

/** Two accounts of one person at the simulated bank. */
export function exampleAccounts(): BankAccountOfTest[] {
  const savings = Array.from({ length: 12 }, (_, month) =>
    line(`u${month}`, daysAgo(month * 30 + 1), '200.00', 'Van betaalrekening', 'J. Doe', 'NL11ENAB1234567890'),
  );
  return [
    {
      id: 'current',
      iban: 'NL11ENAB1234567890',
      name: 'Betaalrekening',
      owner: 'J. Doe',
      balance: '1229.82',
      lines: householdLines(),
    },
    {
      id: 'savings',
      iban: 'NL99ENAB0987654321',
      name: 'Spaarrekening',
      owner: 'J. Doe',
      balance: '2400.00',
      lines: savings,
    },
  ];
}
