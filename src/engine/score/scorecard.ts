import type { PointsScale, ScoreBin, ScorecardFeature } from '../../domain/score.js';

/** The bin that a value falls into; the bin of missing values for null. */
export function binOf(feature: Pick<ScorecardFeature, 'bins' | 'missing'>, value: number | null): ScoreBin {
  if (value === null) return feature.missing;
  return feature.bins.find(({ upTo }) => upTo === null || value <= upTo) ?? feature.missing;
}

/** Probability of default at the log odds of being good. */
export function probabilityAt(logOdds: number): number {
  return 1 / (1 + Math.exp(Math.max(-35, Math.min(35, logOdds))));
}

/** Points per unit of log odds. */
export function pointsPerLogOdds({ pointsToDoubleOdds }: PointsScale): number {
  return pointsToDoubleOdds / Math.LN2;
}

/** The score, 0 (risky) to 1000 (safe), a whole number; linear in the log odds between its ends. */
export function pointsAt(logOdds: number, scale: PointsScale): number {
  const points = scale.pointsAtEvenOdds + pointsPerLogOdds(scale) * logOdds;
  return Math.round(Math.max(0, Math.min(1000, points)));
}
