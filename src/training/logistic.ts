/** Coefficients of a logistic regression: the intercept first, then one per column. */
export type Coefficients = readonly number[];

const ITERATIONS_MAX = 50;
const CONVERGED = 1e-9;

/** Logistic function; the argument is held where its exponential stays finite. */
export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-Math.max(-35, Math.min(35, logit))));
}

/** Solves a symmetric positive definite system by Cholesky decomposition. */
export function solve(matrix: readonly Float64Array[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = lower[i]?.[j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (lower[i]?.[k] ?? 0) * (lower[j]?.[k] ?? 0);
      const row = lower[i];
      if (row) row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (lower[j]?.[j] ?? 1);
    }
  }
  const forward: number[] = [];
  for (let i = 0; i < size; i += 1) {
    let sum = right[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (lower[i]?.[k] ?? 0) * (forward[k] ?? 0);
    forward.push(sum / (lower[i]?.[i] ?? 1));
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = forward[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (lower[k]?.[i] ?? 0) * (solution[k] ?? 0);
    solution[i] = sum / (lower[i]?.[i] ?? 1);
  }
  return solution;
}

/** Predicted probability of a row. */
export function probabilityOf(coefficients: Coefficients, row: readonly number[]): number {
  return sigmoid(
    row.reduce((sum, value, column) => sum + value * (coefficients[column + 1] ?? 0), coefficients[0] ?? 0),
  );
}

/**
 * Ridge-regularised logistic regression by Newton's method (le Cessie & van Houwelingen 1992).
 * `ridge` penalises squared coefficients; the intercept is free.
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  ridge: number,
): Coefficients {
  const size = (rows[0]?.length ?? 0) + 1;
  let coefficients = new Array<number>(size).fill(0);
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration += 1) {
    const { gradient, hessian } = derivatives(rows, outcomes, coefficients, ridge);
    const step = solve(hessian, gradient);
    coefficients = coefficients.map((value, column) => value + (step[column] ?? 0));
    if (step.every((value) => Math.abs(value) < CONVERGED)) break;
  }
  return coefficients;
}

function derivatives(
  rows: readonly (readonly number[])[],
  outcomes: readonly boolean[],
  coefficients: Coefficients,
  ridge: number,
): { gradient: number[]; hessian: Float64Array[] } {
  const size = coefficients.length;
  const penalty = (column: number) => (column === 0 ? 1e-9 : ridge);
  const gradient = coefficients.map((value, column) => -penalty(column) * value);
  const hessian = Array.from({ length: size }, (_, column) => {
    const row = new Float64Array(size);
    row[column] = penalty(column);
    return row;
  });
  rows.forEach((row, at) => {
    const probability = probabilityOf(coefficients, row);
    const error = (outcomes[at] ? 1 : 0) - probability;
    const weight = probability * (1 - probability);
    const extended = [1, ...row];
    extended.forEach((value, i) => {
      gradient[i] = (gradient[i] ?? 0) + error * value;
      const target = hessian[i];
      if (!target) return;
      for (let j = 0; j < size; j += 1) target[j] = (target[j] ?? 0) + weight * value * (extended[j] ?? 0);
    });
  });
  return { gradient, hessian };
}
