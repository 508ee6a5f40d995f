import { weekdayOfDay } from '../../domain/bank-calendar.js';
import type { EpochDay } from '../../domain/calendar-date.js';
import { quantileOf } from '../insights/statistics.js';

/** Share of days at either end whose changes count as large as the next smaller ones: a single purchase is no habit. */
const CLIPPED_SHARE = 0.05;

/**
 * By how much the mean change of each weekday, Monday first, lies above the mean of all days; together 0. A weekday's own
 * mean counts by the weeks it was seen: with `weightWeeks` weeks half of its distance is believed (shrinkage). The largest and
 * smallest changes are clipped first, so that one odd day does not make a habit.
 */
export function weekdayDeviations(changes: readonly number[], firstDay: EpochDay, weightWeeks: number): number[] {
  const [sums, counts] = [new Array<number>(7).fill(0), new Array<number>(7).fill(0)];
  const clipped = clippedChanges(changes);
  for (const [at, change] of clipped.entries()) {
    const index = weekdayOfDay(firstDay + at) - 1;
    sums[index] = (sums[index] ?? 0) + change;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const overall = clipped.reduce((sum, change) => sum + change, 0) / Math.max(1, clipped.length);
  const deviations = sums.map((sum, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? 0 : (sum / count - overall) * (count / (count + weightWeeks));
  });
  const rest = deviations.reduce((sum, deviation) => sum + deviation, 0) / 7;
  return deviations.map((deviation) => deviation - rest);
}

function clippedChanges(changes: readonly number[]): number[] {
  const [lowest, highest] = [quantileOf(changes, CLIPPED_SHARE) ?? 0, quantileOf(changes, 1 - CLIPPED_SHARE) ?? 0];
  return changes.map((change) => Math.min(Math.max(change, lowest), highest));
}
