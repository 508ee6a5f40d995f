import { civilDayOf, type EpochDay } from '../../domain/calendar-date.js';

/** The cycle that days are laid on: a number of days, or calendar months. */
interface Cycle {
  /** 0 for a cycle of days. */
  readonly months: number;
  readonly days: number;
}

/** Mean length of a month in days. */
const MONTH_DAYS = 30.436875;

/**
 * How closely days gather around one day of their cycle (the week, four weeks, the month), 0 (anywhere) to 1 (always the same):
 * the mean resultant length of circular statistics (K. V. Mardia, P. E. Jupp, Directional Statistics, 2000, §2.3).
 * Days chosen at random give about 1 / √n; a due date that weekends move gives more than 0.9.
 */
export function concentrationOf(days: readonly EpochDay[], period: Cycle): number {
  const cycle = period.months === 0 ? period.days : MONTH_DAYS;
  let [cosines, sines] = [0, 0];
  for (const day of days) {
    const phase = ((period.months === 0 ? day : civilDayOf(day).dayOfMonth) / cycle) * 2 * Math.PI;
    cosines += Math.cos(phase);
    sines += Math.sin(phase);
  }
  return Math.hypot(cosines, sines) / Math.max(1, days.length);
}
