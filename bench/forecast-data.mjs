// Customers whose history is cut short, so that a forecast can be compared with what came after.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeImport } from '../dist/domain/merge-import.js';
import { parseBankData } from '../dist/formats/parse-bank-data.js';

const PERSONAE = join(import.meta.dirname, '..', 'examples', 'personae');
const MS_PER_DAY = 86_400_000;

/** `2026-08-21` a number of days later. */
export function later(date, days) {
  return new Date(Date.parse(date) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** The engine's inputs for the example personae, by name, in the currency of their first checking account. */
export function personae() {
  const files = readdirSync(PERSONAE).filter((file) => /^[^.]+\.json$/.test(file));
  return files.map((file) => {
    const name = file.slice(0, -5);
    const json = JSON.parse(readFileSync(join(PERSONAE, file), 'utf8'));
    const batch = parseBankData(json, { format: 'auto', country: null });
    const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batch, name);
    const first = accounts.find(({ type }) => type === 'CHECKING') ?? accounts[0];
    const input = { accounts, transactions, currency: first.currency, profile: 'personal', corrections: [] };
    return { name, input };
  });
}

/** Rows of a file whose fields are parted by semicolons and may be quoted. */
function rowsOf(file) {
  const [head, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const split = (line) => line.split(';').map((field) => field.replace(/^"|"$/g, ''));
  const names = split(head);
  return lines.map((line) => Object.fromEntries(split(line).map((field, at) => [names[at], field])));
}

/**
 * The accounts of the PKDD'99 Discovery Challenge (Berka) that have transactions, as the engine takes them. Their crowns are
 * called euros, because the engine analyses no crowns; a forecast knows no prices. Null where the data is not there.
 */
export function berkaAccounts(folder) {
  const files = ['transactions_1993_1994.csv', 'transactions_1997_1998.csv'].map((file) => join(folder, file));
  if (!files.every((file) => existsSync(file))) return null;
  const byAccount = new Map();
  for (const row of files.flatMap(rowsOf)) {
    byAccount.set(row.account_id, [...(byAccount.get(row.account_id) ?? []), row]);
  }
  return [...byAccount].map(([id, rows]) => ({ name: `berka-${id}`, input: berkaInput(id, rows) }));
}

function berkaInput(id, rows) {
  const transactions = rows.map((row) => {
    const isCredit = row.type === 'PRIJEM' || row.type === 'credit';
    const words = [row.operation, row.k_symbol, row.bank, row.account].filter((word) => word.trim() !== '');
    return {
      id: row.trans_id,
      accountId: id,
      amount: (isCredit ? 1 : -1) * Number(row.amount),
      date: `19${row.date.slice(0, 2)}-${row.date.slice(2, 4)}-${row.date.slice(4, 6)}`,
      description: words.join(' ') || row.type,
      balance: Number(row.balance),
    };
  });
  return inputOf(id, transactions);
}

/** Balances are printed after each transaction: the last of the last day is the account's. */
function inputOf(id, transactions) {
  const last = transactions.at(-1);
  const json = {
    accounts: [
      {
        type: 'CHECKING',
        balance: last.balance,
        balanceDate: `${last.date}T00:00:00.000Z`,
        currency: 'EUR',
        aggregator: { id },
        transactions: transactions.map(({ amount, date, description, ...one }) => ({
          dates: { debitedAt: `${date}T00:00:00.000Z`, bookedAt: `${date}T00:00:00.000Z` },
          description,
          amount,
          currency: 'EUR',
          isComing: false,
          aggregator: { id: one.id },
        })),
      },
    ],
  };
  const batch = parseBankData(json, { format: 'ALGOAN', country: 'CZ' });
  const { accounts, transactions: merged } = mergeImport({ accounts: [], transactions: [] }, batch, id);
  return { accounts, transactions: merged, currency: 'EUR', profile: 'personal', corrections: [] };
}

/** The input as it stood at the end of a day: later transactions are not there, and the balance is that day's. */
export function asOfDay(input, day) {
  const accounts = input.accounts.map((account) => {
    const own = input.transactions.filter(({ accountId, isComing }) => accountId === account.id && !isComing);
    // The balance given holds everything up to its date.
    const change = own
      .filter(({ date }) => (day < account.balanceDate ? date > day && date <= account.balanceDate : false))
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return day < account.balanceDate
      ? { ...account, balanceMinor: account.balanceMinor - change, balanceDate: day }
      : account;
  });
  return {
    ...input,
    accounts,
    transactions: input.transactions.filter(({ date, isComing }) => date <= day && !isComing),
  };
}
