import type { AccountId } from '../../domain/account.js';
import type { AnalysedAccount, EnrichedTransaction } from '../../domain/analysis.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';

/** Why a counted transaction is neither income nor expense. */
export const EXCLUSION_REASONS = [
  'other_account',
  'internal_transfer',
  'savings',
  'rejected_payment',
  'rejection_return',
  'refund',
  'fee_refund',
  'loan_drawdown',
  'seizure_release',
  'card_settlement',
  'card_reset',
  'opposite_sign',
] as const;
export type ExclusionReason = (typeof EXCLUSION_REASONS)[number];

/** The one class to which the amount of a counted transaction belongs. */
export type AmountClass = 'income' | 'expense' | ExclusionReason;

export interface ClassifiedTransaction extends Pick<EnrichedTransaction, 'transaction' | 'enrichment' | 'cashFlowId'> {
  readonly amountClass: AmountClass;
}

/**
 * Categories that are no income or expense whatever else holds (SPEC §4). Money moved to or from savings and investments
 * changes its place, not the customer's wealth; a tax refund returns what an earlier expense took.
 */
const EXCLUDED_CATEGORIES: Readonly<Partial<Record<LeafId, ExclusionReason>>> = {
  'loan.drawdown': 'loan_drawdown',
  'loan.drawdown_mortgage': 'loan_drawdown',
  'loan.drawdown_personal': 'loan_drawdown',
  'loan.drawdown_revolving': 'loan_drawdown',
  'savings.withdrawal': 'savings',
  'savings.deposit': 'savings',
  'savings.bankbook': 'savings',
  'investments.securities': 'savings',
  'investments.sale': 'savings',
  'investments.crypto_sale': 'savings',
  'refund.other': 'refund',
  'refund.insurance': 'refund',
  'refund.health_insurance': 'refund',
  'refund.expense_report': 'refund',
  'tax.refund': 'refund',
  'tax.credit': 'refund',
  'tax.business_refund': 'refund',
  'rejection.payment': 'rejection_return',
  'rejection.loan_repayment': 'rejection_return',
  'rejection.cheque': 'rejection_return',
  'card.reset': 'card_reset',
  'seizure.refund_debt_recovery_fees': 'fee_refund',
  'seizure.refund_account_fees': 'fee_refund',
  'seizure.refund_preventive_fees': 'fee_refund',
  'fees.refund_incident': 'fee_refund',
  'fees.refund_service': 'fee_refund',
  'seizure.release_debt_recovery': 'seizure_release',
  'seizure.release_account': 'seizure_release',
  'seizure.release_preventive': 'seizure_release',
  'internal.incoming': 'internal_transfer',
  'internal.outgoing': 'internal_transfer',
};

/**
 * Puts every counted transaction into exactly one class, so that incomes, expenses and the excluded amounts together are the
 * sum of all counted transactions. The only place that decides what counts.
 *
 * Incomes and expenses are those of checking accounts. A card account takes part once a settlement on a checking account is
 * tied to a counted reset on it: then its purchases are the expenses and the settlement is left out; without that tie the
 * settlement is the expense and the card account stays aside. Either way a deferred purchase counts once.
 */
export function classifyAmounts(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
): ClassifiedTransaction[] {
  const settlements = settledCards(accounts, transactions);
  const checking = new Set(idsOfType(accounts, 'CHECKING'));
  const classified: ClassifiedTransaction[] = [];
  for (const one of transactions) {
    if (one.notAnalysed !== null) continue;
    const takesPart = checking.has(one.transaction.accountId) || settlements.cards.has(one.transaction.accountId);
    const amountClass = takesPart ? classOf(one, settlements.ids) : 'other_account';
    const { transaction, enrichment, cashFlowId } = one;
    classified.push({ transaction, enrichment, cashFlowId, amountClass });
  }
  return classified;
}

function idsOfType(accounts: readonly AnalysedAccount[], type: 'CHECKING' | 'CREDIT_CARD'): AccountId[] {
  return accounts.flatMap(({ account, excludedBy }) =>
    excludedBy === null && account.type === type ? [account.id] : [],
  );
}

/** Card accounts with a counted reset tied to a counted settlement, and the ids of those resets and settlements. */
function settledCards(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
): { readonly cards: ReadonlySet<AccountId>; readonly ids: ReadonlySet<TransactionId> } {
  const cards = new Set<AccountId>();
  const ids = new Set<TransactionId>();
  const cardAccounts = new Set(idsOfType(accounts, 'CREDIT_CARD'));
  if (cardAccounts.size === 0) return { cards, ids };
  const tied = new Map<TransactionId, EnrichedTransaction>();
  for (const one of transactions) {
    if (one.notAnalysed === null && one.enrichment.counterpart?.kind === 'card') tied.set(one.transaction.id, one);
  }
  for (const [id, { transaction, enrichment }] of tied) {
    const other = enrichment.counterpart === null ? undefined : tied.get(enrichment.counterpart.id);
    if (!cardAccounts.has(transaction.accountId) || !other) continue;
    cards.add(transaction.accountId);
    ids.add(id).add(other.transaction.id);
  }
  return { cards, ids };
}

function classOf(
  { transaction, enrichment }: EnrichedTransaction,
  settlementIds: ReadonlySet<TransactionId>,
): AmountClass {
  const { amountMinor } = transaction;
  const { category, counterpart, isInternal, isRejected } = enrichment;
  if (settlementIds.size > 0 && settlementIds.has(transaction.id))
    return amountMinor < 0 ? 'card_settlement' : 'card_reset';
  if (isRejected) return 'rejected_payment';
  if (counterpart?.kind === 'rejection') return 'rejection_return';
  const excluded = EXCLUDED_CATEGORIES[category];
  if (excluded) return excluded;
  // An instalment paid into the customer's own loan account is debt service, not a move between pockets.
  const servesDebt = category.startsWith('loan.') || category === 'card.settlement';
  if (isInternal && !servesDebt) return 'internal_transfer';
  const { direction } = leaf(category);
  if ((amountMinor > 0 && direction === 'debit') || (amountMinor < 0 && direction === 'credit')) return 'opposite_sign';
  return direction === 'credit' ? 'income' : 'expense';
}
