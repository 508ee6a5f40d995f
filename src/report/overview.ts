import type { Account } from '../domain/account.js';
import type {
  AccountBalances,
  Analysis,
  CashFlow,
  CategoryGroup,
  DailyBalance,
  EnrichedTransaction,
  Insights,
  Metadata,
} from '../domain/analysis.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { divideRoundHalfAway, type MinorUnits, sumMinor } from '../domain/money.js';
import { leaf } from '../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../domain/transaction.js';

/** A cash flow with what a reader asks of it first. */
export interface FlowLine {
  readonly flow: CashFlow;
  readonly name: string;
  readonly category: string;
  /** Mean payment, signed. */
  readonly paymentMinor: MinorUnits;
  readonly lastSeen: CalendarDate | null;
  readonly transactions: readonly EnrichedTransaction[];
}

/** The days of a checking account, and the lowest of them. */
export interface BalanceLine {
  readonly account: Account;
  readonly days: readonly DailyBalance[];
  readonly lowest: DailyBalance;
  /** Days that ended below zero. */
  readonly negativeDays: number;
}

/** Something that speaks against the customer, with the transactions that prove it. */
export interface RiskLine {
  readonly name: string;
  readonly count: number;
  readonly totalMinor: MinorUnits;
  readonly transactions: readonly EnrichedTransaction[];
}

/** What one counterparty gave or took in all counted transactions. */
export interface CounterpartyLine {
  readonly name: string;
  readonly totalMinor: MinorUnits;
  readonly count: number;
}

/** The analysis arranged as a credit analyst reads it; every figure is the engine's, none is worked out anew. */
export interface Overview {
  readonly metadata: Metadata;
  readonly insights: Insights;
  readonly incomes: readonly FlowLine[];
  readonly fixedCosts: readonly FlowLine[];
  readonly loans: readonly FlowLine[];
  readonly drawdowns: readonly FlowLine[];
  readonly risks: readonly RiskLine[];
  readonly balances: readonly BalanceLine[];
  readonly expenseCategories: readonly CategoryGroup[];
  readonly incomeCategories: readonly CategoryGroup[];
}

/** Families and leaves a household is bound to from month to month. */
const FIXED_FAMILIES: ReadonlySet<string> = new Set(['housing', 'insurance']);
const FIXED_LEAVES: ReadonlySet<string> = new Set([
  'loan.mortgage',
  'expenses.multimedia',
  'expenses.sport',
  'expenses.childcare',
  'alimony.paid',
]);

/** Null when the analysis ended in an error: there is nothing to arrange then. */
export function overviewOf(analysis: Analysis): Overview | null {
  const { insights, metadata } = analysis;
  if (insights === null || metadata === null) return null;
  const byId = new Map(analysis.transactions.map((one) => [one.transaction.id, one]));
  const incomeIds = idsOf(insights.incomes.categories);
  const expenseIds = idsOf(insights.expenses.categories);
  const lines = insights.cashFlows.map((flow) => flowLine(flow, byId));
  const within = (ids: ReadonlySet<TransactionId>) =>
    lines.filter(({ flow }) => flow.transactionIds.some((id) => ids.has(id)));
  const named = (ids: readonly string[]) => {
    const wanted = new Set(ids);
    return lines.filter(({ flow }) => wanted.has(flow.id));
  };
  return {
    metadata,
    insights,
    incomes: byAmount(within(incomeIds).filter(({ flow }) => flow.transactionIds.length > 1)),
    fixedCosts: byAmount(within(expenseIds).filter(({ flow }) => isFixed(flow))),
    loans: byAmount(named(insights.loans.repayments.cashFlowIds)),
    drawdowns: byAmount(named(insights.loans.drawdowns.cashFlowIds)),
    risks: riskLines(insights, byId),
    balances: balanceLines(analysis),
    expenseCategories: byAmount(insights.expenses.categories),
    incomeCategories: byAmount(insights.incomes.categories),
  };
}

function idsOf(groups: readonly CategoryGroup[]): Set<TransactionId> {
  return new Set(groups.flatMap(({ transactionIds }) => transactionIds));
}

