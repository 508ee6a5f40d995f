import type { EpochDay } from '../../domain/calendar-date.js';
import { daysOf, type Occurrence } from './occurrence.js';
import { byLabel, byMandate, byReference, contractsOf, type Partition, partitionByAmount } from './partitions.js';
import { FOUR_WEEKLY, type Method, type Rhythm, rhythmOf, spreadOf, stepsBetween } from './rhythm.js';

/** Occurrences that may be one cash flow, with the rhythm they keep. */
interface Group {
  readonly occurrences: readonly Occurrence[];
  readonly rhythm: Rhythm | null;
  /** Number of intervals that the rhythm explains: a flow explains nothing by its first payment. */
  readonly explained: number;
}

/** Two equal payments at a month's distance are a flow among a few payments, a coincidence among many. */
const PAIRS_AMONG_MAX = 8;
/** Two explanations that differ by less than this share of the payments explain equally many. */
const EQUALLY_MANY_SHARE = 0.1;
/** Share of the payments that contracts must hold before amounts that are merely near tell contracts apart. */
const CONTRACTS_SHARE_MIN = 0.6;
/** Length and steadiness of equal payments that are a contract although most payments around them keep no rhythm. */
const ALONE_OCCURRENCES_MIN = 4;
const ALONE_SHARE_MIN = 0.8;
/** Largest relative distance between the parts of one purchase: cents that do not divide. */
const ONE_AMOUNT_SHARE_MAX = 0.02;
/** Most siblings with a rhythm that one counterparty's payments are split into; the bound keeps the cost linear. */
const SIBLINGS_MAX = 32;
/** An irregular amount belongs to the sibling whose gap it fills when it is this near to the sibling's amounts. */
const ATTACHED_AMOUNT_SHARE_MAX = 0.25;
/** Largest change of amount between two stretches of one flow: indexation, a new plan, a refinanced loan. */
const CHANGED_AMOUNT_SHARE_MAX = 0.25;

/**
 * Splits the payments to (or from) one counterparty into cash flows: one contract each. Payments that keep one rhythm stay
 * together whatever their amounts (energy, wages); they are told apart where mandates, wordings or amounts give several
 * rhythms that explain more of them (three loans with one lender, two wages from one employer).
 * What keeps no rhythm stays one irregular flow; where there is but one, it is the array given. Occurrences ascend by day; cost is n log n.
 * Purchases paid in parts have one amount each: for those (`method.areOfOneAmount`) a rhythm of changing amounts is several plans.
 */
export function splitSiblings(occurrences: readonly Occurrence[], method: Method): readonly (readonly Occurrence[])[] {
  // The first part may bear the fee.
  const isOne = !method.areOfOneAmount || spreadOf(occurrences.slice(1)) <= ONE_AMOUNT_SHARE_MAX;
  const whole = isOne ? groupOf(occurrences, occurrences.length, method) : { occurrences, rhythm: null, explained: 0 };
  let best: readonly Group[] = [whole];
  for (const partition of [byMandate, byReference, byLabel, byAmount(method)]) {
    const groups = regroup(occurrences, partition, method);
    if (groups.length > 1 && explainsMore(groups, best, whole)) best = groups;
  }
  return best.map((group) => group.occurrences);
}

function byDay(a: Occurrence, b: Occurrence): number {
  return a.day - b.day;
}

function groupOf(occurrences: readonly Occurrence[], among: number, method: Method): Group {
  const rhythm = rhythmOf(occurrences, method);
  const days = rhythm === null ? [] : daysOf(occurrences);
  if (rhythm === null || (days.length === 2 && !isTellingPair(occurrences, among))) {
    return { occurrences, rhythm: null, explained: 0 };
  }
  return { occurrences, rhythm, explained: (days.length - 1) * rhythm.share };
}

function isTellingPair(occurrences: readonly Occurrence[], among: number): boolean {
  return (
    occurrences.length === among ||
    (among <= PAIRS_AMONG_MAX && new Set(occurrences.map(({ amountMinor }) => amountMinor)).size === 1)
  );
}

function totalExplained(groups: readonly Group[]): number {
  return groups.reduce((sum, { explained }) => sum + explained, 0);
}

/** More payments on a rhythm win; equally many win where the groups alternate and each is slower than the whole. */
function explainsMore(groups: readonly Group[], best: readonly Group[], whole: Group): boolean {
  const gain = totalExplained(groups) - totalExplained(best);
  if (gain >= 1) return true;
  // Each group more has a first payment more, which is no interval.
  const isMuchLess = gain + groups.length - 1 < -whole.occurrences.length * EQUALLY_MANY_SHARE;
  if (best[0] !== whole || isMuchLess || whole.rhythm === null) return false;
  const { period, concentration } = whole.rhythm;
  // Every fourth week of a weekly rhythm keeps four weeks, and nearly a day of the month: that is no other contract.
  const areSlower = groups.every(
    ({ rhythm }) =>
      rhythm !== null &&
      rhythm.period !== FOUR_WEEKLY &&
      rhythm.period.days > period.days &&
      rhythm.concentration >= concentration,
  );
  return areSlower && alternate(groups);
}

/** Whether payments of different groups follow one another more often than not. */
function alternate(groups: readonly Group[]): boolean {
  const order = groups
    .flatMap(({ occurrences }, group) => occurrences.map(({ day }) => ({ day, group })))
    .sort((a, b) => a.day - b.day || a.group - b.group);
  const changes = order.filter(({ group }, index) => index > 0 && group !== order[index - 1]?.group).length;
  return changes * 2 >= order.length;
}

/**
 * Keeps the parts whose rhythm is no coincidence; what is left forms a flow of its own.
 * Where parts with a rhythm hold most of the payments they are the contracts, and an odd payment goes to the contract whose gap
 * it fills. Among many purchases without rhythm a few near amounts always fall into one, so there only equal amounts that
 * keep it long count.
 */
