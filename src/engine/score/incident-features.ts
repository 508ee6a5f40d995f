import { HISTORY_DAYS_MAX, type ScoreFacts, type ScoreItem } from './facts.js';
import { type Computed, expensesOf, type Feature, known, largest, recent, SOURCES, unknown } from './feature.js';

const QUARTER = 90;

/** Debits that bounced; a return without its debit in the history stands for one. */
function isRejection(item: ScoreItem): boolean {
  return (
    item.amountClass === 'rejected_payment' ||
    (item.amountClass === 'rejection_return' && item.amount > 0 && item.category.startsWith('rejection.'))
  );
}

/** How many items fall into the last days. */
function counted(items: readonly ScoreItem[], facts: ScoreFacts, days: number): Computed {
  const own = recent(items, facts, days);
  return known(own.length, () => largest(own));
}

/** Rejected debits, and those returns that have none: the larger of both counts. */
function rejections(facts: ScoreFacts): Computed {
  const items = recent(facts.items.filter(isRejection), facts, QUARTER);
  const debits = items.filter(({ amountClass }) => amountClass === 'rejected_payment');
  const returns = items.filter(({ amountClass }) => amountClass === 'rejection_return');
  return known(Math.max(debits.length, returns.length), () =>
    largest(debits.length >= returns.length ? debits : returns),
  );
}

/** Features of payments that failed, of enforcement and of costly ways to get money. */
export const INCIDENT_FEATURES: readonly Feature[] = [
  {
    id: 'incidents.overdraft_charges',
    meaning: 'Bookings of overdraft interest or fees',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.berka,
    compute: (facts) => counted(expensesOf(facts, ['fees.overdraft']), facts, HISTORY_DAYS_MAX),
  },
  {
    id: 'incidents.rejections',
    meaning: 'Payments and cheques that the bank rejected',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: QUARTER,
    source: SOURCES.thomas,
    compute: rejections,
  },
  {
    id: 'incidents.fees',
    meaning: 'Bookings of fees for incidents, interventions and rejected payments',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: QUARTER,
    source: SOURCES.thomas,
    compute: (facts) =>
      counted(
        expensesOf(facts, ['fees.intervention', 'fees.incident', 'fees.payment_rejection', 'fees.cheque_rejection']),
        facts,
        QUARTER,
      ),
  },
  {
    id: 'incidents.seizures',
    meaning: 'Seizures of the account and recoveries by the state, with the fees for them',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.thomas,
    compute: (facts) =>
      counted(
        expensesOf(facts, [
          'seizure.account',
          'seizure.preventive',
          'seizure.debt_recovery',
          'fees.account_seizure',
          'fees.preventive_seizure',
          'fees.debt_recovery',
        ]),
        facts,
        HISTORY_DAYS_MAX,
      ),
  },
  {
    id: 'incidents.debt_collection',
    meaning: 'Payments to debt collectors and bailiffs',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.thomas,
    compute: (facts) =>
      counted(
        expensesOf(facts, ['loan.debt_recovery', 'loan.debt_collection', 'loan.bailiff']),
        facts,
        HISTORY_DAYS_MAX,
      ),
  },
  {
    id: 'gambling.share',
    meaning: 'Gambling stakes as a share of earned income, gains not set against them',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.muggleton,
    compute: (facts) => {
      const stakes = expensesOf(facts, ['gambling.stake']);
      if (stakes.length === 0) return known(0);
      if (facts.income <= 0) return known(1, () => largest(stakes));
      return known(-stakes.reduce((sum, { amount }) => sum + amount, 0) / facts.months / facts.income, () =>
        largest(stakes),
      );
    },
  },
  {
    id: 'credit.short_term',
    meaning: 'Repayments of payday loans and advances on pay received',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: QUARTER,
    source: SOURCES.gathergood,
    compute: (facts) =>
      counted(
        [
          ...expensesOf(facts, ['loan.payday']),
          ...facts.items.filter(({ category }) => category === 'income.salary_advance'),
        ],
        facts,
        QUARTER,
      ),
  },
  {
    id: 'credit.drawdowns',
    meaning: 'Loans received, mortgages left out',
    unit: 'count',
    direction: 'higher_is_riskier',
    windowDays: QUARTER,
    source: SOURCES.siddiqi,
    compute: (facts) =>
      counted(
        facts.items.filter(
          ({ amountClass, category }) => amountClass === 'loan_drawdown' && category !== 'loan.drawdown_mortgage',
        ),
        facts,
        QUARTER,
      ),
  },
  {
    id: 'credit.revolving_share',
    meaning: 'Repayments of revolving credit as a share of earned income',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.gathergood,
    compute: (facts) => {
      const items = expensesOf(facts, ['loan.revolving']);
      if (facts.income <= 0) return unknown('no income is observed');
      return known(-items.reduce((sum, { amount }) => sum + amount, 0) / facts.months / facts.income, () =>
        largest(items),
      );
    },
  },
];
