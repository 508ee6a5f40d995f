import type {
  Affordability,
  Figure,
  FigureBasis,
  FigureUnit,
  JoinedBalances,
  MissingFact,
  MonthlyLow,
} from '../../domain/affordability.js';
import type {
  AccountBalances,
  AnalysedAccount,
  CashFlow,
  DailyBalance,
  Expenses,
  Incomes,
  Loans,
  Metadata,
  Risks,
} from '../../domain/analysis.js';
import { monthOf } from '../../domain/calendar-date.js';
import type { Forecast } from '../../domain/forecast.js';
import type { IncomeSource } from '../../domain/income-source.js';
import { type MinorUnits, sumMinor } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { accountActivity } from './account-activity.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { expenseSplitOf } from './expense-split.js';
import { perMonth } from './group-by-category.js';
import { incomeByFullMonth } from './income-months.js';
import { redFlagsOf } from './red-flags.js';
import { savedMinor } from './savings.js';
import { roundedShare, trendOf, variationOf } from './statistics.js';

/** Everything that the analysis knows when it asks what the customer can afford. */
export interface AffordabilityData {
  readonly accounts: readonly AnalysedAccount[];
  readonly classified: readonly ClassifiedTransaction[];
  readonly cashFlows: readonly CashFlow[];
  readonly incomes: Incomes;
  readonly expenses: Expenses;
  readonly loans: Loans;
  readonly risks: Risks;
  readonly balances: readonly AccountBalances[];
  readonly joined: readonly JoinedBalances[];
  readonly forecast: Forecast | null;
  readonly metadata: Metadata;
}

/** A figure that is known unless a fact is missing. */
export function figureOf(
  unit: FigureUnit,
  basis: readonly FigureBasis[],
  value: number | null,
  missing: readonly MissingFact[] = [],
): Figure {
  return value === null || missing.length > 0 ? { value: null, unit, basis, missing } : { value, unit, basis, missing };
}

/**
 * What the household has left and how safe that is. Methods: residual income and debt service as lenders are asked to assess
 * them (EBA/GL/2020/06, section 5.2.5: income, living expenses and other obligations of a consumer); buffer days after the
 * JPMorgan Chase Institute's "cash buffer days"; trend after Theil and Sen. Every figure says what it is worked out from.
 */
export function affordabilityOf(data: AffordabilityData, reference: Reference): Affordability {
  const { metadata, incomes, classified, cashFlows, risks } = data;
  const dependable = incomes.sources.filter(({ isDependable }) => isDependable);
  const incomeMinor = sumMinor(dependable.map(monthlyOf));
  const needsIncome: MissingFact[] = dependable.length === 0 || incomeMinor <= 0 ? ['regular_income'] : [];
  const expenseSplit = expenseSplitOf(classified, cashFlows, metadata);
  const debtMinor = debtServiceOf(data.loans, metadata);
  const main = mainSource(dependable);
  const figures = {
    dependableIncome: figureOf('minor_per_month', ['incomes.sources'], incomeMinor, needsIncome),
    residualIncome: figureOf(
      'minor_per_month',
      ['incomes.sources', 'expenses.split'],
      sumMinor([incomeMinor, expenseSplit.fixed.monthlyMinor]),
      needsIncome,
    ),
    debtServiceRatio: figureOf(
      'share',
      ['incomes.sources', 'loans.repayments', 'loans.split_payments'],
      needsIncome.length > 0 ? null : roundedShare(-debtMinor / incomeMinor),
      needsIncome,
    ),
    expenseSplit,
    ...savingsOf(data),
    ...incomeCourse(data, reference),
    payday: figureOf(
      'day_of_month',
      ['incomes.sources', 'cash_flows'],
      main?.payday ?? null,
      main?.payday ? [] : ['regular_income'],
    ),
    nextPayday: main?.next ?? null,
    ...buffersOf(data),
    lowestBalances: monthlyLows(data.joined[0]?.days ?? []),
    overdraft: risks.overdraft.windows,
    activity: accountActivity({ ...data, sources: incomes.sources }, reference),
    joinedBalances: data.joined,
  };
  return { ...figures, redFlags: redFlagsOf({ ...data, affordability: figures }, reference) };
}

function monthlyOf({ usualMonthlyMinor, monthlyMinor }: IncomeSource): MinorUnits {
  return usualMonthlyMinor ?? monthlyMinor;
}