function isFixed({ category }: CashFlow): boolean {
  return FIXED_FAMILIES.has(leaf(category).parent) || FIXED_LEAVES.has(category);
}

function amountOf(item: { readonly totalMinor: MinorUnits } | FlowLine): MinorUnits {
  return Math.abs('flow' in item ? item.flow.totalMinor : item.totalMinor);
}

function byAmount<T extends { readonly totalMinor: MinorUnits } | FlowLine>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => amountOf(b) - amountOf(a));
}

function flowLine(flow: CashFlow, byId: ReadonlyMap<TransactionId, EnrichedTransaction>): FlowLine {
  const transactions = flow.transactionIds.flatMap((id) => byId.get(id) ?? []);
  return {
    flow,
    name: flow.counterparty?.name ?? flow.label,
    category: leaf(flow.category).labels.en,
    paymentMinor: divideRoundHalfAway(flow.totalMinor, Math.max(1, flow.transactionIds.length)),
    lastSeen: transactions.map(({ transaction }) => transaction.date).reduce<CalendarDate | null>(later, null),
    transactions,
  };
}

function later(a: CalendarDate | null, b: CalendarDate): CalendarDate {
  return a !== null && a > b ? a : b;
}

/** Risks that are there, the gravest first. */
function riskLines(insights: Insights, byId: ReadonlyMap<TransactionId, EnrichedTransaction>): RiskLine[] {
  const { gambling, incidents, overdraft, heavyFailures, wageAdvance } = insights.risks;
  const groups = [
    { name: 'Account seized', group: heavyFailures.bankAccountSeizure },
    { name: 'Debt recovered by the state', group: heavyFailures.directRecoveryOfDebt },
    { name: 'Payments rejected', group: incidents.paymentRejections },
    { name: 'Cheques rejected', group: incidents.checkRejections },
    { name: 'Fees for rejected payments', group: incidents.paymentRejections.fees },
    { name: 'Fees for rejected cheques', group: incidents.checkRejections.fees },
    { name: 'Intervention and incident fees', group: incidents.interventionFees },
    { name: 'Overdraft fees and interest', group: overdraft.fees },
    { name: 'Gambling', group: gambling },
    { name: 'Wages paid in advance', group: wageAdvance },
  ];
  const lines = groups
    .filter(({ group }) => group.transactionIds.length > 0)
    .map(({ name, group }): RiskLine => {
      const transactions = group.transactionIds.flatMap((id) => byId.get(id) ?? []);
      return { name, count: group.transactionIds.length, totalMinor: group.totalMinor, transactions };
    });
  return lines;
}

function balanceLines(analysis: Analysis): BalanceLine[] {
  const accounts = new Map(analysis.accounts.map(({ account }) => [account.id, account]));
  return analysis.balances.flatMap(({ accountId, days }: AccountBalances) => {
    const account = accounts.get(accountId);
    const first = days[0];
    if (account?.type !== 'CHECKING' || first === undefined) return [];
    const lowest = days.reduce((least, day) => (day.balanceMinor < least.balanceMinor ? day : least), first);
    return [{ account, days, lowest, negativeDays: days.filter(({ balanceMinor }) => balanceMinor < 0).length }];
  });
}

/** The counterparties with most money in one direction, among counted transactions between the customer and others. */
export function topCounterparties(analysis: Analysis, direction: 'in' | 'out', limit: number): CounterpartyLine[] {
  const amounts = new Map<string, { name: string; amounts: MinorUnits[] }>();
  for (const { transaction, enrichment, notAnalysed } of analysis.transactions) {
    const { counterparty, isInternal, isRejected, counterpart } = enrichment;
    if (notAnalysed !== null || isInternal || isRejected || counterparty === null) continue;
    if (counterpart?.kind === 'rejection' || transaction.amountMinor < 0 !== (direction === 'out')) continue;
    const held = amounts.get(counterparty.id) ?? { name: counterparty.name, amounts: [] };
    held.amounts.push(transaction.amountMinor);
    amounts.set(counterparty.id, held);
  }
  const lines = [...amounts.values()].map((held) => ({
    name: held.name,
    totalMinor: sumMinor(held.amounts),
    count: held.amounts.length,
  }));
  return byAmount(lines).slice(0, limit);
}
