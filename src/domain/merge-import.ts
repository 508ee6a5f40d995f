import type { Account, AccountId } from './account.js';
import { AppError } from './errors.js';
import type { ImportBatch } from './import.js';
import { recogniseAccounts } from './merge-accounts.js';
import { mergeTransactions } from './merge-transactions.js';
import { canonicalJson } from './stable-id.js';
import type { Transaction, TransactionFacts, TransactionId } from './transaction.js';

/** What a customer's data are after an import, and what changed. */
export interface MergedImport {
  /** All accounts after the merge, known ones first, new ones by id. */
  readonly accounts: Account[];
  /** All transactions after the merge, by account's id, date and id. */
  readonly transactions: Transaction[];
  readonly inserted: Transaction[];
  readonly updated: Transaction[];
  /** Announced transactions that a booked one, already held, turned out to be. */
  readonly removed: TransactionId[];
  readonly insertedAccounts: Account[];
  readonly updatedAccounts: Account[];
  /** Accounts that came twice: more than once in the batch, or under another id of their source than before. */
  readonly mergedAccountIds: AccountId[];
  /** The accounts that the batch is about. */
  readonly batchAccountIds: AccountId[];
  /** Readable transactions of the batch. */
  readonly taken: number;
  /** Those of them that were known already or repeated others of the batch. */
  readonly merged: number;
}

/**
 * Merges a batch into what is known of a customer (SPEC §3, idempotent import). `scope` is the customer's id: equal data
 * of two customers get different ids. Importing twice changes nothing, and the order of the batch has no part in the
 * result, ids included. Throws AppError BAD_REQUEST for amounts beyond all that can be added up.
 */
export function mergeImport(
  known: { readonly accounts: readonly Account[]; readonly transactions: readonly Transaction[] },
  batch: ImportBatch,
  scope: string,
): MergedImport {
  const recognised = recogniseAccounts(known.accounts, batch.accounts, scope);
  const held = new Map<AccountId, Transaction[]>();
  for (const transaction of known.transactions) {
    const list = held.get(transaction.accountId);
    if (list) list.push(transaction);
    else held.set(transaction.accountId, [transaction]);
  }
  const inserted: Transaction[] = [];
  const updated: Transaction[] = [];
  const removed: TransactionId[] = [];
  for (const { account, transactionLists } of recognised) {
    const before = new Map((held.get(account.id) ?? []).map((transaction) => [transaction.id, transaction]));
    const after = mergeLists(account.id, [...before.values()], transactionLists, scope);
    held.set(account.id, after);
    for (const transaction of after) {
      const was = before.get(transaction.id);
      if (was === undefined) inserted.push(transaction);
      else if (!isSame(was, transaction)) updated.push(transaction);
      before.delete(transaction.id);
    }
    for (const id of before.keys()) removed.push(id);
  }
  const taken = batch.accounts.reduce((count, account) => count + account.transactions.length, 0);
  const accounts = mergedAccounts(known.accounts, recognised);
  const transactions = [...held.values()].flat().sort(compareTransactions);
  assertAddable(accounts.accounts, transactions);
  return {
    ...accounts,
    transactions,
    inserted: inserted.sort(compareTransactions),
    updated: updated.sort(compareTransactions),
    removed: removed.sort(),
    mergedAccountIds: recognised.flatMap(({ account, isMerged }) => (isMerged ? [account.id] : [])),
    batchAccountIds: recognised.map(({ account }) => account.id),
    taken,
    merged: taken - inserted.length,
  };
}

/**
 * Most that all amounts of a customer may come to, signs aside: an eighth of what adds up exactly, so that every total of theirs does.
 * In cents it is eleven million million.
 */
const TURNOVER_MINOR_MAX = Number.MAX_SAFE_INTEGER / 8;

/** Throws AppError BAD_REQUEST where amounts are so large that no analysis of them could add them up. */
function assertAddable(accounts: readonly Account[], transactions: readonly Transaction[]): void {
  let turnover = 0;
  for (const { balanceMinor } of accounts) turnover += Math.abs(balanceMinor);
  for (const { amountMinor } of transactions) turnover += Math.abs(amountMinor);
  if (turnover <= TURNOVER_MINOR_MAX) return;
  const advice = 'give amounts in units of their currency, such as -12.34';
  throw new AppError('BAD_REQUEST', `accounts hold balances and amounts too large to be added up exactly: ${advice}`);
}

/** Rounds after which a merge is taken as it is; generated histories settle in two or three. */
const ROUNDS_MAX = 8;

/**
 * Merges the lists of one account one after the other, again and again until nothing changes: what one pairing frees may
 * be the partner of another. That is what makes a second import of the same batch find nothing to do.
 */
function mergeLists(
  account: AccountId,
  held: readonly Transaction[],
  lists: readonly (readonly TransactionFacts[])[],
  scope: string,
): Transaction[] {
  let after = held;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const before = after;
    let isSettled = lists.length === 1;
    for (const list of lists) {
      const merged = mergeTransactions(account, after, list, scope);
      after = merged.all;
      isSettled &&= merged.isSettled;
    }
    if (isSettled || isSameList(before, after)) break;
  }
  return [...after];
}

function isSameList(before: readonly Transaction[], after: readonly Transaction[]): boolean {
  const byId = new Map(before.map((transaction) => [transaction.id, transaction]));
  return after.length === before.length && after.every((one) => isSame(byId.get(one.id), one));
}

function isSame(before: Transaction | undefined, after: Transaction): boolean {
  return before === after || (before !== undefined && canonicalJson(before) === canonicalJson(after));
}

function mergedAccounts(
  known: readonly Account[],
  recognised: ReturnType<typeof recogniseAccounts>,
): Pick<MergedImport, 'accounts' | 'insertedAccounts' | 'updatedAccounts'> {
  const after = new Map(recognised.map(({ account }) => [account.id, account]));
  const insertedAccounts = recognised.filter(({ before }) => before === null).map(({ account }) => account);
  insertedAccounts.sort((a, b) => (a.id < b.id ? -1 : 1));
  const updatedAccounts = recognised
    .filter(({ before, account }) => before !== null && canonicalJson(before) !== canonicalJson(account))
    .map(({ account }) => account);
  const accounts = [...known.map((account) => after.get(account.id) ?? account), ...insertedAccounts];
  return { accounts, insertedAccounts, updatedAccounts };
}

function compareTransactions(a: Transaction, b: Transaction): number {
  if (a.accountId !== b.accountId) return a.accountId < b.accountId ? -1 : 1;
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
