import type { FeatureValue, ReasonWording, ScoreChange, ScorePolicy, WhatWouldChange } from '../../domain/score.js';
import type { Language } from '../../domain/taxonomy/taxonomy.js';
import { WITHOUT_GAMBLING } from './balance-features.js';
import type { FeatureUnit } from './feature.js';
import { featureOf } from './features.js';
import { featureIdsOf, formatValue, limitsOf, pointsOfValue } from './reasons.js';
import { pointsAt, pointsPerLogOdds } from './scorecard.js';

type Wordings = Readonly<Record<Language, ReasonWording>>;

/**
 * Features that a person can move by paying, spending or saving differently. Not among them: how long and how regularly income
 * comes, which benefits it consists of, how long the history is, and enforcement, which is another's decision.
 */
export const ACTIONABLE_FEATURES: ReadonlySet<string> = new Set([
  'balance.lowest_after_payment',
  'balance.low_days_share',
  'balance.negative_days_share',
  'balance.recent_mean',
  'flow.coverage',
  'debt.service_ratio',
  'costs.fixed_ratio',
  'savings.balance',
  'savings.rate',
  'incidents.overdraft_charges',
  'incidents.rejections',
  'incidents.fees',
  'gambling.share',
  'credit.short_term',
  'credit.drawdowns',
  'credit.revolving_share',
]);

/** A feature on its way to better bins: where it stands, and the values at which it next gains points. */
interface Path {
  readonly id: string;
  readonly value: number;
  readonly steps: readonly { readonly to: number; readonly gained: number }[];
}

/**
 * What would raise a score: for each actionable feature the smallest change of it alone that brings points, and the changes that
 * together reach the next band. Other features are held as they are, though in life some of them would move along.
 */
export function whatWouldChange(
  values: ReadonlyMap<string, FeatureValue>,
  policy: ScorePolicy,
  wording: Wordings,
): WhatWouldChange {
  const paths = featureIdsOf(policy).flatMap((id) => pathOf(id, values.get(id)?.value ?? null, policy) ?? []);
  const scoreAfter = scoreFrom(values, policy);
  const score = scoreAfter(0);
  const isGambler = (values.get('gambling.share')?.value ?? 0) > 0;
  const change = ({ id, value }: Path, to: number, gained: number): ScoreChange => {
    const points = scoreAfter(gained) - score;
    return { code: id, value, to, points, sentences: sentencesOf({ id, value, to, points, isGambler }, wording) };
  };
  const changes = paths
    .flatMap((path) => path.steps.slice(0, 1).map(({ to, gained }) => change(path, to, gained)))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1));
  const from = policy.bands.find((limit) => limit > score);
  if (from === undefined) return { changes, nextBand: null };
  const taken = combine(paths, (gained) => scoreAfter(gained) >= from);
  if (taken === null) return { changes, nextBand: { from, score: null, changes: [] } };
  const gained = taken.reduce((sum, step) => sum + step.gained, 0);
  const together = taken.map((step) => change(step.path, step.to, step.gained));
  return { changes, nextBand: { from, score: scoreAfter(gained), changes: together } };
}

/** The score as a function of points added; below 0 and above 1000 points are lost, as in the score itself. */
function scoreFrom(values: ReadonlyMap<string, FeatureValue>, policy: ScorePolicy): (gained: number) => number {
  const { scale } = policy.scorecard;
  const points = featureIdsOf(policy).reduce(
    (sum, id) => sum + pointsOfValue(id, values.get(id)?.value ?? null, policy),
    0,
  );
  return (gained) => pointsAt(policy.priorLogOdds + (points + gained) / pointsPerLogOdds(scale), scale);
}

/** Less than this is no step: it would round away. */
const GAIN_MIN = 0.5;

function pathOf(id: string, value: number | null, policy: ScorePolicy): Path | null {
  if (value === null || !ACTIONABLE_FEATURES.has(id)) return null;
  const { direction } = featureOf(id);
  const start = pointsOfValue(id, value, policy);
  let reached = GAIN_MIN;
  const steps: { to: number; gained: number }[] = [];
  for (const to of targetsOf(id, policy)) {
    if (direction === 'higher_is_riskier' ? to >= value : to <= value) continue;
    const gained = pointsOfValue(id, to, policy) - start;
    if (gained < reached) continue;
    steps.push({ to, gained });
    reached = gained + GAIN_MIN;
  }
  return steps.length === 0 ? null : { id, value, steps };
}

/** A policy never changes: the values at which points change, as a person is told them, are worked out once. */
const TARGETS = new WeakMap<ScorePolicy, Map<string, readonly number[]>>();

