import type { FeatureDirection, FeatureValue, PointsScale, Scorecard } from '../domain/score.js';
import { binOf } from '../engine/score/scorecard.js';
import { type BinnedFeature, type BinOptions, binFeature } from './bins.js';
import { type Coefficients, fitLogistic, probabilityOf } from './logistic.js';

/** A case as the fit sees it: its features and what came of it. */
export interface Example {
  readonly id: string;
  /** Day of the decision. */
  readonly asOf: string;
  readonly isBad: boolean;
  readonly values: ReadonlyMap<string, FeatureValue>;
}

export interface FitOptions {
  readonly bins: BinOptions;
  /** Penalty on squared coefficients of the weights of evidence. */
  readonly ridge: number;
  /** Features that tell less than this are left out. */
  readonly informationValueMin: number;
  /** A feature is taken when it lowers the penalised deviance by at least this; ln(cases) is Schwarz's BIC (1978). */
  readonly deviancePerFeature: number;
  readonly scale: PointsScale;
}

/** What was tried once, for all models alike; see docs/model-card.md. */
export const FIT_OPTIONS: FitOptions = {
  bins: { startBins: 30, shareMin: 0.02, smoothing: 8, bags: 50, gapMin: 0.15 },
  ridge: 3,
  informationValueMin: 0.02,
  deviancePerFeature: 0,
  scale: { pointsAtEvenOdds: 500, pointsToDoubleOdds: 60 },
};

export interface CandidateFeature {
  readonly id: string;
  readonly direction: FeatureDirection;
}

export type FittedCard = Pick<Scorecard, 'intercept' | 'features' | 'scale'>;

/**
 * Fits a scorecard: every candidate is cut into bins of monotone risk and replaced by its weight of evidence; forward
 * selection takes the features that tell something new (see `selectFeatures`), and ridge-regularised logistic regression
 * weighs them. A coefficient below zero would turn a feature against its own definition, which happens where features tell
 * the same thing twice: such a feature is left out.
 */
export function fitScorecard(
  examples: readonly Example[],
  candidates: readonly CandidateFeature[],
  options: FitOptions,
): FittedCard {
  const isGood = examples.map(({ isBad }) => !isBad);
  const outcomes = examples.map(({ isBad }) => isBad);
  const binned = candidates
    .map((feature) => binFeature(feature, valuesOf(examples, feature.id), outcomes, options.bins))
    .filter(({ informationValue }) => informationValue >= options.informationValueMin);
  const columns = binned.map((feature) => weightsOf(examples, feature));
  const chosen = selectFeatures(columns, isGood, options);
  const [intercept = 0, ...weights] = fitLogistic(rowsOf(columns, chosen, examples.length), isGood, options.ridge);
  const features = chosen.flatMap((column, at) => {
    const feature = binned[column];
    return feature ? [{ ...feature, coefficient: weights[at] ?? 0 }] : [];
  });
  return { intercept, features, scale: options.scale };
}

/**
 * Forward selection: the column that raises the penalised log likelihood most is added as long as twice the rise is above
 * the stated number and no coefficient falls below zero. Returns the columns chosen, in the order of the candidates.
 */
function selectFeatures(
  columns: readonly (readonly number[])[],
  isGood: readonly boolean[],
  options: FitOptions,
): number[] {
  let chosen: number[] = [];
  let best = logLikelihood(
    [],
    fitLogistic(rowsOf(columns, [], isGood.length), isGood, options.ridge),
    isGood,
    options.ridge,
  );
  for (;;) {
    let next: { chosen: number[]; value: number } | null = null;
    for (const column of columns.keys()) {
      if (chosen.includes(column)) continue;
      const tried = [...chosen, column].sort((a, b) => a - b);
      const rows = rowsOf(columns, tried, isGood.length);
      const coefficients = fitLogistic(rows, isGood, options.ridge);
      if (coefficients.slice(1).some((weight) => weight < 0)) continue;
      const value = logLikelihood(rows, coefficients, isGood, options.ridge);
      if (next === null || value > next.value) next = { chosen: tried, value };
    }
    if (next === null || 2 * (next.value - best) < options.deviancePerFeature) return chosen;
    chosen = next.chosen;
    best = next.value;
  }
}

function logLikelihood(
  rows: readonly (readonly number[])[],
  coefficients: Coefficients,
  isGood: readonly boolean[],
  ridge: number,
): number {
  const penalty = coefficients.slice(1).reduce((sum, weight) => sum + (ridge * weight ** 2) / 2, 0);
  return isGood.reduce((sum, good, at) => {
    const probability = probabilityOf(coefficients, rows[at] ?? []);
    return sum + Math.log(good ? probability : 1 - probability);
  }, -penalty);
}

function weightsOf(examples: readonly Example[], feature: BinnedFeature): number[] {
  return examples.map(({ values }) => binOf(feature, values.get(feature.id)?.value ?? null).weightOfEvidence);
}

function rowsOf(columns: readonly (readonly number[])[], chosen: readonly number[], count: number): number[][] {
  return Array.from({ length: count }, (_, at) => chosen.map((column) => columns[column]?.[at] ?? 0));
}

/** The values of one feature, in the order of the examples. */
export function valuesOf(examples: readonly Example[], id: string): (number | null)[] {
  return examples.map(({ values }) => values.get(id)?.value ?? null);
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
