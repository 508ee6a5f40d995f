import type { Figure, FigureUnit } from '../../../domain/affordability.js';
import type { AccountReconciliation, Insights } from '../../../domain/analysis.js';
import type { CreditDetail } from '../../../domain/credit.js';
import type { Forecast } from '../../../domain/forecast.js';
import type { IncomeSource } from '../../../domain/income-source.js';
import { type CurrencyCode, type MinorUnits, toJsonNumber } from '../../../domain/money.js';

/** Units as shown: amounts are in units of the currency. */
export const FIGURE_UNITS_PRESENTED = [
  'amount',
  'amount_per_month',
  'share',
  'share_per_month',
  'days',
  'day_of_month',
  'points',
] as const;
const UNITS: Readonly<Partial<Record<FigureUnit, 'amount' | 'amount_per_month'>>> = {
  minor: 'amount',
  minor_per_month: 'amount_per_month',
};

type Amount = (minor: MinorUnits) => number;

function orNull<T>(value: T | null, present: (value: T) => number): number | null {
  return value === null ? null : present(value);
}

function presentFigure({ value, unit, basis, missing }: Figure, amount: Amount) {
  const money = UNITS[unit];
  if (money !== undefined) return { value: orNull(value, amount), unit: money, basis, missing };
  return { value, unit: unit as Exclude<FigureUnit, 'minor' | 'minor_per_month'>, basis, missing };
}

function presentSource(source: IncomeSource, amount: Amount) {
  const { totalMinor, monthlyMinor, usualMinor, usualMonthlyMinor, ...rest } = source;
  return {
    ...rest,
    totalAmount: amount(totalMinor),
    monthlyAmount: amount(monthlyMinor),
    usualAmount: amount(usualMinor),
    usualMonthlyAmount: orNull(usualMonthlyMinor, amount),
  };
}

function presentCredit(credit: CreditDetail, amount: Amount) {
  const { totalMinor, monthlyMinor, remainingMinor, ...rest } = credit;
  return {
    ...rest,
    totalAmount: amount(totalMinor),
    monthlyAmount: orNull(monthlyMinor, amount),
    remainingAmount: orNull(remainingMinor, amount),
  };
}

function presentReconciliation(one: AccountReconciliation, amount: Amount) {
  return {
    accountId: one.accountId,
    from: one.from,
    to: one.to,
    opening: amount(one.openingMinor),
    closing: amount(one.closingMinor),
    incomes: amount(one.incomesMinor),
    expenses: amount(one.expensesMinor),
    loans: amount(one.loansMinor),
    savings: amount(one.savingsMinor),
    excluded: amount(one.excludedMinor),
  };
}

function presentForecast(forecast: Forecast, amount: Amount) {
  return {
    from: forecast.from,
    fromBalance: amount(forecast.fromBalanceMinor),
    days: forecast.days.map(({ date, lowMinor, middleMinor, highMinor }) => ({
      date,
      low: amount(lowMinor),
      middle: amount(middleMinor),
      high: amount(highMinor),
    })),
    expected: forecast.expected.map(({ amountMinor, ...payment }) => ({ ...payment, amount: amount(amountMinor) })),
    irregularDailyAmount: amount(forecast.irregularDailyMinor),
    negativeFrom: forecast.negativeFrom,
  };
}

function presentFigures({ affordability }: Insights, amount: Amount) {
  const figure = (one: Figure) => presentFigure(one, amount);
  return {
    dependableIncome: figure(affordability.dependableIncome),
    residualIncome: figure(affordability.residualIncome),
    debtServiceRatio: figure(affordability.debtServiceRatio),
    savingsRate: figure(affordability.savingsRate),
    netSaved: figure(affordability.netSaved),
    incomeVariation: figure(affordability.incomeVariation),
    incomeTrend: figure(affordability.incomeTrend),
    payday: figure(affordability.payday),
    nextPayday: affordability.nextPayday,
    bufferDays: figure(affordability.bufferDays),
    bufferDaysWithSavings: figure(affordability.bufferDaysWithSavings),
  };
}

/** What the customer can afford, with everything it is worked out from that contract A has no place for. */
export function presentAffordability(insights: Insights, currency: CurrencyCode) {
  const amount: Amount = (minor) => toJsonNumber(minor, currency);
  const { affordability, incomes, loans, risks } = insights;
  const { fixed, essential, discretionary, other } = affordability.expenseSplit;
  const share = ({ totalMinor, monthlyMinor, transactionIds }: typeof fixed) => ({
    totalAmount: amount(totalMinor),
    monthlyAmount: amount(monthlyMinor),
    transactionIds,
  });
  return {
    ...presentFigures(insights, amount),
    expenseSplit: {
      fixed: share(fixed),
      essential: share(essential),
      discretionary: share(discretionary),
      other: share(other),
    },
    incomeByMonth: affordability.incomeByMonth.map(({ month, amountMinor }) => ({
      month,
      amount: amount(amountMinor),
    })),
    lowestBalances: affordability.lowestBalances.map(({ month, date, lowestMinor }) => ({
      month,
      date,
      balance: amount(lowestMinor),
    })),
    overdraft: affordability.overdraft.map(({ days, negativeDays, minimumBalanceMinor, feesMinor }) => ({
      days,
      negativeDays,
      minimumBalance: orNull(minimumBalanceMinor, amount),
      fees: orNull(feesMinor, amount),
    })),
    activity: [...affordability.activity],
    redFlags: [...affordability.redFlags],
    incomeSources: incomes.sources.map((source) => presentSource(source, amount)),
    credits: loans.details.map((credit) => presentCredit(credit, amount)),
    newCreditSeeking: risks.creditSeeking,
    gamblingShareOfIncome: risks.gambling.shareOfIncome,
    circularTransferIds: risks.circularTransfers.transactionIds,
    reconciliation: insights.reconciliation.map((one) => presentReconciliation(one, amount)),
    joinedBalances: affordability.joinedBalances.map((joined) => ({
      currency: joined.currency,
      accountIds: joined.accountIds,
      balances: joined.days.map(({ date, balanceMinor }) => ({
        date,
        balance: toJsonNumber(balanceMinor, joined.currency),
      })),
    })),
    forecast: insights.forecast === null ? null : presentForecast(insights.forecast, amount),
  };
}
