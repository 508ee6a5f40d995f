import { HISTORY_DAYS_MAX, type ScoreFacts, type ScoreItem } from './facts.js';
import { type Computed, type Feature, known, largest, SOURCES, unknown } from './feature.js';

const HALF_YEAR = 180;
const MONTH = 30;
/** Of a month's spending: what a household needs until its next income at the latest. */
const LOW_BALANCE_MONTHS = 0.5;
const NO_OUTGOINGS = 'no spending is observed to measure balances by';
const NO_BALANCE = 'no day is known on all checking accounts';

/** A feature of the balances of the last days. */
function relative(
  facts: ScoreFacts,
  days: number,
  of: (balances: readonly number[]) => Computed,
  balances = facts.balances,
): Computed {
  if (!facts.areBalancesKnown) return unknown(NO_BALANCE);
  if (facts.outgoings <= 0) return unknown(NO_OUTGOINGS);
  return of(balances.length <= days ? balances : balances.slice(-days));
}

/** Debits booked on the day of a position in the window, or the largest of the week before when there is none. */
function debitsAround(facts: ScoreFacts, daysBack: number): ScoreItem[] {
  const day = facts.lastDay - daysBack;
  const debitsOf = (days: number) =>
    facts.items.filter((item) => item.day <= day && item.day > day - days && item.amount < 0);
  const onDay = debitsOf(1);
  return onDay.length > 0 ? largest(onDay) : largest(debitsOf(7), 5);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

/** Least-squares slope a day. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  let [product, square] = [0, 0];
  values.forEach((value, at) => {
    product += (at - middle) * (value - level);
    square += (at - middle) ** 2;
  });
  return square === 0 ? 0 : product / square;
}

function lowestAfterPayment(facts: ScoreFacts, days: number): Computed {
  return relative(facts, days, (balances) => {
    const lowest = Math.min(...balances);
    const daysBack = balances.length - 1 - balances.lastIndexOf(lowest);
    return known(lowest - facts.payment / facts.outgoings, () => debitsAround(facts, daysBack));
  });
}

function lowDaysShare(facts: ScoreFacts, days: number): Computed {
  return relative(facts, days, (balances) => {
    const limit = (LOW_BALANCE_MONTHS * facts.spending + facts.payment) / facts.outgoings;
    return known(balances.filter((balance) => balance < limit).length / balances.length);
  });
}

function negativeDaysShare(facts: ScoreFacts, days: number): Computed {
  const from = Math.max(facts.firstDay, facts.lastDay - days + 1);
  const negative = facts.negativeDays.filter((day) => day >= from);
  return known(negative.length / (facts.lastDay - from + 1), () => {
    const debits: ScoreItem[] = [];
    // Both ascend by day.
    let at = 0;
    for (const item of facts.items) {
      while (at < negative.length && (negative[at] ?? 0) < item.day) at += 1;
      if (at === negative.length) break;
      if (item.amount < 0 && negative[at] === item.day) debits.push(item);
    }
    return largest(debits);
  });
}

/**
 * Features of the end-of-day balances of all checking accounts together, measured by what a month costs the customer:
 * spending and the payment of the credit asked for. So they carry over between currencies, price levels and households.
 * All but the trend are of the balances with gambling taken out, see `scoredBalances`.
 */
export const BALANCE_FEATURES: readonly Feature[] = [
  {
    id: 'balance.lowest_after_payment',
    meaning:
      'Lowest end-of-day balance of the checking accounts less one payment of the credit asked for (none: 0), divided by a month’s outgoings; gambling taken out',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: HALF_YEAR,
    source: SOURCES.berka,
    compute: (facts) => lowestAfterPayment(facts, HALF_YEAR),
  },
  {
    id: 'balance.low_days_share',
    meaning:
      'Share of days that ended with less than half a month’s spending and one payment of the credit asked for (none: 0); gambling taken out',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.cashFlow,
    compute: (facts) => lowDaysShare(facts, HISTORY_DAYS_MAX),
  },
  {
    id: 'balance.negative_days_share',
    meaning: 'Share of days on which at least one checking account ended below zero; gambling taken out',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: HISTORY_DAYS_MAX,
    source: SOURCES.cashFlow,
    compute: (facts) => negativeDaysShare(facts, HISTORY_DAYS_MAX),
  },
  {
    id: 'balance.recent_mean',
    meaning: 'Mean end-of-day balance of the last 30 days, divided by a month’s outgoings; gambling taken out',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: MONTH,
    source: SOURCES.finregLab,
    compute: (facts) => relative(facts, MONTH, (balances) => known(mean(balances))),
  },
  {
    id: 'balance.recent_lowest_after_payment',
    meaning:
      'Lowest end-of-day balance of the last 60 days less one payment of the credit asked for (none: 0), divided by a month’s outgoings; gambling taken out',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: 2 * MONTH,
    source: SOURCES.berka,
    compute: (facts) => lowestAfterPayment(facts, 2 * MONTH),
  },
  {
    id: 'balance.recent_low_days_share',
    meaning:
      'Share of the last 90 days that ended with less than half a month’s spending and one payment of the credit asked for (none: 0); gambling taken out',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: 3 * MONTH,
    source: SOURCES.cashFlow,
    compute: (facts) => lowDaysShare(facts, 3 * MONTH),
  },
  {
    id: 'balance.recent_negative_days_share',
    meaning: 'Share of the last 90 days on which at least one checking account ended below zero; gambling taken out',
    unit: 'share',
    direction: 'higher_is_riskier',
    windowDays: 3 * MONTH,
    source: SOURCES.cashFlow,
    compute: (facts) => negativeDaysShare(facts, 3 * MONTH),
  },
  {
    id: 'balance.mean',
    meaning: 'Mean end-of-day balance of the last 180 days, divided by a month’s outgoings; gambling taken out',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: HALF_YEAR,
    source: SOURCES.finregLab,
    compute: (facts) => relative(facts, HALF_YEAR, (balances) => known(mean(balances))),
  },
  {
    id: 'balance.trend',
    meaning: 'Least-squares slope of the end-of-day balance over 180 days, per 30 days, divided by a month’s outgoings',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: HALF_YEAR,
    source: SOURCES.cashFlow,
    compute: (facts) =>
      relative(
        facts,
        HALF_YEAR,
        (balances) =>
          balances.length < 2 * MONTH ? unknown('fewer than 60 days of balances') : known(slope(balances) * MONTH),
        // Gambling stays in: money staked makes a balance fall, and that is what this feature is to see.
        facts.bookedBalances,
      ),
  },
  {
    id: 'balance.monthly_low',
    meaning:
      'Mean over the last six 30-day spans of the lowest end-of-day balance, divided by a month’s outgoings; gambling taken out',
    unit: 'months of outgoings',
    direction: 'higher_is_safer',
    windowDays: HALF_YEAR,
    source: SOURCES.berka,
    compute: (facts) =>
      relative(facts, HALF_YEAR, (balances) => {
        const lows: number[] = [];
        for (let end = balances.length; end >= MONTH; end -= MONTH)
          lows.push(Math.min(...balances.slice(end - MONTH, end)));
        return lows.length === 0 ? unknown('fewer than 30 days of balances') : known(mean(lows));
      }),
  },
];

/** Features that see balances from which gambling was taken out. */
export const WITHOUT_GAMBLING: ReadonlySet<string> = new Set(
  BALANCE_FEATURES.flatMap(({ id }) => (id === 'balance.trend' ? [] : [id])),
);
