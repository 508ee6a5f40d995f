import type { ImportBatch } from '../domain/import.js';
import { type MergedImport, mergeImport } from '../domain/merge-import.js';
import { listAccounts, markMerged, upsertAccounts } from '../store/accounts.js';
import type { Queryable } from '../store/database.js';
import { deleteTransactions, listTransactions, writeTransactions } from '../store/transactions.js';

/** How many transactions of a batch were new, and how many were known already. */
export interface ImportOutcome {
  readonly taken: number;
  readonly merged: number;
  /** Our ids of the accounts that the batch is about. */
  readonly accountIds: readonly string[];
}

/**
 * Takes a batch into a customer's accounts: the same bank transaction sent twice is one. The caller holds the customer's
 * row, so that imports for one customer follow each other.
 */
export async function importTransactions(
  transaction: Queryable,
  projectId: string,
  customerId: string,
  batch: ImportBatch,
): Promise<ImportOutcome> {
  const merge = await mergeWithKept(transaction, projectId, customerId, batch);
  await keepMerged(transaction, projectId, customerId, merge);
  return { taken: merge.taken, merged: merge.merged, accountIds: merge.batchAccountIds };
}

/** What a batch makes of a customer of whom nothing is kept: all that mergeWithKept would find, without asking. */
export function mergeAsFirst(projectId: string, customerId: string, batch: ImportBatch): MergedImport {
  return mergeImport({ accounts: [], transactions: [] }, batch, scopeOf(projectId, customerId));
}

/** The first half of importTransactions: what the batch makes of what is kept. */
export async function mergeWithKept(
  transaction: Queryable,
  projectId: string,
  customerId: string,
  batch: ImportBatch,
): Promise<MergedImport> {
  const accounts = await listAccounts(transaction, projectId, customerId);
  const transactions = accounts.length === 0 ? [] : await listTransactions(transaction, projectId, customerId);
  return mergeImport({ accounts, transactions }, batch, scopeOf(projectId, customerId));
}

function scopeOf(projectId: string, customerId: string): string {
  return `${projectId}:${customerId}`;
}

/** The second half of importTransactions: writes what has changed. */
export async function keepMerged(
  transaction: Queryable,
  projectId: string,
  customerId: string,
  merge: MergedImport,
): Promise<void> {
  // In this order, because transactions need their accounts, but without waiting for one another's answer.
  await Promise.all([
    upsertAccounts(transaction, projectId, customerId, [...merge.insertedAccounts, ...merge.updatedAccounts]),
    markMerged(transaction, projectId, customerId, merge.mergedAccountIds),
    deleteTransactions(transaction, projectId, customerId, merge.removed),
    writeTransactions(transaction, projectId, customerId, merge),
  ]);
}
