import type { FeatureValue, PointsScale, ScoreBin, Scorecard, ScorecardFeature } from '../../domain/score.js';

/** The bin that a value falls into; the bin of missing values for null. */
export function binOf(feature: Pick<ScorecardFeature, 'bins' | 'missing'>, value: number | null): ScoreBin {
  if (value === null) return feature.missing;
  return feature.bins.find(({ upTo }) => upTo === null || value <= upTo) ?? feature.missing;
}

/** What a feature adds to the log odds of being good. */
export interface Contribution {
  readonly feature: FeatureValue;
  /** Log odds of being good added or taken, against a customer of average risk in this feature. */
  readonly logOdds: number;
}

/** What each feature of a scorecard contributes for one customer; a feature that was not computed counts as missing. */
export function contributionsOf(scorecard: Scorecard, values: readonly FeatureValue[]): Contribution[] {
  const byId = new Map(values.map((value) => [value.id, value]));
  return scorecard.features.map((feature) => {
    const value = byId.get(feature.id) ?? {
      id: feature.id,
      value: null,
      absentBecause: 'not computed',
    };
    return { feature: value, logOdds: feature.coefficient * binOf(feature, value.value).weightOfEvidence };
  });
}

/** Log odds of being good: the intercept and all contributions. */
export function logOddsOf(scorecard: Scorecard, contributions: readonly Contribution[]): number {
  return contributions.reduce((sum, { logOdds }) => sum + logOdds, scorecard.intercept);
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
