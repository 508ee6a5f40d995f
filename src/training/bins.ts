import type { FeatureDirection, ScoreBin } from '../domain/score.js';
import { seededRandom } from './random.js';

/** A feature cut into bins whose risk only rises or only falls, with the cases that lack the feature apart. */
export interface BinnedFeature {
  readonly id: string;
  readonly bins: readonly ScoreBin[];
  readonly missing: ScoreBin;
  /** Σ (share of goods − share of bads) · weight of evidence over the bins, ≥ 0 (Siddiqi 2006). */
  readonly informationValue: number;
}

export interface BinOptions {
  /** Quantile bins before merging. */
  readonly startBins: number;
  /** Smallest share of cases in a bin, 0..1. */
  readonly shareMin: number;
  /** Cases of average risk added to every bin, so that a side without cases stays finite. */
  readonly smoothing: number;
  /** Bootstrap samples over which bins are averaged; 1 takes the cases as they are. */
  readonly bags: number;
  /** Neighbours whose weights of evidence differ by less are one bin. */
  readonly gapMin: number;
}

interface Group {
  upTo: number;
  good: number;
  bad: number;
}

interface WeightedGroup extends Group {
  weight: number;
}

interface Known {
  readonly value: number;
  readonly isBad: boolean;
}

/** Any fixed number: the same cases must give the same bins. */
const SEED = 20_261_121;

/**
 * Cuts a feature into bins of monotone risk. Quantile bins are drawn towards each other until the bad rate only moves the
 * way the feature's definition states (pool-adjacent-violators; Ayer et al. 1955). Where to pool is uncertain with few bad
 * cases, so the pooling is repeated on bootstrap samples and the bad rates averaged (bagging; Breiman 1996): a mean of
 * monotone steps is monotone. Neighbours that hardly differ and bins with few cases are then joined.
 * Data that contradict the stated direction end in one bin, which tells nothing.
 */
export function binFeature(
  feature: { readonly id: string; readonly direction: FeatureDirection },
  values: readonly (number | null)[],
  outcomes: readonly boolean[],
  options: BinOptions,
): BinnedFeature {
  const known = values
    .map((value, at) => ({ value, isBad: outcomes[at] ?? false }))
    .filter((item): item is Known => item.value !== null)
    .sort((a, b) => a.value - b.value);
  const totals = { good: outcomes.filter((isBad) => !isBad).length, bad: outcomes.filter(Boolean).length };
  const groups = startGroups(known, options.startBins);
  joinSmall(groups, Math.max(1, options.shareMin * known.length));
  const weights = baggedWeights(groups, known, totals, feature.direction === 'higher_is_riskier', options);
  const bins = joinAlike(
    groups.map((group, at) => ({ ...group, weight: weights[at] ?? 0 })),
    options.gapMin,
  ).map(({ upTo, good, bad, weight }, at, all) => ({
    upTo: at === all.length - 1 ? null : upTo,
    good,
    bad,
    weightOfEvidence: weight,
  }));
  const informationValue = bins.reduce(
    (sum, { good, bad, weightOfEvidence: weight }) =>
      sum + (good / (totals.good || 1) - bad / (totals.bad || 1)) * weight,
    0,
  );
  return { id: feature.id, bins, missing: missingBin(values, outcomes, totals, options.smoothing), informationValue };
}

/** Mean weight of evidence of each start group over bootstrap samples, each made monotone by pooling. */
function baggedWeights(
  groups: readonly Group[],
  known: readonly Known[],
  totals: { good: number; bad: number },
  isRising: boolean,
  options: BinOptions,
): number[] {
  const groupOf = known.map(({ value }) => groups.findIndex(({ upTo }) => value <= upTo));
  const random = seededRandom(SEED);
  const sums = new Array<number>(groups.length).fill(0);
  for (let bag = 0; bag < options.bags; bag += 1) {
    const sample = groups.map(({ upTo }) => ({ upTo, good: 0, bad: 0 }));
    for (let draw = 0; draw < known.length; draw += 1) {
      const at = options.bags === 1 ? draw : Math.floor(random() * known.length);
      const group = sample[groupOf[at] ?? 0];
      if (!group) continue;
      if (known[at]?.isBad) group.bad += 1;
      else group.good += 1;
    }
    const pooled = pool(sample, isRising);
    groups.forEach(({ upTo }, at) => {
      const own = pooled.find((group) => upTo <= group.upTo);
      if (own) sums[at] = (sums[at] ?? 0) + weightOfEvidence(own, totals, options.smoothing);
    });
  }
  const means = sums.map((sum) => sum / options.bags);
  return monotone(
    means,
    groups.map(({ good, bad }) => good + bad),
    isRising ? -1 : 1,
  );
}

/**
 * The nearest sequence that only moves one way, by cases (pool-adjacent-violators). Needed although each bag is monotone:
 * smoothing draws a small group further towards 0 than its larger neighbour.
 */
