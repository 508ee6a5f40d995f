import type { Scorecard, ScorecardValidation } from '../domain/score.js';
import { FEATURES, featureOf } from '../engine/score/features.js';
import { binOf, pointsAt } from '../engine/score/scorecard.js';
import { crossValidate, type Folds } from './cross-validate.js';
import {
  areaUnderCurve,
  bootstrapInterval,
  brierScore,
  type CalibrationBand,
  calibrationSlope,
  calibrationTable,
  gini,
  type Interval,
  kolmogorovSmirnov,
  logOddsOfProbability,
  populationStability,
  type ScoredOutcome,
} from './measures.js';
import { seededRandom } from './random.js';
import { correlationMatrix, varianceInflation } from './redundancy.js';
import { type Example, FIT_OPTIONS, type FitOptions, type FittedCard, fitScorecard, predict } from './scorecard-fit.js';

/**
 * The features of a scorecard unless others are asked for: the level, the lows and the overdrafts of the account, which
 * cash-flow underwriting names first and which need no category to be right.
 */
export const CORE_FEATURES: readonly string[] = [
  'balance.lowest_after_payment',
  'balance.low_days_share',
  'balance.negative_days_share',
  'balance.recent_mean',
];

export interface TrainSettings {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly citation: string;
  readonly horizonMonths: number;
  readonly featureIds: readonly string[];
  readonly fit: FitOptions;
  readonly folds: Folds;
  readonly seed: number;
}

export const TRAIN_SETTINGS: TrainSettings = {
  name: 'credit',
  version: '1',
  description: 'Scorecard of end-of-day balances before the decision',
  citation: 'Own cases of the lender',
  horizonMonths: 12,
  featureIds: CORE_FEATURES,
  fit: FIT_OPTIONS,
  folds: { repetitions: 10, folds: 5 },
  seed: 20_261_121,
};

/** A measure on cross-validated predictions: its mean over repetitions, with a bootstrap interval over cases. */
export interface Measured {
  readonly mean: number;
  /** Standard deviation over the repetitions: how much the cutting into folds matters. */
  readonly spread: number;
  readonly interval: Interval;
}

export interface TrainReport {
  readonly cases: { readonly total: number; readonly bad: number };
  readonly seed: number;
  readonly folds: Folds;
  readonly candidates: readonly string[];
  readonly crossValidated: {
    readonly auc: Measured;
    /** Mean of the areas within each fold, which other publications state. */
    readonly aucWithinFolds: number;
    readonly gini: Measured;
    readonly ks: Measured;
    readonly brier: Measured;
    readonly calibrationSlope: Measured;
    readonly calibration: readonly CalibrationBand[];
    /** Each case's mean prediction by models that did not see it. */
    readonly predictions: readonly ScoredOutcome[];
  };
  /** On the very cases it was fitted on: too good by nature. */
  readonly apparent: { readonly auc: number; readonly ks: number; readonly brier: number };
  /** Population stability index of the score between the earlier and the later half of the cases by day of decision. */
  readonly populationStability: number;
  readonly correlation: readonly (readonly number[])[];
  readonly varianceInflation: readonly number[];
}

export interface Trained {
  readonly scorecard: Scorecard;
  readonly report: TrainReport;
}

/** Fits a scorecard on past cases and measures it by cross-validation. The same cases and settings give the same bytes. */
export function train(
  examples: readonly Example[],
  settings: TrainSettings,
  onProgress: (done: number, all: number) => void = () => undefined,
): Trained {
  const bad = examples.filter(({ isBad }) => isBad).length;
  if (bad < settings.folds.folds || examples.length - bad < settings.folds.folds) {
    throw new RangeError(
      `${bad} bad cases of ${examples.length}: each of ${settings.folds.folds} folds needs one of either kind`,
    );
  }
  const candidates = FEATURES.filter(({ id }) => settings.featureIds.includes(id));
  settings.featureIds.map(featureOf);
  const card = fitScorecard(examples, candidates, settings.fit);
  const random = seededRandom(settings.seed);
  const validated = crossValidate(examples, candidates, settings.fit, settings.folds, random, onProgress);
  const cases = { total: examples.length, bad };
  const { name, version, description, citation, horizonMonths } = settings;
  const crossValidated = measuresOf(validated, settings);
  const validation = validationOf(crossValidated, settings);
  return {
    scorecard: { name, version, horizonMonths, description, citation, cases, validation, ...card },
    report: {
      cases,
      seed: settings.seed,
      folds: settings.folds,
      candidates: candidates.map(({ id }) => id),
      crossValidated,
      apparent: apparentOf(examples, card),
      ...redundancyOf(examples, card),
    },
  };
}

