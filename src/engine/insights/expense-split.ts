import type { ExpenseShare, ExpenseSplit } from '../../domain/affordability.js';
import type { CashFlow, Metadata, Periodicity } from '../../domain/analysis.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf, perMonth } from './group-by-category.js';
import { ofClass } from './select-amounts.js';

/** Families that are owed by contract or law. */
const FIXED_FAMILIES: ReadonlySet<string> = new Set(['housing', 'insurance', 'loan', 'tax', 'alimony']);
const FIXED_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>(['fees.service', 'expenses.childcare', 'card.settlement']);
/** Paid by choice, though of a fixed family. */
const CHOSEN_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>(['loan.prepayment']);

/** Subscriptions, clubs and donations are debited by contract when they come by the month or more rarely. */
const CONTRACT_RHYTHMS: ReadonlySet<Periodicity> = new Set<Periodicity>([
  'MONTHLY',
  'BIMONTHLY',
  'QUARTERLY',
  'SEMI_ANNUAL',
  'YEARLY',
]);
const SUBSCRIBED_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'expenses.multimedia',
  'expenses.sport',
  'expenses.union',
  'expenses.education',
  'donations.charity',
  'donations.religion',
  'donations.politics',
]);

type Part = keyof ExpenseSplit;

/** Puts every expense into exactly one of four parts by how freely it could be cut; the parts add up to all expenses. */
export function expenseSplitOf(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  metadata: Metadata,
): ExpenseSplit {
  const contracts = new Set(
    cashFlows.flatMap(({ id, regularity }) => (CONTRACT_RHYTHMS.has(regularity.periodicity) ? [id] : [])),
  );
  const parts: Record<Part, ClassifiedTransaction[]> = { fixed: [], essential: [], discretionary: [], other: [] };
  for (const one of ofClass(classified, 'expense')) parts[partOf(one, contracts)].push(one);
  const share = (part: Part): ExpenseShare => {
    const group = groupOf(parts[part]);
    return { ...group, monthlyMinor: perMonth(group.totalMinor, metadata) };
  };
  return {
    fixed: share('fixed'),
    essential: share('essential'),
    discretionary: share('discretionary'),
    other: share('other'),
  };
}

function partOf({ enrichment: { category }, cashFlowId }: ClassifiedTransaction, contracts: ReadonlySet<string>): Part {
  const { parent, nature } = leaf(category);
  if (CHOSEN_LEAVES.has(category)) return 'other';
  if (FIXED_FAMILIES.has(parent) || FIXED_LEAVES.has(category)) return 'fixed';
  if (SUBSCRIBED_LEAVES.has(category) && cashFlowId !== null && contracts.has(cashFlowId)) return 'fixed';
  return nature === 'neutral' ? 'other' : nature;
}
