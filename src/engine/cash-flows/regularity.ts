import type { Metadata, Regularity, Repartition } from '../../domain/analysis.js';
import { dayOfMonth, type EpochDay, fromEpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { lastDayOf } from '../insights/metadata.js';
import { type DueRule, dueDayOf, dueRuleOf } from './due-rule.js';
import { daysOf, type Occurrence } from './occurrence.js';
import { FOUR_WEEKLY, type Method, type Rhythm, rhythmOf } from './rhythm.js';

/** Mean length of a month, for distances between days of different months. */
const MONTH_DAYS = 30.44;

/**
 * The rhythm of one cash flow, from its occurrences (ascending by day).
 * Intervals are between neighbouring days, in days; 0 where there is only one. `accuracy` is the share of periods kept.
 * Without a rhythm the periodicity is OTHER and no due day is named; else it is the day agreed, before banks move it.
 */
export function regularityOf(
  occurrences: readonly Occurrence[],
  metadata: Metadata,
  method: Method,
): { readonly regularity: Regularity; readonly rhythm: Rhythm | null; readonly rule: DueRule | null } {
  const days = daysOf(occurrences);
  const rhythm = rhythmOf(occurrences, method);
  const rule = rhythm === null ? null : dueRuleOf(days, rhythm.period, method.calendar);
  let [intervalMinDays, intervalMaxDays] = [days.length > 1 ? Number.POSITIVE_INFINITY : 0, 0];
  for (const [index, day] of days.entries()) {
    const previous = days[index - 1];
    if (previous === undefined) continue;
    intervalMinDays = Math.min(intervalMinDays, day - previous);
    intervalMaxDays = Math.max(intervalMaxDays, day - previous);
  }
  const span = (days.at(-1) ?? 0) - (days[0] ?? 0);
  const regularity: Regularity = {
    dueDays: rule === null ? [] : [shownDueDay(rule, days)],
    intervalMinDays,
    intervalMaxDays,
    meanIntervalDays: days.length > 1 ? Math.round((span / (days.length - 1)) * 10) / 10 : 0,
    accuracy: rhythm === null ? 0 : Math.round(rhythm.share * 100),
    periodicity: rhythm === null ? 'OTHER' : rhythm.period.periodicity,
    repartition: repartitionOf(days, metadata, rhythm),
  };
  return { regularity, rhythm, rule };
}

/** Pay every four weeks has no day of the month of its own: the latest stands for it. */
function shownDueDay(rule: DueRule, days: readonly EpochDay[]): number {
  return rule.period === FOUR_WEEKLY ? dayOfMonth(fromEpochDay(days.at(-1) ?? 0)) : dueDayOf(rule);
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
