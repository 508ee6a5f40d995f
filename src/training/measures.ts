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
