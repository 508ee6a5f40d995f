import { type LeafId, TAXONOMY } from '../../domain/taxonomy/taxonomy.js';
import { HISTORY_DAYS_MAX, type ScoreFacts, type ScoreItem } from './facts.js';
import {
  type Computed,
  expensesOf,
  type Feature,
  known,
  largest,
  recent,
  SOURCES,
  spentOn,
  unknown,
} from './feature.js';

const QUARTER = 90;
const MONTH = 30;
const NO_INCOME = 'no income is observed';

/**
 * Costs that cannot be stopped at will. Insurance and health care stay outside, because what they insure or treat may be
 * special-category data, and a category that counts while its neighbour does not would let it show.
 */
const FIXED: readonly LeafId[] = [
  'housing.rent',
  'housing.charges',
  'housing.energy',
  'housing.water',
  'housing.telecom',
  'expenses.childcare',
  'alimony.paid',
];
const BENEFITS: ReadonlySet<LeafId> = new Set<LeafId>(['subsidy.unemployment', 'subsidy.income_support']);

const DEBT_SERVICE: readonly LeafId[] = TAXONOMY.flatMap(({ id, parent, direction }) =>
  parent === 'loan' && direction === 'debit' && id !== 'loan.prepayment' ? [id] : [],
);

const CASH: readonly LeafId[] = ['expenses.cash'];

const FIXED_COSTS: readonly LeafId[] = [...DEBT_SERVICE, ...FIXED];

function total(items: readonly ScoreItem[]): number {
  return items.reduce((sum, { amount }) => sum + amount, 0);
}

/** Earned income of each 30-day span, the latest first; spans before the first day observed are left out. */
function incomeSpans(facts: ScoreFacts): number[] {
  const { earned, firstDay, lastDay } = facts;
  const spans = new Array<number>(Math.floor((lastDay - firstDay + 1) / MONTH)).fill(0);
  for (const { day, amount } of earned) {
    const span = Math.floor((lastDay - day) / MONTH);
    if (span >= 0 && span < spans.length) spans[span] = (spans[span] ?? 0) + amount;
  }
  return spans;
}

function coefficientOfVariation(values: readonly number[]): number | null {
  const level = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  if (values.length < 2 || level <= 0) return null;
  const variance = values.reduce((sum, value) => sum + (value - level) ** 2, 0) / values.length;
  return Math.sqrt(variance) / level;
}

/** The expenses of some categories a month, and the payment of the credit asked for, as a share of income. */
function burdenOf(facts: ScoreFacts, categories: readonly LeafId[]): Computed {
  if (facts.income <= 0) return unknown(NO_INCOME);
  return known((-spentOn(facts, categories) / facts.months + facts.payment) / facts.income, () =>
    largest(expensesOf(facts, categories)),
  );
}

