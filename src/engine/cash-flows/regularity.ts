import type { Metadata, Regularity, Repartition } from '../../domain/analysis.js';
import { weekdayOfDay } from '../../domain/bank-calendar.js';
import { dayOfMonth, type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { lastDayOf } from '../insights/metadata.js';
import type { Occurrence } from './occurrence.js';
import { type AmountLimits, distinctDays, type Rhythm, rhythmOf } from './rhythm.js';

/** Mean length of a month, for distances between days of different months. */
const MONTH_DAYS = 30.44;

/**
 * The rhythm of one cash flow, from its occurrences (ascending by day).
 * Intervals are between neighbouring days, in days; 0 where there is only one. `accuracy` is the share of periods kept.
 * Without a rhythm the periodicity is OTHER and no due day is named.
 */
export function regularityOf(
  occurrences: readonly Occurrence[],
  metadata: Metadata,
  limits: AmountLimits,
): { readonly regularity: Regularity; readonly rhythm: Rhythm | null } {
  const days = distinctDays(occurrences.map(({ day }) => day));
  const rhythm = rhythmOf(occurrences, limits);
  let [intervalMinDays, intervalMaxDays] = [days.length > 1 ? Number.POSITIVE_INFINITY : 0, 0];
  for (const [index, day] of days.entries()) {
    const previous = days[index - 1];
    if (previous === undefined) continue;
    intervalMinDays = Math.min(intervalMinDays, day - previous);
    intervalMaxDays = Math.max(intervalMaxDays, day - previous);
  }
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  const regularity: Regularity = {
    dueDays: rhythm === null ? [] : [typicalDay(occurrences, isWeekly(rhythm))],
    intervalMinDays,
    intervalMaxDays,
    meanIntervalDays: days.length > 1 ? Math.round((span / (days.length - 1)) * 10) / 10 : 0,
    accuracy: rhythm === null ? 0 : Math.round(rhythm.share * 100),
    periodicity: rhythm === null ? 'OTHER' : rhythm.period.periodicity,
    repartition: repartitionOf(days, metadata, rhythm),
  };
  return { regularity, rhythm };
}

/** Whether contract A's word for the rhythm is one of weeks, so that its due days are days of the week. */
function isWeekly({ period }: Rhythm): boolean {
  return period.months === 0 && period.periodicity !== 'MONTHLY';
}

/** The day of the week (ISO, Monday is 1) or of the month that is nearest to all the due days. */
export function typicalDay(occurrences: readonly Occurrence[], byWeek: boolean): number {
  const cycle = byWeek ? 7 : MONTH_DAYS;
  const counts = new Map<number, number>();
  for (const { day, transaction } of occurrences) {
    const inCycle = byWeek ? weekdayOfDay(day) : dayOfMonth(transaction.transaction.date);
    counts.set(inCycle, (counts.get(inCycle) ?? 0) + 1);
  }
  let best = 1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of [...counts.keys()].sort((a, b) => a - b)) {
    let distance = 0;
    for (const [other, count] of counts) {
      const apart = Math.abs(candidate - other);
      distance += count * Math.min(apart, Math.abs(cycle - apart));
    }
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Begun or stopped: when the first or last day lies more than the longest usual interval from the end of the period. */
function repartitionOf(days: readonly EpochDay[], metadata: Metadata, rhythm: Rhythm | null): Repartition {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  const usualDays = rhythm?.period.maxDays ?? Math.max(longestInterval(days), MONTH_DAYS);
  const hasBegun = first - toEpochDay(metadata.firstTransactionDate) > usualDays;
  const hasStopped = toEpochDay(lastDayOf(metadata)) - last > usualDays;
  if (hasBegun && hasStopped) return 'HAS_BEGUN_AND_STOPPED_DURING_ANALYSIS';
  if (hasStopped) return 'HAS_STOPPED_BEFORE_END_OF_ANALYSIS';
  return hasBegun ? 'HAS_BEGUN_AFTER_START_OF_ANALYSIS' : 'HAS_NOT_CHANGED_DURING_ANALYSIS';
}

function longestInterval(days: readonly EpochDay[]): number {
  return days.reduce((longest, day, index) => Math.max(longest, day - (days[index - 1] ?? day)), 0);
}
