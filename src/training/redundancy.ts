import { solve } from './logistic.js';

/** Pearson correlation of two columns; 0 where one does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [product, squareA, squareB] = [0, 0, 0];
  a.forEach((value, at) => {
    const [x, y] = [value - meanA, (b[at] ?? 0) - meanB];
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  });
  return squareA === 0 || squareB === 0 ? 0 : product / Math.sqrt(squareA * squareB);
}

export function correlationMatrix(columns: readonly (readonly number[])[]): number[][] {
  return columns.map((a) => columns.map((b) => correlation(a, b)));
}

/**
 * Variance inflation factor of each column: the diagonal of the inverse of the correlation matrix (Belsley, Kuh & Welsch
 * 1980). 1 is independent of the others; above 5 to 10 a column's own weight is hardly known.
 */
export function varianceInflation(columns: readonly (readonly number[])[]): number[] {
  const matrix = correlationMatrix(columns).map((row) => Float64Array.from(row));
  return columns.map((_, at) => {
    const unit = columns.map((__, other) => (other === at ? 1 : 0));
    return solve(matrix, unit)[at] ?? 1;
  });
}