function measuresOf(
  validated: ReturnType<typeof crossValidate>,
  settings: TrainSettings,
): TrainReport['crossValidated'] {
  const all = validated.map(({ scored }) => scored);
  const measured = (measure: (cases: readonly ScoredOutcome[]) => number): Measured => {
    const values = all.map(measure);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { mean, spread, interval: bootstrapInterval(averaged(all), measure, seededRandom(settings.seed)) };
  };
  const within = validated.flatMap(({ scored, foldOf }) =>
    Array.from({ length: settings.folds.folds }, (_, fold) =>
      areaUnderCurve(scored.filter((__, at) => foldOf[at] === fold)),
    ),
  );
  return {
    auc: measured(areaUnderCurve),
    aucWithinFolds: within.reduce((sum, value) => sum + value, 0) / within.length,
    gini: measured(gini),
    ks: measured(kolmogorovSmirnov),
    brier: measured(brierScore),
    calibrationSlope: measured(calibrationSlope),
    calibration: calibrationTable(averaged(all)),
    predictions: averaged(all),
  };
}

/** What the scorecard's own file says of its validation. */
function validationOf(
  { auc, ks, brier, calibrationSlope: slope }: TrainReport['crossValidated'],
  { folds, seed }: TrainSettings,
): ScorecardValidation {
  const told = ({ mean: value, interval: { low, high } }: Measured) => ({ value, low, high });
  const measures = { auc: told(auc), ks: told(ks), brier: told(brier), calibrationSlope: told(slope) };
  return { repetitions: folds.repetitions, folds: folds.folds, seed, ...measures };
}

/** Each case's mean prediction over the repetitions, all by models that did not see it. */
function averaged(all: readonly (readonly ScoredOutcome[])[]): ScoredOutcome[] {
  return (all[0] ?? []).map(({ isBad }, at) => {
    const logOdds =
      all.reduce((sum, scored) => sum + logOddsOfProbability(scored[at]?.probability ?? 0.5), 0) / all.length;
    return { probability: 1 / (1 + Math.exp(-logOdds)), isBad };
  });
}

function apparentOf(examples: readonly Example[], card: FittedCard): TrainReport['apparent'] {
  const scored = examples.map((example) => ({ probability: predict(card, example), isBad: example.isBad }));
  return { auc: areaUnderCurve(scored), ks: kolmogorovSmirnov(scored), brier: brierScore(scored) };
}

const SCORE_BANDS = 10;

function redundancyOf(
  examples: readonly Example[],
  card: FittedCard,
): Pick<TrainReport, 'populationStability' | 'correlation' | 'varianceInflation'> {
  const columns = card.features.map((feature) =>
    examples.map(({ values }) => binOf(feature, values.get(feature.id)?.value ?? null).weightOfEvidence),
  );
  const byDay = [...examples].sort((a, b) => (a.asOf < b.asOf ? -1 : Number(a.asOf > b.asOf)));
  const middle = Math.floor(byDay.length / 2);
  const bands = (own: readonly Example[]) => {
    const counts = new Array<number>(SCORE_BANDS).fill(0);
    for (const example of own) {
      const points = pointsAt(-logOddsOfProbability(predict(card, example)), card.scale);
      const band = Math.min(SCORE_BANDS - 1, Math.floor(points / 100));
      counts[band] = (counts[band] ?? 0) + 1;
    }
    return counts;
  };
  return {
    populationStability: populationStability(bands(byDay.slice(0, middle)), bands(byDay.slice(middle))),
    correlation: correlationMatrix(columns),
    varianceInflation: varianceInflation(columns),
  };
}
