/** One bin of a feature: values above the previous bin's limit and up to `upTo`; the last has no limit. */
export interface Bin {
  /** Upper limit, included; null for the last bin. */
  readonly upTo: number | null;
  readonly good: number;
  readonly bad: number;
  /** Weight of evidence ln(share of goods ÷ share of bads); positive is safer than average. */
  readonly weightOfEvidence: number;
}

/** A feature cut into bins whose risk only rises or only falls, with the cases that lack the feature apart. */
export interface BinnedFeature {
  readonly name: string;
  readonly bins: readonly Bin[];
  readonly missing: Bin;
  /** Σ (share of goods − share of bads) · weight of evidence (Siddiqi 2006). */
  readonly informationValue: number;
}

export interface BinOptions {
  /** Quantile bins before merging. */
  readonly startBins: number;
  /** Smallest share of cases in a bin, 0..1. */
  readonly shareMin: number;
  /** Cases added to the goods and bads of every bin, so that an empty side stays finite. */
  readonly smoothing: number;
}

interface Group {
  upTo: number;
  good: number;
  bad: number;
}

/**
 * Cuts a feature into bins of monotone risk: quantile bins, neighbours pooled until the bad rate only moves one way
 * (pool-adjacent-violators; Ayer et al. 1955), then small bins joined to the nearer neighbour.
 * The direction is the one of the rank correlation between value and outcome.
 */
export function binFeature(
  name: string,
  values: readonly (number | null)[],
  outcomes: readonly boolean[],
  options: BinOptions,
): BinnedFeature {
  const known = values
    .map((value, at) => ({ value, isBad: outcomes[at] ?? false }))
    .filter((item): item is { value: number; isBad: boolean } => item.value !== null)
    .sort((a, b) => a.value - b.value);
  const groups = pool(startGroups(known, options.startBins), isRiskRising(known));
  joinSmall(groups, Math.max(1, options.shareMin * known.length));
  const totals = { good: outcomes.filter((isBad) => !isBad).length, bad: outcomes.filter(Boolean).length };
  const missing = {
    good: values.filter((value, at) => value === null && !outcomes[at]).length,
    bad: values.filter((value, at) => value === null && outcomes[at]).length,
  };
  const bins = groups.map((group, at) => ({
    upTo: at === groups.length - 1 ? null : group.upTo,
    good: group.good,
    bad: group.bad,
    weightOfEvidence: weightOf(group, totals, options.smoothing),
  }));
  const informationValue = bins.reduce(
    (sum, { good, bad, weightOfEvidence }) =>
      sum + (good / (totals.good || 1) - bad / (totals.bad || 1)) * weightOfEvidence,
    0,
  );
  const missingWeight = missing.good + missing.bad === 0 ? 0 : weightOf(missing, totals, options.smoothing);
  return { name, bins, missing: { upTo: null, ...missing, weightOfEvidence: missingWeight }, informationValue };
}

function weightOf(
  group: { good: number; bad: number },
  totals: { good: number; bad: number },
  smoothing: number,
): number {
  const share = totals.bad / (totals.good + totals.bad || 1);
  const good = (group.good + smoothing * (1 - share)) / (totals.good + smoothing || 1);
  const bad = (group.bad + smoothing * share) / (totals.bad + smoothing || 1);
  return Math.log(good / bad) - 0;
}

function startGroups(known: readonly { value: number; isBad: boolean }[], count: number): Group[] {
  const groups: Group[] = [];
  const size = Math.max(1, known.length / count);
  known.forEach(({ value, isBad }, at) => {
    const last = groups.at(-1);
    const isFull = last !== undefined && at >= groups.length * size && value !== last.upTo;
    const group = last === undefined || isFull ? { upTo: value, good: 0, bad: 0 } : last;
    if (group !== last) groups.push(group);
    group.upTo = value;
    if (isBad) group.bad += 1;
    else group.good += 1;
  });
  return groups;
}

/** Whether the bad cases have the larger values, by the mean rank of good and bad. */
function isRiskRising(known: readonly { isBad: boolean }[]): boolean {
  const ranks = { bad: 0, good: 0, badCount: 0, goodCount: 0 };
  known.forEach(({ isBad }, rank) => {
    ranks[isBad ? 'bad' : 'good'] += rank;
    ranks[isBad ? 'badCount' : 'goodCount'] += 1;
  });
  return ranks.bad / (ranks.badCount || 1) > ranks.good / (ranks.goodCount || 1);
}

function badRate({ good, bad }: Group): number {
  return bad / (good + bad || 1);
}

function pool(groups: readonly Group[], isRising: boolean): Group[] {
  const pooled: Group[] = [];
  for (const group of groups) {
    pooled.push({ ...group });
    for (let last = pooled.length - 1; last > 0; last -= 1) {
      const [before, after] = [pooled[last - 1], pooled[last]];
      if (!before || !after) break;
      const inOrder = isRising ? badRate(before) < badRate(after) : badRate(before) > badRate(after);
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
    if (at < 0) return;
    const own = groups[at];
    const [before, after] = [groups[at - 1], groups[at + 1]];
    if (!own) return;
    const isBeforeNearer =
      after === undefined ||
      (before !== undefined && Math.abs(badRate(before) - badRate(own)) <= Math.abs(badRate(after) - badRate(own)));
    if (isBeforeNearer && before) groups.splice(at - 1, 2, join(before, own));
    else if (after) groups.splice(at, 2, join(own, after));
  }
}

/** The bin that a value falls into; the bin of missing values for null. */
export function binOf(feature: BinnedFeature, value: number | null): Bin {
  if (value === null) return feature.missing;
  return feature.bins.find(({ upTo }) => upTo === null || value <= upTo) ?? feature.missing;
}
