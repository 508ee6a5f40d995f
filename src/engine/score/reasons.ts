import type {
  FeatureValue,
  PointsTableFeature,
  ReasonWording,
  ScorecardFeature,
  ScorePolicy,
  ScoreReason,
} from '../../domain/score.js';
import type { Language } from '../../domain/taxonomy/taxonomy.js';
import { WITHOUT_GAMBLING } from './balance-features.js';
import type { FeatureUnit } from './feature.js';
import { type Evidence, featureOf } from './features.js';
import { pointsFor } from './points-table.js';
import { binOf, pointsPerLogOdds } from './scorecard.js';

/** What one feature moved, by scorecard and table together. */
export interface Effect {
  readonly feature: FeatureValue;
  /** Points, positive is safer. */
  readonly points: number;
}

type Wordings = Readonly<Record<Language, ReasonWording>>;

const NO_REFERENCE = '–';

/**
 * The features that moved the score most, both ways, largest first; equal ones by id. What moved less than half a point is
 * left out.
 */
export function reasonsOf(
  effects: readonly Effect[],
  policy: ScorePolicy,
  wording: Wordings,
  evidence: Evidence,
  reasonsMax: number,
): ScoreReason[] {
  const isGambler = effects.some(({ feature }) => feature.id === 'gambling.share' && (feature.value ?? 0) > 0);
  return effects
    .map(({ feature, points }) => ({ feature, points: Math.round(points) }))
    .filter(({ points }) => points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.feature.id < b.feature.id ? -1 : 1))
    .slice(0, reasonsMax)
    .map(({ feature, points }) => {
      const reference = referenceOf(feature.id, policy);
      return {
        code: feature.id,
        points,
        value: feature.value,
        reference,
        sentences: sentencesOf({ id: feature.id, value: feature.value, reference, points, isGambler }, wording),
        transactionIds: evidence(feature.id),
      };
    });
}

/** Points of a value under a policy: the believed part of the scorecard's weight, and the table's points. */
export function pointsOfValue(id: string, value: number | null, policy: ScorePolicy): number {
  const parts = partsOf(policy).byId.get(id);
  if (!parts) return 0;
  const { fitted, judged, pointsPerWeight } = parts;
  return (
    (fitted ? binOf(fitted, value).weightOfEvidence * pointsPerWeight : 0) + (judged ? pointsFor(judged, value) : 0)
  );
}

/** The features that a policy looks at, each once: those of the scorecard, then those of the table. */
export function featureIdsOf(policy: ScorePolicy): readonly string[] {
  return partsOf(policy).ids;
}

interface Parts {
  readonly fitted: ScorecardFeature | undefined;
  readonly judged: PointsTableFeature | undefined;
  /** Points for one unit of weight of evidence. */
  readonly pointsPerWeight: number;
}

/** What a policy says of each feature; policies never change, so it is looked up once. */
const PARTS = new WeakMap<ScorePolicy, PolicyParts>();

interface PolicyParts {
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, Parts>;
}

function partsOf(policy: ScorePolicy): PolicyParts {
  const known = PARTS.get(policy);
  if (known) return known;
  const { scorecard, transferWeight } = policy;
  const byId = new Map<string, Parts>();
  for (const { id } of [...scorecard.features, ...policy.features]) {
    const fitted = scorecard.features.find((feature) => feature.id === id);
    const judged = policy.features.find((feature) => feature.id === id);
    const pointsPerWeight = (fitted?.coefficient ?? 0) * transferWeight * pointsPerLogOdds(scorecard.scale);
    byId.set(id, { fitted, judged, pointsPerWeight });
  }
  const parts = { ids: [...byId.keys()], byId };
  PARTS.set(policy, parts);
  return parts;
}

/**
 * The limit beyond which a feature no longer costs points: an upper one where more is riskier, a lower one where more is
 * safer. Null where every value costs, or none does.
 */
