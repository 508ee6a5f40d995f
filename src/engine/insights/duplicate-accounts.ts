import type { AccountId } from '../../domain/account.js';
import type { AnalysedAccount, EnrichedTransaction } from '../../domain/analysis.js';
import { groupBy } from '../../domain/group-by.js';
import { parameterOf, type Reference } from '../../domain/reference.js';

/** Two accounts that hold the same transactions, so that everything on them counts twice. */
export interface SameAccounts {
  readonly accountId: AccountId;
  readonly otherId: AccountId;
  /** Transactions that both hold. */
  readonly shared: number;
}

/**
 * Pairs of analysed accounts of one type and currency that look like one account delivered twice: most transactions of the
 * smaller one have a twin of the same day and amount, with the same sign, on the other.
 */
export function duplicateAccounts(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
  reference: Reference,
): SameAccounts[] {
  const shareMin = parameterOf(reference, 'warnings.duplicate-share-min');
  const countMin = parameterOf(reference, 'warnings.duplicate-transactions-min');
  const analysed = accounts.flatMap(({ account, excludedBy }) => (excludedBy === null ? [account] : []));
  if (analysed.length < 2) return [];
  const counted = transactions.filter(({ notAnalysed }) => notAnalysed === null);
  const byAccount = groupBy(counted, ({ transaction }) => transaction.accountId);
  return analysed.flatMap((account, at) =>
    analysed.slice(at + 1).flatMap((other): SameAccounts[] => {
      if (other.type !== account.type || other.currency !== account.currency) return [];
      const [own, others] = [byAccount.get(account.id) ?? [], byAccount.get(other.id) ?? []];
      const shared = sharedCount(own, others);
      const isSame = shared >= countMin && shared >= shareMin * Math.min(own.length, others.length);
      return isSame ? [{ accountId: account.id, otherId: other.id, shared }] : [];
    }),
  );
}

/** Transactions of one list that find a twin in the other, each twin once. */
function sharedCount(own: readonly EnrichedTransaction[], others: readonly EnrichedTransaction[]): number {
  const keyOf = ({ transaction }: EnrichedTransaction) => `${transaction.date} ${transaction.amountMinor}`;
  const twins = new Map<string, number>();
  for (const one of others) twins.set(keyOf(one), (twins.get(keyOf(one)) ?? 0) + 1);
  let shared = 0;
  for (const one of own) {
    const left = twins.get(keyOf(one)) ?? 0;
    if (left === 0) continue;
    twins.set(keyOf(one), left - 1);
    shared += 1;
  }
  return shared;
}
