import type { CashFlow, Periodicity } from '../../domain/analysis.js';
import { divideRoundHalfAway, type MinorUnits } from '../../domain/money.js';
import { medianOf } from './statistics.js';

/** Payments a month of each rhythm; null where there is none. A week is 7 of 30.44 days. */
const PAYMENTS_PER_MONTH: Readonly<Record<Periodicity, number | null>> = {
  DAILY: 30.44,
  WEEKLY: 30.44 / 7,
  BIWEEKLY: 30.44 / 14,
  MONTHLY: 1,
  BIMONTHLY: 1 / 2,
  QUARTERLY: 1 / 3,
  SEMI_ANNUAL: 1 / 6,
  YEARLY: 1 / 12,
  OTHER: null,
};

/** Whether the payments of a flow keep a rhythm. */
export function isRhythmic({ regularity }: CashFlow): boolean {
  return regularity.periodicity !== 'OTHER';
}

/** The median payment times payments a month, rounded; null without payments or rhythm. */
export function usualMonthly({ regularity }: CashFlow, payments: readonly MinorUnits[]): MinorUnits | null {
  const middle = medianOf(payments);
  const perMonth = PAYMENTS_PER_MONTH[regularity.periodicity];
  return middle === null || perMonth === null ? null : divideRoundHalfAway(middle * perMonth, 1);
}
