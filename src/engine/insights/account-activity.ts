import type { AccountId } from '../../domain/account.js';
import { ACTIVITY_SIGNALS, type AccountActivity, type ActivitySignal } from '../../domain/affordability.js';
import type { AnalysedAccount, CashFlow, Metadata } from '../../domain/analysis.js';
import type { IncomeSource } from '../../domain/income-source.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { isRhythmic } from './periods.js';
import { byAccountOf } from './select-amounts.js';

const HOUSING: ReadonlySet<LeafId> = new Set<LeafId>(['housing.rent', 'loan.mortgage', 'housing.charges']);
const DAILY: ReadonlySet<LeafId> = new Set<LeafId>([
  'expenses.groceries',
  'expenses.restaurants',
  'expenses.fuel',
  'expenses.transport',
]);

/** What is known when accounts are told apart. */
export interface ActivityData {
  readonly accounts: readonly AnalysedAccount[];
  readonly classified: readonly ClassifiedTransaction[];
  readonly cashFlows: readonly CashFlow[];
  readonly sources: readonly IncomeSource[];
  readonly metadata: Metadata;
}

/**
 * For each analysed checking account, which signs of a main account it shows. The score is the share of signs present, in
 * points of a hundred: each says as much as another, because none is decisive alone.
 */
export function accountActivity(data: ActivityData, reference: Reference): AccountActivity[] {
  const byAccount = byAccountOf(data.classified);
  const counted = new Set(data.sources.flatMap((source) => (source.isDependable ? source.transactionIds : [])));
  return data.accounts.flatMap(({ account, excludedBy }): AccountActivity[] => {
    if (excludedBy !== null || account.type !== 'CHECKING') return [];
    const own = byAccount.get(account.id) ?? [];
    const signs = signsOf(own, debitsOf(data.cashFlows, account.id), data.metadata.monthsCovered, reference);
    if (own.some(({ transaction }) => counted.has(transaction.id))) signs.add('income');
    const present = ACTIVITY_SIGNALS.filter((signal) => signs.has(signal));
    const absent = ACTIVITY_SIGNALS.filter((signal) => !signs.has(signal));
    const score = Math.round((100 * present.length) / ACTIVITY_SIGNALS.length);
    return [{ accountId: account.id, score, present, absent }];
  });
}

function debitsOf(cashFlows: readonly CashFlow[], accountId: AccountId): number {
  return cashFlows.filter(
    (flow) => flow.accountId === accountId && flow.type === 'DIRECT_DEBIT' && isRhythmic(flow) && flow.totalMinor < 0,
  ).length;
}

function signsOf(
  own: readonly ClassifiedTransaction[],
  debits: number,
  months: number,
  reference: Reference,
): Set<ActivitySignal> {
  const signs = new Set<ActivitySignal>();
  let daily = 0;
  for (const { amountClass, enrichment } of own) {
    if (amountClass !== 'expense') continue;
    const { category } = enrichment;
    const { parent } = leaf(category);
    if (HOUSING.has(category)) signs.add('housing');
    else if (parent === 'housing' || parent === 'insurance') signs.add('utilities');
    if (DAILY.has(category)) daily += 1;
  }
  if (daily >= parameterOf(reference, 'affordability.daily-purchases-min') * months) signs.add('daily_spending');
  if (own.length >= parameterOf(reference, 'affordability.activity-monthly-transactions') * months)
    signs.add('frequency');
  if (debits >= parameterOf(reference, 'affordability.direct-debits-min')) signs.add('direct_debits');
  return signs;
}
