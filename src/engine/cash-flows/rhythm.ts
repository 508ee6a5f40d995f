import type { Periodicity } from '../../domain/analysis.js';
import type { BankCalendar } from '../../domain/bank-calendar.js';
import type { EpochDay } from '../../domain/calendar-date.js';
import { concentrationOf } from './concentration.js';
import { daysOf, type Occurrence } from './occurrence.js';

/** A periodicity with the distances between due days that keep it. */
export interface Period {
  readonly periodicity: Periodicity;
  /** Nominal length in days. */
  readonly days: number;
  /** Shortest and longest distance of two payments in neighbouring periods. */
  readonly minDays: number;
  readonly maxDays: number;
  /** Whole months of the period, 0 where it counts in days. */
  readonly months: number;
  /** Longest run of periods after which a payment still continues the rhythm (one more than may be missed). */
  readonly stepsMax: number;
  /** Smallest share of kept periods, 0..1. */
  readonly shareMin: number;
}

export const MONTHLY: Period = {
  periodicity: 'MONTHLY',
  days: 30.44,
  minDays: 24,
  maxDays: 38,
  months: 1,
  stepsMax: 3,
  shareMin: 0.5,
};

/**
 * Distances allow each payment three days' delay by weekends and bank holidays, and months of 28 to 31 days. In order of preference where two explain equally much.
 */
const PERIODS: readonly Period[] = [
  MONTHLY,
  { periodicity: 'WEEKLY', days: 7, minDays: 4, maxDays: 10, months: 0, stepsMax: 2, shareMin: 0.7 },
  { periodicity: 'BIWEEKLY', days: 14, minDays: 11, maxDays: 18, months: 0, stepsMax: 2, shareMin: 0.7 },
  { periodicity: 'QUARTERLY', days: 91.31, minDays: 80, maxDays: 103, months: 3, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'YEARLY', days: 365.24, minDays: 335, maxDays: 395, months: 12, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'SEMI_ANNUAL', days: 182.62, minDays: 165, maxDays: 200, months: 6, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'BIMONTHLY', days: 60.87, minDays: 52, maxDays: 70, months: 2, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'DAILY', days: 1, minDays: 1, maxDays: 1, months: 0, stepsMax: 1, shareMin: 0.75 },
];

/**
 * Pay every four weeks. Contract A's nearest word for it is MONTHLY, but it falls due by the week, thirteen times a year.
 */
export const FOUR_WEEKLY: Period = {
  periodicity: 'MONTHLY',
  days: 28,
  minDays: 24,
  maxDays: 32,
  months: 0,
  stepsMax: 3,
  shareMin: 0.75,
};
/** Payments needed to tell four weeks from a month. */
const FOUR_WEEKLY_OCCURRENCES_MIN = 4;

/** How well days keep a period. */
export interface Rhythm {
  readonly period: Period;
  /** Share of periods kept, 0..1: missed periods, payments between two periods and breaks lower it. */
  readonly share: number;
  /** How closely payments gather around their due day, 0..1, see `concentrationOf`. */
  readonly concentration: number;
}

/** What the method asks of amounts and days, from the parameters, and the days on which banks work. */
export interface Method {
  readonly calendar: BankCalendar;
  /** Relative distance to the next larger amount from which two amounts are told apart. */
  readonly gapMin: number;
  /** Largest relative distance between the smallest and the largest of steady amounts. */
  readonly steadyShareMax: number;
  /** Smallest concentration of payments around their due day, see `concentrationOf`. */
  readonly concentrationMin: number;
  readonly steadyConcentrationMin: number;
  /** Whether what is paid by one contract never changes: a purchase paid in parts. */
  readonly areOfOneAmount: boolean;
}

/** Changing amounts are held to a steadier rhythm: repeated purchases in one shop fall into some rhythm by chance. */
const UNSTEADY_SHARE_MIN = 0.75;

/**
 * The period that payments keep best, or null where they keep none: too many gaps, or no day of the week or month around
 * which they gather. Occurrences ascend by day.
 * Two payments tell a rhythm only when their amounts are steady.
 */
export function rhythmOf(occurrences: readonly Occurrence[], method: Method): Rhythm | null {
  const days = daysOf(occurrences);
  const isSteady = spreadOf(occurrences) <= method.steadyShareMax;
  if (days.length < 2 || (days.length === 2 && !isSteady)) return null;
  let best: Kept | null = null;
  for (const period of PERIODS) {
    const share = shareKept(days, period);
    const shareMin = isSteady ? period.shareMin : Math.max(period.shareMin, UNSTEADY_SHARE_MIN);
    if (share >= shareMin && (best === null || share > best.share)) best = { period, share };
  }
  if (best === null) return null;
  const rhythm = fourWeeklyOr({ ...best, concentration: concentrationOf(days, best.period) }, days);
  const concentrationMin = isSteady ? method.steadyConcentrationMin : method.concentrationMin;
  return rhythm.concentration >= concentrationMin ? rhythm : null;
}

type Kept = Pick<Rhythm, 'period' | 'share'>;

/** Four weeks where the payments gather more closely around one of 28 days than around a day of the month. */
function fourWeeklyOr(kept: Rhythm, days: readonly EpochDay[]): Rhythm {
  if (kept.period !== MONTHLY || days.length < FOUR_WEEKLY_OCCURRENCES_MIN) return kept;
  const share = shareKept(days, FOUR_WEEKLY);
  if (share < FOUR_WEEKLY.shareMin) return kept;
  const concentration = concentrationOf(days, FOUR_WEEKLY);
  return concentration > kept.concentration ? { period: FOUR_WEEKLY, share, concentration } : kept;
}

/** Distance between the smallest and the largest amount, as a share of the largest, 0..1. */
export function spreadOf(occurrences: readonly Occurrence[]): number {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, 1];
  for (const { amountMinor } of occurrences) {
    smallest = Math.min(smallest, amountMinor);
    largest = Math.max(largest, amountMinor);
  }
  return (largest - smallest) / largest;
}

/**
 * Walks from one payment to the next that is a whole number of periods later. A payment before its time is an extra one and
 * does not move the rhythm; one that comes at no multiple of the period breaks it and starts anew.
 */
function shareKept(days: readonly EpochDay[], period: Period): number {
  let kept = 0;
  let faults = 0;
  let anchor = days[0] ?? 0;
  for (let at = 1; at < days.length; at += 1) {
    const day = days[at] ?? anchor;
    const distance = day - anchor;
    if (distance < period.minDays) {
      faults += 1;
      continue;
    }
    const steps = stepsBetween(distance, period);
    if (steps === null) faults += 1;
    else {
      kept += 1;
      faults += steps - 1;
    }
    anchor = day;
  }
  return kept === 0 ? 0 : kept / (kept + faults);
}

/** Number of periods that a distance spans, or null where it is none or more than the period allows. */
export function stepsBetween(distanceDays: number, period: Period): number | null {
  if (distanceDays >= period.minDays && distanceDays <= period.maxDays) return 1;
  const steps = Math.round(distanceDays / period.days);
  if (steps < 2 || steps > period.stepsMax) return null;
  const slack = (period.maxDays - period.minDays) / 2;
  return Math.abs(distanceDays - steps * period.days) <= slack ? steps : null;
}