export function referenceOf(id: string, policy: ScorePolicy): number | null {
  const known = REFERENCES.get(policy) ?? new Map<string, number | null>();
  const found = known.get(id);
  if (found !== undefined) return found;
  const reference = findReference(id, policy);
  REFERENCES.set(policy, known.set(id, reference));
  return reference;
}

/** A policy never changes, and every customer is told the same references. */
const REFERENCES = new WeakMap<ScorePolicy, Map<string, number | null>>();

function findReference(id: string, policy: ScorePolicy): number | null {
  const sorted = limitsOf(id, policy);
  if (featureOf(id).direction === 'higher_is_riskier') {
    return sorted.filter((limit) => pointsOfValue(id, limit, policy) >= 0).at(-1) ?? null;
  }
  // The limit itself still belongs to the bin below it.
  return sorted.find((limit, at) => pointsOfValue(id, justAbove(limit, sorted[at + 1]), policy) >= 0) ?? null;
}

/** The values at which a feature's points may change under a policy, rising; each belongs to the bin below it. */
export function limitsOf(id: string, policy: ScorePolicy): number[] {
  const { fitted, judged } = partsOf(policy).byId.get(id) ?? {};
  const bins = [...(fitted?.bins ?? []), ...(judged?.bins ?? [])];
  const limits = bins.flatMap(({ upTo }) => upTo ?? []);
  return [...new Set(limits)].sort((a, b) => a - b);
}

function justAbove(limit: number, next: number | undefined): number {
  return next === undefined ? limit + 1 : (limit + next) / 2;
}

interface Told {
  readonly id: string;
  readonly value: number | null;
  readonly reference: number | null;
  readonly points: number;
  readonly isGambler: boolean;
}

function sentencesOf({ id, value, reference, points, isGambler }: Told, wording: Wordings): ScoreReason['sentences'] {
  const { unit } = featureOf(id);
  const told = value === null ? null : formatValue(value, unit);
  const safe = reference === null ? null : formatValue(reference, unit);
  const sentence = (words: ReasonWording): string => {
    const local = (number: string) => (words.decimalSeparator === '.' ? number : number.replace('.', ','));
    const [start, between, end] = framesOf(words, id)[points > 0 ? 'raises' : 'lowers'];
    const note = isGambler && WITHOUT_GAMBLING.has(id) ? words.withoutGambling : '';
    return (
      start +
      (told === null ? words.unknown : local(told)) +
      between +
      (safe === null ? NO_REFERENCE : local(safe)) +
      (note === '' ? end : end.replace(/\.?$/, (stop) => note + stop))
    );
  };
  return { en: sentence(wording.en), fr: sentence(wording.fr), nl: sentence(wording.nl), es: sentence(wording.es) };
}

/** A sentence without its two numbers: what stands before, between and after them. */
type Frame = readonly [start: string, between: string, end: string];
type Frames = Readonly<Record<'raises' | 'lowers', Frame>>;

/** The wording never changes: each sentence is taken apart once. */
const FRAMES = new WeakMap<ReasonWording, Map<string, Frames>>();

function framesOf(words: ReasonWording, id: string): Frames {
  const known = FRAMES.get(words) ?? new Map<string, Frames>();
  FRAMES.set(words, known);
  let frames = known.get(id);
  if (frames === undefined) {
    const clause = words.clauses[id] ?? `${id} {value} ({reference})`;
    frames = { raises: frameOf(words.raises, clause), lowers: frameOf(words.lowers, clause) };
    known.set(id, frames);
  }
  return frames;
}

/** In every clause the value stands before the reference, which `reference/compile-scores.ts` checks. */
function frameOf(template: string, clause: string): Frame {
  const [start = '', rest = ''] = template.replace('{clause}', clause).split('{value}');
  const [between = '', end = ''] = rest.split('{reference}');
  return [start, between, end];
}

/** A value as people read it, with a decimal point: shares in per cent, counts and days whole, the rest with two decimals. */
export function formatValue(value: number, unit: FeatureUnit): string {
  if (unit === 'share') return `${Math.round(100 * value)} %`;
  if (unit === 'count' || unit === 'days') return String(Math.floor(value));
  return value.toFixed(2);
}
