import type { CashFlowCorrection, EnrichedTransaction, Enrichment } from '../../domain/analysis.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { GroupedTransactions } from './group.js';

/**
 * Puts the client's corrections over the engine's decisions: the corrected flow and its transactions carry the category with
 * certainty, so that all figures that follow are computed from it. Returns of rejected payments keep theirs. A correction of a
 * flow that is no longer there changes nothing; of several for one flow the last holds.
 */
export function correctCategories(
  grouped: GroupedTransactions,
  corrections: readonly CashFlowCorrection[],
): GroupedTransactions {
  if (corrections.length === 0) return grouped;
  const categories = new Map(corrections.map(({ cashFlowId, category }) => [cashFlowId, category]));
  return {
    cashFlows: grouped.cashFlows.map((flow) => ({ ...flow, category: categories.get(flow.id) ?? flow.category })),
    transactions: grouped.transactions.map((one) => {
      const category = one.cashFlowId === null ? undefined : categories.get(one.cashFlowId);
      if (category === undefined || one.cashFlowId === null || isReturn(one)) return one;
      return { ...one, enrichment: corrected(one.enrichment, category, one.cashFlowId) };
    }),
  };
}

function isReturn({ enrichment }: EnrichedTransaction): boolean {
  return enrichment.counterpart?.kind === 'rejection' && !enrichment.isRejected;
}

/** A flow that the client calls anything but an internal transfer or saving is none, whatever the accounts say. */
function corrected(enrichment: Enrichment, category: LeafId, cashFlowId: string): Enrichment {
  const isInternal = category.startsWith('internal.') || (enrichment.isInternal && category.startsWith('savings.'));
  return {
    ...enrichment,
    category,
    confidence: 1,
    reasons: [{ kind: 'correction', id: cashFlowId, weight: 1 }],
    isInternal,
  };
}
