import type { Figure, MissingFact } from '../domain/affordability.js';
import type { Insights } from '../domain/analysis.js';
import type { CurrencyCode, MinorUnits } from '../domain/money.js';
import { countText, dateText, moneyText } from './wording.js';

/** One figure in words. */
export interface AffordabilityLine {
  readonly name: string;
  readonly text: string;
  /** What else belongs to it; null where nothing does. */
  readonly detail: string | null;
  /** Amount, where the figure is money; the sign shows whether it is good. */
  readonly amountMinor: MinorUnits | null;
}

const MISSING: Readonly<Record<MissingFact, string>> = {
  income: 'no income seen',
  regular_income: 'no regular income seen',
  expenses: 'no expense seen',
  full_months: 'fewer than three full months',
  balance: 'no balance known',
  savings_account: 'no savings account known',
  history_days: 'the history is too short',
  recurring_payments: 'no recurring payment seen',
};

/** A figure as people read it, or why it is unknown. */
export function figureText({ value, unit, missing }: Figure, currency: CurrencyCode): string {
  if (value === null) return `unknown: ${missing.map((fact) => MISSING[fact]).join(', ')}`;
  const percent = `${(value * 100).toFixed(1)} %`;
  const texts: Readonly<Record<Figure['unit'], () => string>> = {
    minor: () => moneyText(value, currency),
    minor_per_month: () => `${moneyText(value, currency)} a month`,
    share: () => percent,
    share_per_month: () => `${percent} a month`,
    days: () => countText(value, 'day'),
    day_of_month: () => `day ${value} of the month`,
    points: () => `${value} of 100`,
  };
  return texts[unit]();
}

/** What the customer can afford, line by line, in the order in which it is asked. */
export function affordabilityLines({ affordability, loans }: Insights, currency: CurrencyCode): AffordabilityLine[] {
  const line = (name: string, figure: Figure): AffordabilityLine => ({
    name,
    text: figureText(figure, currency),
    detail: null,
    amountMinor: figure.unit === 'minor_per_month' ? figure.value : null,
  });
  const { fixed, essential, discretionary, other } = affordability.expenseSplit;
  const spending = (name: string, monthlyMinor: MinorUnits): AffordabilityLine => ({
    name,
    text: `${moneyText(monthlyMinor, currency)} a month`,
    detail: null,
    amountMinor: monthlyMinor,
  });
  const active = loans.details.filter(({ status }) => status === 'active').length;
  return [
    line('Dependable income', affordability.dependableIncome),
    line('Left after fixed expenses', affordability.residualIncome),
    line(`Debt service, ${countText(active, 'active credit')}`, affordability.debtServiceRatio),
    spending('Fixed expenses', fixed.monthlyMinor),
    spending('Essential, variable', essential.monthlyMinor),
    spending('Discretionary', discretionary.monthlyMinor),
    spending('Of unknown need', other.monthlyMinor),
    line('Savings rate', affordability.savingsRate),
    line('Put aside', affordability.netSaved),
    line('Income varies by', affordability.incomeVariation),
    line('Income trend', affordability.incomeTrend),
    line('Payday', affordability.payday),
    line('Money lasts', affordability.bufferDays),
    line('Money lasts, with savings', affordability.bufferDaysWithSavings),
    ...overdraftLines(affordability.overdraft),
  ];
}

function overdraftLines(windows: Insights['affordability']['overdraft']): AffordabilityLine[] {
  return windows.map(({ days, negativeDays }) => ({
    name: `Below zero in the last ${days} days`,
    text: negativeDays === null ? `unknown: ${MISSING.history_days}` : countText(negativeDays, 'day'),
    detail: null,
    amountMinor: null,
  }));
}

/** Days ahead that a forecast is read out for. */
const READ_OUT_DAYS = [30, 60, 90] as const;

/** The balance expected in one, two and three months, in words; none without a forecast. */
export function forecastLines({ forecast }: Insights, currency: CurrencyCode): AffordabilityLine[] {
  if (forecast === null) return [];
  const money = (minor: MinorUnits) => moneyText(minor, currency);
  return READ_OUT_DAYS.flatMap((ahead): AffordabilityLine[] => {
    const day = forecast.days[ahead - 1];
    if (!day) return [];
    const detail = `${money(day.lowMinor)} to ${money(day.highMinor)} in four of five cases`;
    return [{ name: `On ${dateText(day.date)}`, text: money(day.middleMinor), detail, amountMinor: day.middleMinor }];
  });
}