/** Told values at which a feature's points change under a policy, from the riskiest to the safest; none below 0 where less is safer. */
function targetsOf(id: string, policy: ScorePolicy): readonly number[] {
  const known = TARGETS.get(policy) ?? new Map<string, readonly number[]>();
  const found = known.get(id);
  if (found !== undefined) return found;
  const { direction, unit } = featureOf(id);
  const grain = grainOf(unit);
  const isRiskier = direction === 'higher_is_riskier';
  const rising = limitsOf(id, policy).map((limit) =>
    Number((isRiskier ? onGrain(limit, grain) : onGrain(limit, grain) + grain).toFixed(2)),
  );
  const targets = isRiskier ? rising.filter((target) => target >= 0).reverse() : rising;
  TARGETS.set(policy, known.set(id, targets));
  return targets;
}

/** What a person is told: whole per cents, hundredths or whole numbers, so that the value told already brings the points. */
function grainOf(unit: FeatureUnit): number {
  return unit === 'count' || unit === 'days' ? 1 : 0.01;
}

/** The last told value at or below a limit; the small addition undoes that 0.29 / 0.01 is 28.999…. */
function onGrain(limit: number, grain: number): number {
  return Math.floor(limit / grain + 1e-9) * grain;
}

interface Taken {
  readonly path: Path;
  readonly to: number;
  readonly gained: number;
}

/**
 * Few changes that do it together: always the further step that brings most, until it is enough; then each is taken back as far
 * as the rest still suffice, the least helpful first. Null when even all of them are not enough.
 */
function combine(paths: readonly Path[], isEnough: (gained: number) => boolean): Taken[] | null {
  const at = new Map<Path, number>();
  const gainAt = (path: Path, step: number) => path.steps[step]?.gained ?? 0;
  const total = () => [...at].reduce((sum, [path, step]) => sum + gainAt(path, step), 0);
  const leap = (path: Path) => {
    const step = (at.get(path) ?? -1) + 1;
    return gainAt(path, step) - gainAt(path, step - 1);
  };
  while (!isEnough(total())) {
    const next = paths.filter((path) => leap(path) > 0).sort((a, b) => leap(b) - leap(a) || (a.id < b.id ? -1 : 1))[0];
    if (!next) return null;
    at.set(next, (at.get(next) ?? -1) + 1);
  }
  for (const [path] of [...at].sort(([a, i], [b, j]) => gainAt(a, i) - gainAt(b, j))) {
    for (let step = at.get(path) ?? -1; step >= 0; step -= 1) {
      if (!isEnough(total() - gainAt(path, step) + gainAt(path, step - 1))) break;
      if (step === 0) at.delete(path);
      else at.set(path, step - 1);
    }
  }
  return [...at]
    .map(([path, step]) => ({ path, to: path.steps[step]?.to ?? path.value, gained: gainAt(path, step) }))
    .sort((a, b) => b.gained - a.gained || (a.path.id < b.path.id ? -1 : 1));
}

interface Told {
  readonly id: string;
  readonly value: number;
  readonly to: number;
  readonly points: number;
  readonly isGambler: boolean;
}

function sentencesOf({ id, value, to, points, isGambler }: Told, wording: Wordings): ScoreChange['sentences'] {
  const { unit } = featureOf(id);
  const [own, target] = toldApart(value, to, unit);
  const isAside = isGambler && WITHOUT_GAMBLING.has(id);
  const sentence = (words: ReasonWording): string => {
    const local = (number: string) => (words.decimalSeparator === '.' ? number : number.replace('.', ','));
    const numbers: Readonly<Record<string, string>> = {
      target: local(target),
      value: local(own),
      points: String(points),
    };
    let text = '';
    for (const [at, piece] of piecesOf(words, id, isAside).entries()) {
      text += at % 2 === 0 ? piece : (numbers[piece] ?? '');
    }
    return text;
  };
  return { en: sentence(wording.en), fr: sentence(wording.fr), nl: sentence(wording.nl), es: sentence(wording.es) };
}

/** The wording never changes: each sentence is taken apart once, its words and the names of its numbers by turns. */
const PIECES = new WeakMap<ReasonWording, Map<string, readonly string[]>>();

function piecesOf(words: ReasonWording, id: string, isAside: boolean): readonly string[] {
  const known = PIECES.get(words) ?? new Map<string, readonly string[]>();
  PIECES.set(words, known);
  const key = isAside ? `${id} aside` : id;
  let pieces = known.get(key);
  if (pieces === undefined) {
    const clause = words.whatWould.clauses[id] ?? `${id}: {target} ({value})`;
    const sentence = words.whatWould.change.replace('{clause}', isAside ? clause + words.withoutGambling : clause);
    pieces = sentence.split(/\{(target|value|points)\}/);
    known.set(key, pieces);
  }
  return pieces;
}

/** Value and target as people read them, with a decimal more where they would read the same. */
function toldApart(value: number, to: number, unit: FeatureUnit): readonly [string, string] {
  const [own, target] = [formatValue(value, unit), formatValue(to, unit)];
  if (own !== target) return [own, target];
  return unit === 'share' ? [`${(100 * value).toFixed(2)} %`, target] : [value.toFixed(4), target];
}