function monotone(weights: readonly number[], counts: readonly number[], sign: 1 | -1): number[] {
  const blocks: { mean: number; cases: number; size: number }[] = [];
  weights.forEach((weight, at) => {
    blocks.push({ mean: weight, cases: counts[at] ?? 0, size: 1 });
    for (;;) {
      const [before, last] = [blocks.at(-2), blocks.at(-1)];
      if (!before || !last || sign * (last.mean - before.mean) >= 0) break;
      const cases = before.cases + last.cases;
      const mean = (before.mean * before.cases + last.mean * last.cases) / (cases || 1);
      blocks.splice(-2, 2, { mean, cases, size: before.size + last.size });
    }
  });
  return blocks.flatMap(({ mean, size }) => new Array<number>(size).fill(mean));
}

/** Joins neighbours whose weights differ by less than the gap, the nearest first; the joined weight is by cases. */
function joinAlike(groups: readonly WeightedGroup[], gapMin: number): WeightedGroup[] {
  const joined = [...groups];
  for (;;) {
    let nearest = -1;
    let gap = gapMin;
    for (let at = 1; at < joined.length; at += 1) {
      const distance = Math.abs((joined[at]?.weight ?? 0) - (joined[at - 1]?.weight ?? 0));
      if (distance < gap) [nearest, gap] = [at, distance];
    }
    const [before, after] = [joined[nearest - 1], joined[nearest]];
    if (!before || !after) return joined;
    const [n, m] = [before.good + before.bad, after.good + after.bad];
    joined.splice(nearest - 1, 2, {
      ...join(before, after),
      weight: (before.weight * n + after.weight * m) / (n + m || 1),
    });
  }
}

/** Without a case that lacks the feature nothing is known of such cases: they are given average risk. */
function missingBin(
  values: readonly (number | null)[],
  outcomes: readonly boolean[],
  totals: { good: number; bad: number },
  smoothing: number,
): ScoreBin {
  const bad = values.filter((value, at) => value === null && outcomes[at]).length;
  const good = values.filter((value) => value === null).length - bad;
  const weight = good + bad === 0 ? 0 : weightOfEvidence({ good, bad }, totals, smoothing);
  return { upTo: null, good, bad, weightOfEvidence: weight };
}

/**
 * ln(share of goods ÷ share of bads) of a bin, drawn towards 0 by `smoothing` cases of average risk
 * (Good 1950; Siddiqi 2006; the m-estimate of Cestnik 1990).
 */
export function weightOfEvidence(
  bin: { readonly good: number; readonly bad: number },
  totals: { readonly good: number; readonly bad: number },
  smoothing: number,
): number {
  const badRate = totals.bad / (totals.good + totals.bad || 1);
  const good = (bin.good + smoothing * (1 - badRate)) / (totals.good || 1);
  const bad = (bin.bad + smoothing * badRate) / (totals.bad || 1);
  return good === 0 || bad === 0 ? 0 : Math.log(good / bad);
}

function startGroups(known: readonly Known[], count: number): Group[] {
  const groups: Group[] = [];
  const size = Math.max(1, known.length / count);
  known.forEach(({ value, isBad }, at) => {
    const last = groups.at(-1);
    const isFull = last !== undefined && at >= groups.length * size && value !== last.upTo;
    const group = last === undefined || isFull ? { upTo: value, good: 0, bad: 0 } : last;
    if (group !== last) {
      // Halfway to the next value: a limit that no customer has, and that rounding does not move across one.
      if (last) last.upTo = (last.upTo + value) / 2;
      groups.push(group);
    }
    group.upTo = value;
    if (isBad) group.bad += 1;
    else group.good += 1;
  });
  return groups;
}

function badRateOf({ good, bad }: Group): number {
  return bad / (good + bad || 1);
}

function pool(groups: readonly Group[], isRising: boolean): Group[] {
  const pooled: Group[] = [];
  for (const group of groups) {
    pooled.push({ ...group });
    for (let last = pooled.length - 1; last > 0; last -= 1) {
      const [before, after] = [pooled[last - 1], pooled[last]];
      if (!before || !after) break;
      const inOrder = isRising ? badRateOf(before) < badRateOf(after) : badRateOf(before) > badRateOf(after);
      if (inOrder) break;
      pooled.splice(last - 1, 2, join(before, after));
    }
  }
  return pooled;
}

function join(before: Group, after: Group): Group {
  return { upTo: after.upTo, good: before.good + after.good, bad: before.bad + after.bad };
}

/** Joins each bin below the smallest size to the neighbour whose risk is nearer; monotone order is kept. */
function joinSmall(groups: Group[], sizeMin: number): void {
  while (groups.length > 1) {
    const at = groups.findIndex(({ good, bad }) => good + bad < sizeMin);
    const own = groups[at];
    if (!own) return;
    const [before, after] = [groups[at - 1], groups[at + 1]];
    const isBeforeNearer =
      after === undefined ||
      (before !== undefined &&
        Math.abs(badRateOf(before) - badRateOf(own)) <= Math.abs(badRateOf(after) - badRateOf(own)));
    if (isBeforeNearer && before) groups.splice(at - 1, 2, join(before, own));
    else if (after) groups.splice(at, 2, join(own, after));
  }
}
