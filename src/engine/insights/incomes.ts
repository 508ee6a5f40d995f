import type { Employer, Incomes, Metadata } from '../../domain/analysis.js';
import type { IncomeSource } from '../../domain/income-source.js';
import { sumMinor } from '../../domain/money.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { categoryGroups, perMonth } from './group-by-category.js';
import { byCategoryOf, ofCategories } from './select-amounts.js';

/** Pay from an employer; platforms and clients of the self-employed are not employers. */
const PAID_BY_EMPLOYERS: ReadonlySet<LeafId> = new Set<LeafId>([
  'income.salary',
  'income.bonus',
  'income.salary_advance',
  'income.wage_instalment',
]);

/**
 * What came in for good, by category: everything `classifyAmounts` calls income. Totals are positive.
 * `allowancesRatio` is the share of benefits (`subsidy.*`) in all incomes; employers stand in order of their first payment.
 */
export function incomesOf(
  classified: readonly ClassifiedTransaction[],
  sources: readonly IncomeSource[],
  metadata: Metadata,
): Incomes {
  const byCategory = byCategoryOf(classified, 'income');
  const categories = categoryGroups(byCategory, metadata);
  const totalMinor = sumMinor(categories.map((group) => group.totalMinor));
  const benefitsMinor = sumMinor(
    categories.filter(({ category }) => category.startsWith('subsidy.')).map((group) => group.totalMinor),
  );
  return {
    totalMinor,
    monthlyMinor: perMonth(totalMinor, metadata),
    allowancesRatio: totalMinor > 0 ? benefitsMinor / totalMinor : null,
    employers: employersOf(ofCategories(classified, 'income', PAID_BY_EMPLOYERS)),
    sources,
    categories,
  };
}

function employersOf(pays: readonly ClassifiedTransaction[]): Employer[] {
  const byPayer = new Map<string, { name: string; transactionIds: TransactionId[] }>();
  for (const { transaction, enrichment } of pays) {
    if (enrichment.counterparty === null) continue;
    // A wage that a bank prints with the owner's own name says nothing of who pays it.
    if (enrichment.counterparty.kind === 'own_account') continue;
    const { id, name } = enrichment.counterparty;
    const employer = byPayer.get(id);
    if (employer) employer.transactionIds.push(transaction.id);
    else byPayer.set(id, { name, transactionIds: [transaction.id] });
  }
  return [...byPayer.values()];
}
