import type {
  Analysis,
  CashFlow,
  CategoryGroup,
  Insights,
  MonthlyAmount,
  RejectionGroup,
  TransactionGroup,
} from '../../../domain/analysis.js';
import { groupBy } from '../../../domain/group-by.js';
import { divideRoundHalfAway, type MinorUnits, sumMinor, toJsonNumber } from '../../../domain/money.js';
import { leaf } from '../../../domain/taxonomy/taxonomy.js';
import { presentAffordability } from './affordability.js';
import { known, type PresentedTransaction, presentTransaction } from './transactions.js';

/** Presents the parts of one analysis: its currency, its divisor of monthly amounts and its transactions by id. */
export class InsightsPresenter {
  private readonly transactionOf: ReadonlyMap<string, PresentedTransaction>;

  constructor(
    private readonly analysis: Analysis,
    private readonly insights: Insights,
  ) {
    this.transactionOf = new Map(
      analysis.transactions.map((enriched) => [enriched.transaction.id, presentTransaction(enriched)]),
    );
  }

  private amount(minor: MinorUnits): number {
    return toJsonNumber(minor, this.analysis.currency);
  }

  private size(minor: MinorUnits): number {
    return this.amount(Math.abs(minor));
  }

  private transactions(ids: readonly string[]): PresentedTransaction[] {
    return ids.flatMap((id) => this.transactionOf.get(id) ?? []);
  }

  private calendar(months: readonly MonthlyAmount[]) {
    return months.map(({ month, amountMinor }) => ({ month, amount: this.amount(amountMinor) }));
  }

  private group(group: TransactionGroup) {
    return { totalAmount: this.size(group.totalMinor), transactions: this.transactions(group.transactionIds) };
  }

  private rejections({ fees, ...group }: RejectionGroup) {
    return {
      totalAmount: this.size(group.totalMinor),
      totalFeesAmount: this.size(fees.totalMinor),
      transactions: this.transactions(group.transactionIds),
      feesTransactions: this.transactions(fees.transactionIds),
    };
  }

  /** Several of our categories may share one value of the contract: they become one group. */
  private categories(groups: readonly CategoryGroup[]) {
    const monthsCovered = this.analysis.metadata?.monthsCovered ?? 1;
    return [...groupBy(groups, ({ category }) => leaf(category).algoanCategory)].map(([name, folded]) => {
      const total = sumMinor(folded.map(({ totalMinor }) => totalMinor));
      const months = [
        ...groupBy(
          folded.flatMap(({ calendar }) => calendar),
          ({ month }) => month,
        ),
      ]
        .map(([month, amounts]) => ({ month, amountMinor: sumMinor(amounts.map(({ amountMinor }) => amountMinor)) }))
        .sort((a, b) => a.month.localeCompare(b.month));
      return {
        name,
        totalAmount: this.amount(total),
        monthlyAmount: this.amount(divideRoundHalfAway(total, monthsCovered)),
        calendar: this.calendar(months),
        transactions: this.transactions(folded.flatMap(({ transactionIds }) => transactionIds)),
      };
    });
  }

  cashFlow(flow: CashFlow) {
    const { regularity } = flow;
    return {
      id: flow.id,
      type: flow.type,
      category: leaf(flow.category).algoanCategory,
      labelRoot: flow.labelRoot,
      label: flow.label,
      totalAmount: this.amount(flow.totalMinor),
      totalRejectedAmount: this.size(flow.rejectedTotalMinor),
      calendar: this.calendar(flow.calendar),
      transactions: this.transactions(flow.transactionIds),
      regularity: {
        dueDays: regularity.dueDays,
        interval: { min: regularity.intervalMinDays, max: regularity.intervalMaxDays },
        meanNumberOfDaysInInterval: regularity.meanIntervalDays,
        accuracy: regularity.accuracy,
        periodicity: regularity.periodicity,
        repartition: regularity.repartition,
      },
      status: flow.status,
      ...(flow.next === null
        ? {}
        : {
            next: {
              date: flow.next.date,
              minAmount: this.amount(flow.next.minMinor),
              maxAmount: this.amount(flow.next.maxMinor),
            },
          }),
    };
  }

  cashFlows() {
    return this.insights.cashFlows.map((flow) => this.cashFlow(flow));
  }

  incomes() {
    const { incomes } = this.insights;
    return {
      totalAmount: this.amount(incomes.totalMinor),
      monthlyAmount: this.amount(incomes.monthlyMinor),
      indicators: known({ allowancesRatio: incomes.allowancesRatio ?? undefined }),
      employers: incomes.employers.map(({ name }) => ({ name })),
      categories: this.categories(incomes.categories),
    };
  }

  /** Totals are positive and category amounts negative, as in the contract's examples. */
  expenses() {
    const { expenses } = this.insights;
    return {
      totalAmount: this.size(expenses.totalMinor),
      monthlyAmount: this.size(expenses.monthlyMinor),
      frequentTransactions: expenses.frequentTransactions.map(({ label, transactionIds }) => ({
        label,
        transactions: this.transactions(transactionIds),
      })),
      categories: this.categories(expenses.categories),
    };
  }

  loans() {
    const { repayments, drawdowns } = this.insights.loans;
    const flows = (ids: readonly string[]) =>
      this.insights.cashFlows.filter(({ id }) => ids.includes(id)).map((flow) => this.cashFlow(flow));
    const organisations = (names: readonly string[]) => names.map((name) => ({ name }));
    return {
      repayments: {
        totalAmount: this.size(repayments.totalMinor),
        monthlyAmount: this.size(repayments.monthlyMinor),
        lendingOrganizations: organisations(repayments.lendingOrganizations),
        details: flows(repayments.cashFlowIds),
      },
      drawdowns: {
        count: drawdowns.count,
        totalAmount: this.size(drawdowns.totalMinor),
        lendingOrganizations: organisations(drawdowns.lendingOrganizations),
        details: flows(drawdowns.cashFlowIds),
      },
    };
  }

  risks() {
    const { risks } = this.insights;
    const { overdraft } = risks;
    return {
      gambling: this.group(risks.gambling),
      incidents: {
        paymentRejections: this.rejections(risks.incidents.paymentRejections),
        checkRejections: this.rejections(risks.incidents.checkRejections),
        interventionFees: this.group(risks.incidents.interventionFees),
      },
      overdraft: {
        ...(overdraft.minimumBalanceMinor === null
          ? {}
          : { minimumBalanceReached: this.amount(overdraft.minimumBalanceMinor) }),
        duration: overdraft.days,
        fees: this.group(overdraft.fees),
      },
      heavyFailures: {
        directRecoveryOfDebt: this.group(risks.heavyFailures.directRecoveryOfDebt),
        bankAccountSeizure: this.group(risks.heavyFailures.bankAccountSeizure),
      },
      wageAdvance: this.group(risks.wageAdvance),
    };
  }

  affordability() {
    return presentAffordability(this.insights, this.analysis.currency);
  }

  all() {
    return {
      version: this.analysis.engineVersion,
      cashFlows: this.cashFlows(),
      incomes: this.incomes(),
      expenses: this.expenses(),
      loans: this.loans(),
      risks: this.risks(),
      affordability: this.affordability(),
    };
  }
}

/** The presenter of an analysis that has insights, else null. */
export function insightsOf(analysis: Analysis): InsightsPresenter | null {
  return analysis.insights === null ? null : new InsightsPresenter(analysis, analysis.insights);
}
