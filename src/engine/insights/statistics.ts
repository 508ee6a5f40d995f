/** The middle of some numbers (the mean of the middle two of an even count); null of none. */
export function medianOf(values: readonly number[]): number | null {
  return quantileOf(values, 0.5);
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan's type 7); null of none. `share` is 0..1. */
export function quantileOf(values: ArrayLike<number>, share: number): number | null {
  if (values.length === 0) return null;
  const at = share * (values.length - 1);
  const rank = Math.floor(at);
  const partly = new Float64Array(values);
  select(partly, rank);
  const below = partly[rank] ?? 0;
  if (at === rank) return below;
  // What stands behind the rank is no smaller; the least of it is the next order statistic.
  let above = Number.POSITIVE_INFINITY;
  for (let index = rank + 1; index < partly.length; index += 1) above = Math.min(above, partly[index] ?? above);
  return below + (above - below) * (at - rank);
}

/** Puts the value of a rank (0 is the smallest) in its place, smaller ones before it (C. A. R. Hoare, Algorithm 65: FIND, 1961). */
function select(values: Float64Array, rank: number): void {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[rank] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? pivot) < pivot) left += 1;
      while ((values[right] ?? pivot) > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (right < rank) low = left;
    if (rank < left) high = right;
  }
}

/** Standard deviation (of a population) ÷ absolute mean; null of none or where the mean is 0. */
export function variationOf(values: readonly number[]): number | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 0 || mean === 0) return null;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) / Math.abs(mean);
}

/** Pairs beyond which a slope is taken from the latest values only, so that the cost stays bounded. */
const SLOPE_VALUES_MAX = 60;

/**
 * Median of the slopes between all pairs of equally spaced values (Theil–Sen), as a share of their median: one outlier does
 * not turn it. Null with fewer than two values or where the median is 0.
 */
export function trendOf(values: readonly number[]): number | null {
  const latest = values.slice(-SLOPE_VALUES_MAX);
  const middle = medianOf(latest);
  const slopes = new Float64Array((latest.length * (latest.length - 1)) / 2);
  let pair = 0;
  for (const [to, value] of latest.entries()) {
    for (let from = 0; from < to; from += 1) slopes[pair++] = (value - (latest[from] ?? 0)) / (to - from);
  }
  const slope = quantileOf(slopes, 0.5);
  return slope === null || middle === null || middle === 0 ? null : slope / Math.abs(middle);
}

/** Rounded to four decimals, so that a ratio prints and compares the same everywhere; -0 becomes 0. */
export function roundedShare(share: number): number {
  return Math.round(share * 10_000) / 10_000 || 0;
}
