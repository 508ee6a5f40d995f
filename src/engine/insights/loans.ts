import type { CashFlow, Loans, Metadata } from '../../domain/analysis.js';
import type { CreditDetail, RevolvingUse } from '../../domain/credit.js';
import { groupBy } from '../../domain/group-by.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf, perMonth, totalOf } from './group-by-category.js';
import { ofCategories } from './select-amounts.js';

/**
 * Repayments in contract A's sense: instalments of credit taken from a lender, mortgage and leasing included.
 * Left out: split payments, which defer a purchase without a loan account, and debt recovery, collectors and bailiffs, which
 * collect debts that are no longer being repaid as agreed.
 */
const REPAYMENTS: ReadonlySet<LeafId> = new Set<LeafId>([
  'loan.mortgage',
  'loan.repayment',
  'loan.personal',
  'loan.student',
  'loan.payday',
  'loan.revolving',
  'loan.prepayment',
  'loan.leasing',
]);

const DRAWDOWNS: ReadonlySet<LeafId> = new Set<LeafId>([
  'loan.drawdown',
  'loan.drawdown_mortgage',
  'loan.drawdown_personal',
  'loan.drawdown_revolving',
]);

/** Whether every transaction of the category is a loan's own: such a one forms a cash flow even when it stands alone. */
export function isLoanCategory(category: LeafId): boolean {
  return REPAYMENTS.has(category) || DRAWDOWNS.has(category);
}

/**
 * Money repaid to and received from lenders. Repayments are negative and leave out rejected ones; drawdowns are positive.
 * Lending organisations are named in alphabetical order; a bank's own loan without a named lender has none.
 */
export function loansOf(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  details: readonly CreditDetail[],
  metadata: Metadata,
): Loans {
  const repayments = ofCategories(classified, 'expense', REPAYMENTS);
  const drawdowns = ofCategories(classified, 'loan_drawdown', DRAWDOWNS);
  const totalMinor = totalOf(repayments);
  return {
    repayments: {
      totalMinor,
      monthlyMinor: perMonth(totalMinor, metadata),
      lendingOrganizations: lendersOf(repayments),
      cashFlowIds: cashFlowsOf(repayments, cashFlows),
    },
    drawdowns: {
      count: drawdowns.length,
      totalMinor: totalOf(drawdowns),
      lendingOrganizations: lendersOf(drawdowns),
      cashFlowIds: cashFlowsOf(drawdowns, cashFlows),
    },
    details,
    revolving: revolvingUse(repayments, drawdowns),
  };
}

/** What was drawn from and repaid to each lender of revolving credit; a drawdown of unnamed kind counts where it revolves. */
function revolvingUse(
  repayments: readonly ClassifiedTransaction[],
  drawdowns: readonly ClassifiedTransaction[],
): RevolvingUse[] {
  const lenderOf = ({ enrichment }: ClassifiedTransaction) => enrichment.counterparty?.id ?? null;
  const repaid = groupBy(
    repayments.filter(({ enrichment }) => enrichment.category === 'loan.revolving'),
    lenderOf,
  );
  const drawn = groupBy(
    drawdowns.filter(
      (one) =>
        one.enrichment.category === 'loan.drawdown_revolving' ||
        (one.enrichment.category === 'loan.drawdown' && lenderOf(one) !== null && repaid.has(lenderOf(one))),
    ),
    lenderOf,
  );
  return [...new Set([...repaid.keys(), ...drawn.keys()])].map((lenderId) => {
    const [own, received] = [repaid.get(lenderId) ?? [], drawn.get(lenderId) ?? []];
    const [paidBack, taken] = [groupOf(own), groupOf(received)];
    const named = own[0] ?? received[0];
    return {
      lender: named?.enrichment.counterparty?.name ?? null,
      drawnMinor: taken.totalMinor,
      repaidMinor: paidBack.totalMinor,
      drawdownIds: taken.transactionIds,
      repaymentIds: paidBack.transactionIds,
    };
  });
}

function lendersOf(transactions: readonly ClassifiedTransaction[]): string[] {
  const names = new Set<string>();
  for (const { enrichment } of transactions) {
    const { counterparty } = enrichment;
    if (counterparty !== null && counterparty.kind !== 'own_account') names.add(counterparty.name);
  }
  return [...names].sort();
}

function cashFlowsOf(transactions: readonly ClassifiedTransaction[], cashFlows: readonly CashFlow[]): string[] {
  const ids = new Set(transactions.map(({ cashFlowId }) => cashFlowId));
  return cashFlows.flatMap(({ id }) => (ids.has(id) ? [id] : []));
}
