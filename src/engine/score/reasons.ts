import type { FeatureValue, ReasonWording, ScorePolicy, ScoreReason } from '../../domain/score.js';
import type { Language } from '../../domain/taxonomy/taxonomy.js';
import type { FeatureUnit } from './feature.js';
import { featureOf } from './features.js';
import { pointsFor } from './points-table.js';
import { binOf, pointsPerLogOdds } from './scorecard.js';

/** What one feature moved, by scorecard and table together. */
export interface Effect {
  readonly feature: FeatureValue;
  /** Points, positive is safer. */
  readonly points: number;
}

const REASONS_MAX = 10;
const NO_REFERENCE = '–';

/**
 * The features that moved the score most, both ways, largest first; equal ones by id. What moved less than half a point is
 * left out.
 */
export function reasonsOf(
  effects: readonly Effect[],
  policy: ScorePolicy,
  wording: Readonly<Record<Language, ReasonWording>>,
): ScoreReason[] {
  return effects
    .map(({ feature, points }) => ({ feature, points: Math.round(points) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.feature.id < b.feature.id ? -1 : 1))
    .slice(0, REASONS_MAX)
    .map(({ feature, points }) => {
      const reference = referenceOf(feature.id, policy);
      return {
        code: feature.id,
        points,
        value: feature.value,
        reference,
        sentences: sentencesOf({ id: feature.id, value: feature.value, reference, points }, wording),
        transactionIds: feature.transactionIds,
      };
    });
}

/** Points of a value under a policy: the believed part of the scorecard's weight, and the table's points. */
export function pointsOfValue(id: string, value: number | null, policy: ScorePolicy): number {
  const { scorecard, transferWeight } = policy;
  const fitted = scorecard.features.find((feature) => feature.id === id);
  const judged = policy.features.find((feature) => feature.id === id);
  const logOdds = fitted ? fitted.coefficient * binOf(fitted, value).weightOfEvidence * transferWeight : 0;
  return logOdds * pointsPerLogOdds(scorecard.scale) + (judged ? pointsFor(judged, value) : 0);
}

/**
 * The limit beyond which a feature no longer costs points: an upper one where more is riskier, a lower one where more is
 * safer. Null where every value costs, or none does.
 */
export function referenceOf(id: string, policy: ScorePolicy): number | null {
  const limits = [policy.scorecard.features, policy.features]
    .flatMap((features) => features.find((feature) => feature.id === id)?.bins.map(({ upTo }) => upTo) ?? [])
    .filter((limit): limit is number => limit !== null);
  const sorted = [...new Set(limits)].sort((a, b) => a - b);
  if (featureOf(id).direction === 'higher_is_riskier') {
    return sorted.filter((limit) => pointsOfValue(id, limit, policy) >= 0).at(-1) ?? null;
  }
  // The limit itself still belongs to the bin below it.
  return sorted.find((limit, at) => pointsOfValue(id, justAbove(limit, sorted[at + 1]), policy) >= 0) ?? null;
}

function justAbove(limit: number, next: number | undefined): number {
  return next === undefined ? limit + 1 : (limit + next) / 2;
}

interface Told {
  readonly id: string;
  readonly value: number | null;
  readonly reference: number | null;
  readonly points: number;
}

function sentencesOf(told: Told, wording: Readonly<Record<Language, ReasonWording>>): ScoreReason['sentences'] {
  return {
    en: sentence(told, wording.en),
    fr: sentence(told, wording.fr),
    nl: sentence(told, wording.nl),
    es: sentence(told, wording.es),
  };
}

function sentence({ id, value, reference, points }: Told, words: ReasonWording): string {
  const { unit } = featureOf(id);
  const clause = (words.clauses[id] ?? `${id} {value} ({reference})`)
    .replace('{value}', value === null ? words.unknown : formatValue(value, unit, words.decimalSeparator))
    .replace('{reference}', reference === null ? NO_REFERENCE : formatValue(reference, unit, words.decimalSeparator));
  return (points > 0 ? words.raises : words.lowers).replace('{clause}', clause);
}

/** A value as people read it: shares and variation in per cent, counts and days whole, the rest with two decimals. */
export function formatValue(value: number, unit: FeatureUnit, decimalSeparator: string): string {
  if (unit === 'share') return `${(100 * value).toFixed(0)} %`;
  if (unit === 'count' || unit === 'days') return String(Math.floor(value));
  return value.toFixed(2).replace('.', decimalSeparator);
}