function regroup(occurrences: readonly Occurrence[], partition: Partition, method: Method): Group[] {
  const among = occurrences.length;
  const groups = partition(occurrences)
    .flatMap((part) => contractsOf(part, method))
    .map((part) => groupOf(part, among, method));
  const regular = groups.filter(({ rhythm }) => rhythm !== null && rhythm.period.periodicity !== 'DAILY');
  const held = regular.reduce((sum, group) => sum + group.occurrences.length, 0);
  const areContracts = held >= among * CONTRACTS_SHARE_MIN;
  const kept = (areContracts ? regular : regular.filter(standsAlone))
    .sort((a, b) => b.explained - a.explained)
    .slice(0, SIBLINGS_MAX);
  if (kept.length === 0) return [];
  const merged = method.areOfOneAmount ? kept : mergeStretches(kept, among, method);
  const rest = groups.filter((group) => !kept.includes(group)).flatMap((group) => group.occurrences);
  rest.sort(byDay);
  const left = areContracts ? attach(merged, rest, among, method) : rest;
  if (left.length === 0) return merged;
  const isByAmount = partition !== byMandate && partition !== byReference && partition !== byLabel;
  const siblings = isByAmount ? [] : regroup(left, byAmount(method), method);
  return [...merged, ...(siblings.length > 0 ? siblings : [groupOf(left, left.length, method)])];
}

/** Equal amounts are a contract where each of those that they may stand for keeps a rhythm; then near amounts. */
function byAmount(method: Method): Partition {
  return partitionByAmount(method, (equal, among) =>
    contractsOf(equal, method).every((contract) => groupOf(contract, among, method).rhythm !== null),
  );
}

function standsAlone({ occurrences, rhythm }: Group): boolean {
  const isLong = occurrences.length >= ALONE_OCCURRENCES_MIN && rhythm !== null && rhythm.share >= ALONE_SHARE_MIN;
  return isLong && occurrences.every(({ amountMinor }) => amountMinor === occurrences[0]?.amountMinor);
}

/** Joins stretches of one flow whose amount changed: the later begins about a period after the earlier ends. */
function mergeStretches(groups: readonly Group[], among: number, method: Method): Group[] {
  const merged: Group[] = [];
  const byStart = [...groups].sort((a, b) => (a.occurrences[0]?.day ?? 0) - (b.occurrences[0]?.day ?? 0));
  for (const group of byStart) {
    const at = merged.findLastIndex((earlier) => continues(earlier, group));
    const earlier = merged[at];
    if (earlier) merged[at] = groupOf([...earlier.occurrences, ...group.occurrences], among, method);
    else merged.push(group);
  }
  return merged;
}

function continues(earlier: Group, later: Group): boolean {
  const last = earlier.occurrences.at(-1);
  const first = later.occurrences[0];
  if (!last || !first || earlier.rhythm === null || later.rhythm === null) return false;
  if (earlier.rhythm.period !== later.rhythm.period) return false;
  const change = Math.abs(first.amountMinor - last.amountMinor) / Math.max(first.amountMinor, last.amountMinor);
  return change <= CHANGED_AMOUNT_SHARE_MAX && stepsBetween(first.day - last.day, earlier.rhythm.period) !== null;
}

/**
 * Gives each odd payment to the sibling in whose rhythm it fills a gap: first those of a near amount, then, within a sibling's
 * time, those of any amount (a wage with the 13th month in it). Returns those that fit nowhere.
 */
function attach(groups: Group[], rest: readonly Occurrence[], among: number, method: Method): Occurrence[] {
  let left = rest;
  for (const fits of [isNear, isWithin]) {
    const additions = groups.map((): Occurrence[] => []);
    const taken = new Set<string>();
    left = left.filter((occurrence) => {
      const at = groups.findIndex((group, index) => fillsGap(group, occurrence, fits, `${index}`, taken));
      additions[at]?.push(occurrence);
      return at < 0;
    });
    for (const [at, added] of additions.entries()) {
      const group = groups[at];
      if (!group || added.length === 0) continue;
      groups[at] = groupOf([...group.occurrences, ...added].sort(byDay), among, method);
    }
  }
  return [...left];
}

type Fits = (occurrence: Occurrence, previous: Occurrence | undefined, next: Occurrence | undefined) => boolean;

const isNear: Fits = ({ amountMinor }, previous, next) => {
  const nearest = (previous ?? next)?.amountMinor ?? 0;
  return Math.abs(amountMinor - nearest) <= nearest * ATTACHED_AMOUNT_SHARE_MAX;
};

const isWithin: Fits = (_, previous, next) => previous !== undefined && next !== undefined;

function fillsGap(group: Group, occurrence: Occurrence, fits: Fits, name: string, taken: Set<string>): boolean {
  const { rhythm, occurrences } = group;
  if (rhythm === null) return false;
  const after = firstAfter(occurrences, occurrence.day);
  const previous = occurrences[after - 1];
  const next = occurrences[after];
  if (!fits(occurrence, previous, next)) return false;
  if (previous && stepsBetween(occurrence.day - previous.day, rhythm.period) === null) return false;
  if (next && stepsBetween(next.day - occurrence.day, rhythm.period) === null) return false;
  const gap = `${name}:${after}`;
  if (taken.has(gap)) return false;
  taken.add(gap);
  return true;
}

/** Index of the first occurrence later than a day, by bisection. */
function firstAfter(occurrences: readonly Occurrence[], day: EpochDay): number {
  let low = 0;
  let high = occurrences.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((occurrences[middle]?.day ?? 0) > day) high = middle;
    else low = middle + 1;
  }
  return low;
}
