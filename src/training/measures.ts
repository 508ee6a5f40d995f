import { fitLogistic } from './logistic.js';
import type { Random } from './random.js';

/** A case's predicted probability of default with what came of it. */
export interface ScoredOutcome {
  readonly probability: number;
  readonly isBad: boolean;
}

/** Share of good–bad pairs that the probability orders rightly, ties counting half (Mann–Whitney; Hanley & McNeil 1982). */
export function areaUnderCurve(cases: readonly ScoredOutcome[]): number {
  const sorted = [...cases].sort((a, b) => a.probability - b.probability);
  let rankSumBad = 0;
  let bad = 0;
  for (let at = 0; at < sorted.length; ) {
    let end = at;
    while (end < sorted.length && sorted[end]?.probability === sorted[at]?.probability) end += 1;
    const meanRank = (at + 1 + end) / 2;
    for (let tied = at; tied < end; tied += 1) {
      if (!sorted[tied]?.isBad) continue;
      rankSumBad += meanRank;
      bad += 1;
    }
    at = end;
  }
  const good = sorted.length - bad;
  return bad === 0 || good === 0 ? 0.5 : (rankSumBad - (bad * (bad + 1)) / 2) / (bad * good);
}

/** Largest distance between the cumulative shares of bad and good cases by probability (Kolmogorov–Smirnov), 0..1. */
export function kolmogorovSmirnov(cases: readonly ScoredOutcome[]): number {
  const sorted = [...cases].sort((a, b) => a.probability - b.probability);
  const bad = sorted.filter(({ isBad }) => isBad).length;
  const good = sorted.length - bad;
  let [seenBad, seenGood, largest] = [0, 0, 0];
  sorted.forEach(({ isBad, probability }, at) => {
    if (isBad) seenBad += 1;
    else seenGood += 1;
    if (sorted[at + 1]?.probability === probability) return;
    largest = Math.max(largest, Math.abs(seenBad / (bad || 1) - seenGood / (good || 1)));
  });
  return largest;
}

/** Mean squared distance of probability and outcome (Brier 1950); 0 is perfect. */
export function brierScore(cases: readonly ScoredOutcome[]): number {
  return (
    cases.reduce((sum, { probability, isBad }) => sum + (probability - (isBad ? 1 : 0)) ** 2, 0) / (cases.length || 1)
  );
}

/**
 * Population stability index of two distributions over the same bins: Σ (a − e) · ln(a ÷ e) of their shares
 * (Siddiqi 2006, Credit Risk Scorecards); empty bins are given half a case.
 */
export function populationStability(expected: readonly number[], actual: readonly number[]): number {
  const share = (counts: readonly number[]) => {
    const filled = counts.map((count) => Math.max(count, 0.5));
    const total = filled.reduce((sum, count) => sum + count, 0);
    return filled.map((count) => count / total);
  };
  const actualShares = share(actual);
  return share(expected).reduce((sum, e, bin) => {
    const a = actualShares[bin] ?? e;
    return sum + (a - e) * Math.log(a / e);
  }, 0);
}

/** Gini coefficient of separation, 2 · AUC − 1. */
export function gini(cases: readonly ScoredOutcome[]): number {
  return 2 * areaUnderCurve(cases) - 1;
}

const PROBABILITY_EDGE = 1e-6;

/** Log odds of a probability, held where it is finite. */
export function logOddsOfProbability(probability: number): number {
  const held = Math.min(1 - PROBABILITY_EDGE, Math.max(PROBABILITY_EDGE, probability));
  return Math.log(held / (1 - held));
}

/**
 * Slope of the outcome's log odds on the predicted log odds (Cox 1958; Steyerberg 2009): 1 is well calibrated, below 1 the
 * predictions are too extreme.
 */
export function calibrationSlope(cases: readonly ScoredOutcome[]): number {
  const rows = cases.map(({ probability }) => [logOddsOfProbability(probability)]);
  return (
    fitLogistic(
      rows,
      cases.map(({ isBad }) => isBad),
      PROBABILITY_EDGE,
    )[1] ?? 0
  );
}

export interface CalibrationBand {
  readonly cases: number;
  /** Lowest and highest probability in the band. */
  readonly from: number;
  readonly to: number;
  readonly meanProbability: number;
  readonly badRate: number;
}

/** Predicted and observed bad rates in bands with equally many cases, from safe to risky. */
export function calibrationTable(cases: readonly ScoredOutcome[], bands = 5): CalibrationBand[] {
  const sorted = [...cases].sort((a, b) => a.probability - b.probability);
  return Array.from({ length: bands }, (_, band) => {
    const own = sorted.slice(
      Math.round((band * sorted.length) / bands),
      Math.round(((band + 1) * sorted.length) / bands),
    );
    return {
      cases: own.length,
      from: own[0]?.probability ?? 0,
      to: own.at(-1)?.probability ?? 0,
      meanProbability: own.reduce((sum, { probability }) => sum + probability, 0) / (own.length || 1),
      badRate: own.filter(({ isBad }) => isBad).length / (own.length || 1),
    };
  });
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap interval of a measure (Efron & Tibshirani 1993): cases are drawn with replacement within the goods
 * and within the bads, so that no draw lacks bad cases. `coverage` 0.95 leaves 2.5 % on either side.
 */
export function bootstrapInterval(
  cases: readonly ScoredOutcome[],
  measure: (cases: readonly ScoredOutcome[]) => number,
  random: Random,
  { draws = 500, coverage = 0.95 }: { readonly draws?: number; readonly coverage?: number } = {},
): Interval {
  const classes = [cases.filter(({ isBad }) => isBad), cases.filter(({ isBad }) => !isBad)];
  const values = Array.from({ length: draws }, () =>
    measure(classes.flatMap((own) => own.map((one) => own[Math.floor(random() * own.length)] ?? one))),
  ).sort((a, b) => a - b);
  const at = (share: number) =>
    values[Math.min(values.length - 1, Math.max(0, Math.round(share * (values.length - 1))))] ?? 0;
  return { low: at((1 - coverage) / 2), high: at((1 + coverage) / 2) };
}
