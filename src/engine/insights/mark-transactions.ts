import type { Account, AccountId } from '../../domain/account.js';
import type {
  AnalysedAccount,
  AnalysisInput,
  EnrichedTransaction,
  Enrichment,
  NotAnalysedReason,
} from '../../domain/analysis.js';
import type { CalendarDate } from '../../domain/calendar-date.js';
import type { Transaction } from '../../domain/transaction.js';

/**
 * An enriched transaction on which `groupCashFlows` still writes its cash flow. Written, not copied: of a million of them a
 * second copy would be half of what an analysis allocates.
 */
export interface MarkedTransaction extends Omit<EnrichedTransaction, 'cashFlowId'> {
  cashFlowId: string | null;
}

/** Joins each transaction to its enrichment (both in the input's order) and says why it is not counted, if so. No cash flows yet. */
export function markTransactions(
  input: AnalysisInput,
  accounts: readonly AnalysedAccount[],
  enrichments: readonly (Enrichment | null)[],
  asOf: CalendarDate,
): MarkedTransaction[] {
  const analysed = new Map<AccountId, Account>();
  for (const { account, excludedBy } of accounts) if (excludedBy === null) analysed.set(account.id, account);
  const marked: MarkedTransaction[] = [];
  for (const [at, transaction] of input.transactions.entries()) {
    const enrichment = enrichments[at];
    // A transaction without an account of the customer cannot be read; imports never store one.
    if (!enrichment) continue;
    const notAnalysed = notAnalysedReason(transaction, analysed.get(transaction.accountId), asOf);
    marked.push({ transaction, enrichment, notAnalysed, cashFlowId: null });
  }
  return marked;
}

function notAnalysedReason(
  transaction: Transaction,
  account: Account | undefined,
  asOf: CalendarDate,
): NotAnalysedReason | null {
  if (transaction.isComing) return 'coming';
  if (transaction.date > asOf) return 'future';
  if (!account) return 'account_not_analysed';
  return transaction.currency === account.currency ? null : 'other_currency';
}
