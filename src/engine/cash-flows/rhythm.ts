import type { Periodicity } from '../../domain/analysis.js';
import type { EpochDay } from '../../domain/calendar-date.js';

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

/**
 * Distances allow each payment three days' delay by weekends and bank holidays, and months of 28 to 31 days. Four-weekly pay
 * counts as monthly, the nearest periodicity that contract A knows. In order of preference where two explain equally much.
 */
export const PERIODS: readonly Period[] = [
  { periodicity: 'MONTHLY', days: 30.44, minDays: 24, maxDays: 38, months: 1, stepsMax: 3, shareMin: 0.5 },
  { periodicity: 'WEEKLY', days: 7, minDays: 4, maxDays: 10, months: 0, stepsMax: 2, shareMin: 0.7 },
  { periodicity: 'BIWEEKLY', days: 14, minDays: 11, maxDays: 18, months: 0, stepsMax: 2, shareMin: 0.7 },
  { periodicity: 'QUARTERLY', days: 91.31, minDays: 80, maxDays: 103, months: 3, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'YEARLY', days: 365.24, minDays: 335, maxDays: 395, months: 12, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'SEMI_ANNUAL', days: 182.62, minDays: 165, maxDays: 200, months: 6, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'BIMONTHLY', days: 60.87, minDays: 52, maxDays: 70, months: 2, stepsMax: 2, shareMin: 0.6 },
  { periodicity: 'DAILY', days: 1, minDays: 1, maxDays: 1, months: 0, stepsMax: 1, shareMin: 0.75 },
];

/** How well days keep a period. */
export interface Rhythm {
  readonly period: Period;
  /** Share of periods kept, 0..1: missed periods, payments between two periods and breaks lower it. */
  readonly share: number;
}

/** Days in ascending order, each once. */
export function distinctDays(days: readonly EpochDay[]): EpochDay[] {
  return days.filter((day, index) => index === 0 || day !== days[index - 1]);
}

/** The period that the days keep best, or null where they keep none. Days ascend, without repetition. */
export function rhythmOf(days: readonly EpochDay[]): Rhythm | null {
  if (days.length < 2) return null;
  let best: Rhythm | null = null;
  for (const period of PERIODS) {
    const share = shareKept(days, period);
    if (share >= period.shareMin && (best === null || share > best.share)) best = { period, share };
  }
  return best;
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
