import type { FeatureValue, ScoreKind, ScoreOutcome, ScorePolicy } from '../../domain/score.js';
import { type Effect, featureIdsOf, pointsOfValue } from './reasons.js';
import { pointsAt, pointsPerLogOdds, probabilityAt } from './scorecard.js';

/** What a policy makes of one customer's features. */
export interface Applied {
  /** Of every feature that the policy looks at, in the policy's order. */
  readonly effects: readonly Effect[];
  /** 0 (risky) to 1000 (safe). */
  readonly points: number;
  /** 0..1 within the scorecard's horizon, six decimals. */
  readonly probabilityOfDefault: number;
}

/**
 * Log odds of being good = prior + transfer weight · Σ coefficient · weight of evidence + points of the table in log odds.
 * The scorecard's own intercept is its cases' share of bads and gives way to the prior of the customers scored.
 */
export function applyPolicy(values: ReadonlyMap<string, FeatureValue>, policy: ScorePolicy): Applied {
  const { scorecard, priorLogOdds } = policy;
  const effects: Effect[] = featureIdsOf(policy).map((id) => {
    const feature = values.get(id) ?? { id, value: null, absentBecause: 'not computed' };
    return { feature, points: pointsOfValue(id, feature.value, policy) };
  });
  const sum = effects.reduce((total, effect) => total + effect.points, 0);
  const logOdds = priorLogOdds + sum / pointsPerLogOdds(scorecard.scale);
  return {
    effects,
    points: pointsAt(logOdds, scorecard.scale),
    probabilityOfDefault: Number(probabilityAt(logOdds).toFixed(6)),
  };
}

/** 1 to 10 from 0 to 1000: the tenth in which the points fall. */
export function tenthOf(points: number): number {
  return Math.min(10, Math.floor(points / 100) + 1);
}

/** The score of one kind with what each feature moved: all that a record of it keeps and a replay must give again. */
export function outcomeOf(kind: ScoreKind, features: readonly FeatureValue[], policy: ScorePolicy): ScoreOutcome {
  const values = new Map(features.map((feature) => [feature.id, feature]));
  const { effects, points, probabilityOfDefault } = applyPolicy(values, policy);
  return {
    version: policy.version,
    value: kind === 'payment' ? tenthOf(points) : points,
    points,
    probabilityOfDefault,
    horizonMonths: policy.scorecard.horizonMonths,
    effects: effects.map(({ feature, points: moved }) => ({ id: feature.id, value: feature.value, points: moved })),
  };
}
