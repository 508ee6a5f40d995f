import { type EpochDay, fromEpochDay, weekdayOf } from '../../domain/calendar-date.js';

/** ISO weekday: Monday is 1. */
export function weekdayOfDay(day: EpochDay): number {
  return weekdayOf(fromEpochDay(day));
}

/**
 * By how much the mean change of each weekday, Monday first, lies above the mean of all days; together 0. A weekday's own
 * mean counts by the weeks it was seen: with `weightWeeks` weeks half of its distance is believed (shrinkage).
 */
export function weekdayDeviations(changes: readonly number[], firstDay: EpochDay, weightWeeks: number): number[] {
  const [sums, counts] = [new Array<number>(7).fill(0), new Array<number>(7).fill(0)];
  for (const [at, change] of changes.entries()) {
    const index = weekdayOfDay(firstDay + at) - 1;
    sums[index] = (sums[index] ?? 0) + change;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const overall = changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length);
  const deviations = sums.map((sum, index) => {
    const count = counts[index] ?? 0;
    return count === 0 ? 0 : (sum / count - overall) * (count / (count + weightWeeks));
  });
  const rest = deviations.reduce((sum, deviation) => sum + deviation, 0) / 7;
  return deviations.map((deviation) => deviation - rest);
}
