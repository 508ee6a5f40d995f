import type { ImportBatch } from '../../domain/import.js';
import type { TransactionFacts } from '../../domain/transaction.js';
import { type BankDate, BankDates } from '../bank-dates.js';
import { FieldProblem, isObject, type JsonObject, listAt, objectAt, optionalText } from '../fields.js';
import { BatchReader, type ReadOptions } from '../read-records.js';
import type { AccountContext, Located, Psd2Bank, RawBalance } from './bank.js';
import { withRunningBalance } from './running-balance.js';

/** The answers about one account, and where they stand in the source. */
interface Details {
  readonly path: string;
  readonly balances: unknown;
  readonly pages: readonly unknown[];
}

/**
 * Reads what a bank answered for one consent, response bodies as they came:
 * `{accounts: body or bodies, details: [{resourceId, balances: body, transactions: [bodies]}], fetchedAt?}`.
 * `fetchedAt` dates balances that carry no date of their own. Records that cannot be read become problems.
 */
export function readBank(bank: Psd2Bank, answers: JsonObject, options: ReadOptions): ImportBatch {
  const reader = new BatchReader();
  const details = detailsOf(answers, reader);
  for (const { path, record } of accountsOf(bank, answers, reader)) {
    readAccount({ bank, answers, options, reader, details }, path, record);
  }
  return reader.batch('PSD2');
}

interface Reading {
  readonly bank: Psd2Bank;
  readonly answers: JsonObject;
  readonly options: ReadOptions;
  readonly reader: BatchReader;
  readonly details: ReadonlyMap<string, Details>;
}

function accountsOf(bank: Psd2Bank, answers: JsonObject, reader: BatchReader): Located[] {
  const given = answers['accounts'];
  const bodies = Array.isArray(given)
    ? given.map((body, index) => ({ path: `accounts[${index}]`, body }))
    : [{ path: 'accounts', body: given }];
  return bodies.flatMap(({ path, body }) => {
    const found = reader.attempt(path, () => bank.listAccounts(objectAt(body, ''))) ?? [];
    return found.map((one) => ({ path: [path, one.path].filter((part) => part !== '').join('.'), record: one.record }));
  });
}

function detailsOf(answers: JsonObject, reader: BatchReader): ReadonlyMap<string, Details> {
  const details = new Map<string, Details>();
  const given = reader.attempt('', () => listAt(answers, 'details')) ?? [];
  given.forEach((one, index) => {
    const path = `details[${index}]`;
    reader.attempt(path, () => {
      const record = objectAt(one, '');
      const id = optionalText(record, 'resourceId');
      if (id === null) throw new FieldProblem('resourceId', 'missing', "is missing: give the account's id");
      details.set(id, { path, balances: record['balances'], pages: listAt(record, 'transactions') });
    });
  });
  return details;
}

function readAccount(reading: Reading, path: string, record: unknown): void {
  const { bank, answers, options, reader } = reading;
  const read = reader.attempt(path, () => {
    const account = objectAt(record, '');
    return { account, identity: bank.readAccount(account), id: bank.accountId(account) };
  });
  if (read === null) return;
  const { account, identity, id } = read;
  const country = bank.issuesForeignIbans
    ? (options.country ?? identity.country)
    : (identity.country ?? options.country);
  const context: AccountContext = {
    currency: identity.currency,
    iban: identity.iban,
    dates: new BankDates(country),
  };
  const details = (id === null ? undefined : reading.details.get(id)) ?? null;
  const balance = balanceOf(reading, { path, account }, details, context);
  if (balance === null) return;
  const transactions = transactionsOf(reading, details, context);
  const stated = balance.at ?? reader.attempt('', () => context.dates.optional(answers, 'fetchedAt'));
  const at = stated ?? reader.attempt(path, () => lastBookingDay(transactions));
  if (at === null) return;
  const { amountMinor } = balance;
  const dated = { amountMinor, date: at.date, currency: identity.currency };
  reader.add({
    facts: { ...identity, balanceMinor: amountMinor, balanceDate: at.date, balanceInstant: at.instant },
    transactions: withRunningBalance(transactions, dated),
  });
}

function balanceOf(
  { bank, reader }: Reading,
  { path, account }: { readonly path: string; readonly account: JsonObject },
  details: Details | null,
  context: AccountContext,
): RawBalance | null {
  const body = details?.balances;
  // Banks that list balances with the account have been seen to answer `{}` here.
  if (details !== null && isObject(body) && Object.keys(body).length > 0) {
    return reader.attempt(`${details.path}.balances`, () => bank.readBalances(body, context));
  }
  return reader.attempt(path, () => {
    const balance = bank.readAccountBalance(account, context);
    if (balance === null) throw new FieldProblem('balances', 'missing', "are missing: give the bank's answer");
    return balance;
  });
}

function transactionsOf(
  { bank, reader }: Reading,
  details: Details | null,
  context: AccountContext,
): TransactionFacts[] {
  if (details === null) return [];
  return details.pages.flatMap((page, index) => {
    const path = `${details.path}.transactions[${index}]`;
    const located = reader.attempt(path, () => bank.listTransactions(objectAt(page, ''))) ?? [];
    return located.flatMap((one) => {
      const read = reader.attempt(`${path}.${one.path}`, () =>
        bank.readTransaction(objectAt(one.record, ''), one.isPending, context),
      );
      return read === null ? [] : [read];
    });
  });
}

/** The day of a balance "now" of which nothing tells when that was. */
function lastBookingDay(transactions: readonly TransactionFacts[]): BankDate {
  const days = transactions.filter((one) => !one.isComing).map((one) => one.date);
  const [first, ...rest] = days;
  if (first === undefined) {
    throw new FieldProblem('balances', 'missing', 'have no date, and there is no transaction: give fetchedAt');
  }
  return { date: rest.reduce((latest, day) => (day > latest ? day : latest), first), instant: null };
}
