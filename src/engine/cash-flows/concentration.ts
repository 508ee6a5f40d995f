import type { EpochDay } from '../../domain/calendar-date.js';
import type { Period } from './rhythm.js';

/** Mean length of a month in days. */
const MONTH_DAYS = 30.436875;
/** Days from 0000-03-01 to 1970-01-01, and in 400 years. */
const EPOCH_SHIFT_DAYS = 719_468;
const ERA_DAYS = 146_097;

/**
 * Day of the month, 1 to 31, by integer arithmetic (H. Hinnant, "chrono-compatible low-level date algorithms",
 * `civil_from_days`): texts would cost ten times as much, and the question is asked for every payment.
 */
export function dayOfMonthAt(day: EpochDay): number {
  const shifted = day + EPOCH_SHIFT_DAYS;
  const dayOfEra = shifted - Math.floor(shifted / ERA_DAYS) * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  return dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
}

/**
 * How closely days gather around one day of their cycle (the week, four weeks, the month), 0 (anywhere) to 1 (always the same):
 * the mean resultant length of circular statistics (K. V. Mardia, P. E. Jupp, Directional Statistics, 2000, §2.3).
 * Days chosen at random give about 1 / √n; a due date that weekends move gives more than 0.9.
 */
export function concentrationOf(days: readonly EpochDay[], period: Period): number {
  const cycle = period.months === 0 ? period.days : MONTH_DAYS;
  let [cosines, sines] = [0, 0];
  for (const day of days) {
    const phase = ((period.months === 0 ? day : dayOfMonthAt(day)) / cycle) * 2 * Math.PI;
    cosines += Math.cos(phase);
    sines += Math.sin(phase);
  }
  return Math.hypot(cosines, sines) / Math.max(1, days.length);
}