/** The monthly income that gives most; null where none falls by the month. */
function mainSource(dependable: readonly IncomeSource[]): IncomeSource | null {
  const monthly = dependable.filter(({ payday }) => payday !== null);
  return monthly.reduce<IncomeSource | null>(
    (best, one) => (best && monthlyOf(best) >= monthlyOf(one) ? best : one),
    null,
  );
}

/** What active credits cost a month, negative: their usual payments, or the mean where they keep no rhythm. */
function debtServiceOf({ details }: Loans, metadata: Metadata): MinorUnits {
  const active = details.filter(({ status }) => status === 'active');
  return sumMinor(active.map(({ monthlyMinor, totalMinor }) => monthlyMinor ?? perMonth(totalMinor, metadata)));
}

function savingsOf({
  incomes,
  expenses,
  accounts,
  classified,
  metadata,
}: AffordabilityData): Pick<Affordability, 'savingsRate' | 'netSaved'> {
  const hasIncome = incomes.totalMinor > 0;
  const rate = hasIncome ? roundedShare((incomes.totalMinor + expenses.totalMinor) / incomes.totalMinor) : null;
  return {
    savingsRate: figureOf('share', ['incomes', 'expenses'], rate, hasIncome ? [] : ['income']),
    netSaved: figureOf('minor_per_month', ['savings'], perMonth(savedMinor(accounts, classified), metadata)),
  };
}

function incomeCourse(
  { incomes, metadata }: AffordabilityData,
  reference: Reference,
): Pick<Affordability, 'incomeVariation' | 'incomeTrend' | 'incomeByMonth'> {
  const incomeByMonth = incomeByFullMonth(incomes, metadata);
  const amounts = incomeByMonth.map(({ amountMinor }) => amountMinor);
  const needs: MissingFact[] =
    amounts.length < parameterOf(reference, 'affordability.full-months-min') ? ['full_months'] : [];
  if (incomes.totalMinor <= 0) needs.push('income');
  const [variation, trend] = [variationOf(amounts), trendOf(amounts)];
  const rounded = (share: number | null) => (share === null ? null : roundedShare(share));
  const unlessNull = (share: number | null): MissingFact[] =>
    share === null && needs.length === 0 ? ['income'] : needs;
  return {
    incomeVariation: figureOf('share', ['incomes'], rounded(variation), unlessNull(variation)),
    incomeTrend: figureOf('share_per_month', ['incomes'], rounded(trend), unlessNull(trend)),
    incomeByMonth,
  };
}

function buffersOf({
  expenses,
  metadata,
  joined,
  accounts,
  balances,
}: AffordabilityData): Pick<Affordability, 'bufferDays' | 'bufferDaysWithSavings'> {
  const days = metadata.calendar.reduce((sum, month) => sum + month.days, 0);
  const dailyMinor = Math.abs(expenses.totalMinor) / days;
  const checkingMinor = joined[0]?.days.at(-1)?.balanceMinor ?? null;
  const savings = new Set(accounts.flatMap(({ account }) => (account.type === 'SAVINGS' ? [account.id] : [])));
  const saved = balances.flatMap((one) => (savings.has(one.accountId) ? (one.days.at(-1)?.balanceMinor ?? []) : []));
  const lasting = (minor: MinorUnits) => (dailyMinor === 0 ? null : Math.max(0, Math.floor(minor / dailyMinor)));
  const needs: MissingFact[] = [
    ...(checkingMinor === null ? (['balance'] as const) : []),
    ...(dailyMinor === 0 ? (['expenses'] as const) : []),
  ];
  const needsSavings: MissingFact[] = saved.length === 0 ? [...needs, 'savings_account'] : needs;
  return {
    bufferDays: figureOf('days', ['balances.joined', 'expenses'], lasting(checkingMinor ?? 0), needs),
    bufferDaysWithSavings: figureOf(
      'days',
      ['balances.joined', 'balances.savings', 'expenses'],
      lasting(sumMinor([checkingMinor ?? 0, ...saved])),
      needsSavings,
    ),
  };
}

/** The lowest day of each month, the earliest of equal ones. */
export function monthlyLows(days: readonly DailyBalance[]): MonthlyLow[] {
  const lows = new Map<string, MonthlyLow>();
  for (const { date, balanceMinor } of days) {
    const month = monthOf(date);
    const known = lows.get(month);
    if (!known || balanceMinor < known.lowestMinor) lows.set(month, { month, lowestMinor: balanceMinor, date });
  }
  return [...lows.values()];
}
