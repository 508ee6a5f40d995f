import type { FeatureDirection, FeatureValue, PointsScale, Scorecard } from '../domain/score.js';
import { binOf } from '../engine/score/scorecard.js';
import { type BinnedFeature, type BinOptions, binFeature } from './bins.js';
import { fitLogistic } from './logistic.js';

/** A case as the fit sees it: its features and what came of it. */
export interface Example {
  readonly id: string;
  readonly isBad: boolean;
  readonly values: ReadonlyMap<string, FeatureValue>;
}

export interface FitOptions {
  readonly bins: BinOptions;
  /** Penalty on squared coefficients of the weights of evidence. */
  readonly ridge: number;
  /** Features that tell less than this are left out. */
  readonly informationValueMin: number;
  readonly scale: PointsScale;
}

/** What was tried once, for all models alike; see docs/model-card.md. */
export const FIT_OPTIONS: FitOptions = {
  bins: { startBins: 10, shareMin: 0.06, smoothing: 4 },
  ridge: 1,
  informationValueMin: 0.02,
  scale: { pointsAtEvenOdds: 500, pointsToDoubleOdds: 60 },
};

export interface CandidateFeature {
  readonly id: string;
  readonly direction: FeatureDirection;
}

export type FittedCard = Pick<Scorecard, 'intercept' | 'features' | 'scale'>;

/**
 * Fits a scorecard: every candidate is cut into bins of monotone risk, replaced by its weight of evidence, and weighed by
 * ridge-regularised logistic regression. A coefficient below zero would turn a feature against its own definition, which
 * happens where features tell the same thing twice: the most negative one is left out and the rest fitted again.
 */
export function fitScorecard(
  examples: readonly Example[],
  candidates: readonly CandidateFeature[],
  options: FitOptions,
): FittedCard {
  const outcomes = examples.map(({ isBad }) => isBad);
  let kept = candidates
    .map((feature) => binFeature(feature, valuesOf(examples, feature.id), outcomes, options.bins))
    .filter(({ informationValue }) => informationValue >= options.informationValueMin);
  for (;;) {
    const coefficients = fitLogistic(rowsOf(examples, kept), outcomes.map((isBad) => !isBad), options.ridge);
    const weights = coefficients.slice(1);
    const lowest = Math.min(0, ...weights);
    if (lowest === 0) {
      const features = kept.map((feature, at) => ({ ...feature, coefficient: weights[at] ?? 0 }));
      return { intercept: coefficients[0] ?? 0, features, scale: options.scale };
    }
    kept = kept.filter((_, at) => weights[at] !== lowest);
  }
}

/** The values of one feature, in the order of the examples. */
export function valuesOf(examples: readonly Example[], id: string): (number | null)[] {
  return examples.map(({ values }) => values.get(id)?.value ?? null);
}

function rowsOf(examples: readonly Example[], features: readonly BinnedFeature[]): number[][] {
  return examples.map(({ values }) =>
    features.map((feature) => binOf(feature, values.get(feature.id)?.value ?? null).weightOfEvidence),
  );
}

/** Probability of default of an example under a fitted card. */
export function predict(card: FittedCard, example: Example): number {
  const logOdds = card.features.reduce(
    (sum, feature) =>
      sum + feature.coefficient * binOf(feature, example.values.get(feature.id)?.value ?? null).weightOfEvidence,
    card.intercept,
  );
  return 1 / (1 + Math.exp(Math.max(-35, Math.min(35, logOdds))));
}
