import { quantileOf } from '../insights/statistics.js';

/** Share of outcomes that the band from low to high holds. */
const BAND_SHARE = 0.8;
/** A horizon needs this many times its length of history before its errors are looked at; longer ones are drawn from it. */
const HISTORY_PER_HORIZON = 2;

/**
 * Half the width of the band for each day ahead, 1 to `horizonDays`, in minor units, never narrower than the day before.
 * Method: split conformal prediction (Vovk, Gammerman and Shafer 2005) on the customer's own past. `errors` are the daily
 * changes that the forecast's method leaves unexplained; forecasting h days from any past day errs by their sum over those
 * days, and 80 % of these back-casts err by no more than the width. Horizons beyond half the history grow with the square
 * root of time, as sums of unrelated days do. The flows are those known today, so that the past is explained a little too
 * well, the more so the shorter it is: widths are doubled at `doublingDays` of history and hardly wider at four times as many.
 */
export function bandWidths(errors: readonly number[], horizonDays: number, doublingDays: number): number[] {
  const sums = cumulated(errors);
  const longest = Math.max(1, Math.floor(errors.length / HISTORY_PER_HORIZON));
  const factor = 1 + (doublingDays / Math.max(1, errors.length)) ** 2;
  const widths: number[] = [];
  for (let ahead = 1; ahead <= horizonDays; ahead += 1) {
    const measured = Math.min(ahead, longest);
    const width =
      ahead > measured ? (widths[longest - 1] ?? 0) * Math.sqrt(ahead / longest) : factor * errorOver(sums, measured);
    widths.push(Math.max(width, widths.at(-1) ?? 0));
  }
  return widths;
}

/** Sums up to and including each day, with 0 before the first. */
function cumulated(changes: readonly number[]): Float64Array {
  const sums = new Float64Array(changes.length + 1);
  for (const [at, change] of changes.entries()) sums[at + 1] = (sums[at] ?? 0) + change;
  return sums;
}

function errorOver(sums: Float64Array, days: number): number {
  const misses = new Float64Array(sums.length - days);
  for (let at = 0; at < misses.length; at += 1) misses[at] = Math.abs((sums[at + days] ?? 0) - (sums[at] ?? 0));
  return quantileOf(misses, BAND_SHARE) ?? 0;
}
