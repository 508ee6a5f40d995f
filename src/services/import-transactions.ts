import type { ImportBatch } from '../domain/import.js';
import { mergeImport } from '../domain/merge-import.js';
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
  const accounts = await listAccounts(transaction, projectId, customerId);
  const transactions = accounts.length === 0 ? [] : await listTransactions(transaction, projectId, customerId);
  const merge = mergeImport({ accounts, transactions }, batch, `${projectId}:${customerId}`);
  // In this order, because transactions need their accounts, but without waiting for one another's answer.
  await Promise.all([
    upsertAccounts(transaction, projectId, customerId, [...merge.insertedAccounts, ...merge.updatedAccounts]),
    markMerged(transaction, projectId, customerId, merge.mergedAccountIds),
    deleteTransactions(transaction, projectId, customerId, merge.removed),
    writeTransactions(transaction, projectId, customerId, merge),
  ]);
  return { taken: merge.taken, merged: merge.merged, accountIds: merge.batchAccountIds };
}