/** Features of money coming in and going out. */
export const FLOW_FEATURES: readonly Feature[] = [
  {
    id: 'flow.coverage',
    meaning:
      'Earned income divided by spending (without gambling, fees and seizures) and one payment of the credit asked for',
    unit: 'ratio',
    direction: 'higher_is_safer',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.eba,
    compute: (facts) =>
      facts.outgoings <= 0
        ? unknown('no spending is observed')
        : known(facts.income / facts.outgoings, () => largest(facts.earned)),
  },
  {
    id: 'income.longest_gap',
    meaning: 'Longest time without earned income, also up to the last day observed',
    unit: 'days',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.finregLab,
    compute: (facts) => {
      const days = facts.earned.map(({ day }) => day);
      if (days.length === 0) return known(facts.lastDay - facts.firstDay + 1);
      const gaps = [...days, facts.lastDay].slice(1).map((day, at) => day - (days[at] ?? day));
      return known(gaps.reduce((longest, gap) => Math.max(longest, gap)));
    },
  },
  {
    id: 'income.variability',
    meaning: 'Standard deviation of earned income over 30-day spans, divided by its mean',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.finregLab,
    compute: (facts) => {
      const variation = coefficientOfVariation(incomeSpans(facts));
      return variation === null ? unknown('fewer than two 30-day spans with income') : known(variation);
    },
  },
  {
    id: 'income.trend',
    meaning: 'Earned income of the last 90 days against that of the whole history, per month',
    unit: 'ratio',
    direction: 'higher_is_safer',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.finregLab,
    compute: (facts) => {
      if (facts.income <= 0) return unknown(NO_INCOME);
      if (facts.lastDay - facts.firstDay < 2 * QUARTER) return unknown('fewer than 180 days observed');
      const items = recent(facts.earned, facts, QUARTER);
      return known(total(items) / (QUARTER / 30.44) / facts.income, () => largest(items));
    },
  },
  {
    id: 'income.benefits_share',
    meaning: 'Unemployment benefit and income support as a share of earned income',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.thomas,
    compute: (facts) => {
      const benefits = facts.earned.filter(({ category }) => BENEFITS.has(category));
      return facts.income <= 0
        ? unknown(NO_INCOME)
        : known(total(benefits) / facts.months / facts.income, () => largest(benefits));
    },
  },
  {
    id: 'debt.application_burden',
    meaning: 'Monthly payment of the credit asked for as a share of earned income',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.eba,
    compute: (facts) => {
      if (facts.application === null) return unknown('no credit is asked for');
      return facts.income <= 0 ? unknown(NO_INCOME) : known(facts.payment / facts.income);
    },
  },
  {
    id: 'debt.service_ratio',
    meaning:
      'Loan instalments paid, split payments and debt collection with the payment of the credit asked for, as a share of earned income',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.eba,
    compute: (facts) => burdenOf(facts, DEBT_SERVICE),
  },
  {
    id: 'costs.fixed_ratio',
    meaning: 'Housing, energy, telecom, childcare, alimony and loan instalments as a share of earned income',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.eba,
    compute: (facts) => burdenOf(facts, FIXED_COSTS),
  },
  {
    id: 'costs.residual_level',
    meaning: 'Earned income less fixed costs and debt service, divided by what a person of modest means lives on',
    unit: 'ratio',
    direction: 'higher_is_safer',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.eba,
    compute: (facts) => {
      if (facts.modestIncome === null) return unknown('no reference income is given for the currency');
      const fixed = spentOn(facts, FIXED_COSTS);
      return known((facts.income + fixed / facts.months - facts.payment) / facts.modestIncome, () =>
        largest(expensesOf(facts, FIXED_COSTS)),
      );
    },
  },
  {
    id: 'cash.withdrawal_share',
    meaning: 'Cash withdrawn as a share of spending',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.finregLab,
    compute: (facts) => {
      if (facts.spending <= 0) return unknown('no spending is observed');
      return known(-spentOn(facts, CASH) / facts.months / facts.spending, () => largest(expensesOf(facts, CASH)));
    },
  },
  {
    id: 'savings.balance',
    meaning: 'Savings accounts’ balance on the last day divided by a month’s outgoings; 0 without a savings account',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: 1,
    source: SOURCES.cashFlow,
    compute: (facts) =>
      facts.spending <= 0
        ? unknown('no spending is observed')
        : known(Math.max(0, facts.savings ?? 0) / facts.spending),
  },
  {
    id: 'savings.rate',
    meaning: 'Money put into savings and investments less money taken from them, as a share of earned income',
    unit: 'share',
    direction: 'higher_is_safer',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.cashFlow,
    compute: (facts) => {
      if (facts.income <= 0) return unknown(NO_INCOME);
      const saved = facts.items.filter(({ amountClass }) => amountClass === 'savings');
      return known(-total(saved) / facts.months / facts.income, () => largest(saved));
    },
  },
  {
    id: 'history.days',
    meaning: 'Days observed, at most a year',
    unit: 'days',
    direction: 'higher_is_safer',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.siddiqi,
    compute: (facts) => known(facts.lastDay - facts.firstDay + 1),
  },
];
