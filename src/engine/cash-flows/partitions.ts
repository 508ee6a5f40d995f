import type { EpochDay } from '../../domain/calendar-date.js';
import { groupBy } from '../../domain/group-by.js';
import { hasDigit, wordsOf } from '../../domain/text.js';
import { exactlyDue } from './due-rule.js';
import { daysOf, type Occurrence } from './occurrence.js';
import { type Method, MONTHLY, spreadOf } from './rhythm.js';

/** A way to divide the payments to one counterparty; no parts where it tells nothing. Parts ascend by day. */
export type Partition = (occurrences: readonly Occurrence[]) => readonly (readonly Occurrence[])[];

/** More payments than this to one counterparty are purchases: their references are not read. */
const REFERENCES_READ_MAX = 1_000;
/** Shortest word that is a contract's reference rather than a number of the place or the month. */
const REFERENCE_LETTERS_MIN = 5;
/** Share of the payments that must carry a reference that others carry too. */
const REFERENCED_SHARE_MIN = 0.9;
/** Share of days with the same number of payments from which that number is the number of contracts. */
const LAYERED_DAYS_SHARE_MIN = 0.6;
/** Payments a month from which equal payments are looked at for several due days. */
const SEVERAL_A_MONTH_MIN = 1.1;
/** Most contracts of one amount with one counterparty. */
const DUE_DAYS_MAX = 8;
/** Payments that a due day must explain to the day, and their share of the months in which it holds. */
const DUE_DAY_PAYMENTS_MIN = 3;
const DUE_DAY_MONTHS_SHARE_MIN = 0.6;
const MONTH_DAYS = 30.44;

function partitionBy(key: (occurrence: Occurrence) => string | null): Partition {
  return (occurrences) => {
    let isOne = true;
    const first = occurrences[0] && key(occurrences[0]);
    for (const occurrence of occurrences) {
      const own = key(occurrence);
      if (own === null) return [];
      isOne &&= own === first;
    }
    return isOne ? [] : [...groupBy(occurrences, key).values()];
  };
}

/** Direct debits by mandate: only where the bank tells all of them. */
export const byMandate: Partition = partitionBy(({ transaction }) => transaction.transaction.hints.mandateId);
export const byLabel: Partition = partitionBy(({ transaction }) => transaction.enrichment.label);

/**
 * By the contract's reference that the bank prints: a word with digits that comes again. Numbers that are on every line
 * (the customer's) or on one only (the payment's) tell nothing.
 */
export const byReference: Partition = (occurrences) => {
  if (occurrences.length > REFERENCES_READ_MAX || occurrences.length < 4) return [];
  const counts = new Map<string, number>();
  const read = occurrences.map((occurrence) => {
    const words = referencesIn(occurrence.transaction.transaction.description);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return { occurrence, words };
  });
  const isTelling = (word: string) => {
    const count = counts.get(word) ?? 0;
    return count > 1 && count < occurrences.length;
  };
  if (![...counts.keys()].some(isTelling)) return [];
  const telling = ({ words }: (typeof read)[number]) => words.find(isTelling) ?? null;
  const parts = groupBy(read, telling);
  const without = parts.get(null) ?? [];
  const isTold = occurrences.length - without.length >= occurrences.length * REFERENCED_SHARE_MIN;
  return isTold && parts.size > 1 ? [...parts.values()].map((part) => part.map(({ occurrence }) => occurrence)) : [];
};

/** The words of a description that may be references, each once. */
function referencesIn(description: string): readonly string[] {
  const found = wordsOf(description).filter((word) => word.length >= REFERENCE_LETTERS_MIN && hasDigit(word));
  return found.length > 1 ? [...new Set(found)] : found;
}

/**
 * By amount: first equal amounts for which `isContract` holds, then runs of neighbouring amounts with no gap between.
 */
export function partitionByAmount(
  { gapMin }: Method,
  isContract: (equal: readonly Occurrence[], among: number) => boolean,
): Partition {
  return (occurrences) => {
    const parts: Occurrence[][] = [];
    const others: Occurrence[][] = [];
    for (const equal of groupBy(occurrences, ({ amountMinor }) => amountMinor).values()) {
      (equal.length > 1 && isContract(equal, occurrences.length) ? parts : others).push(equal);
    }
    others.sort(([a], [b]) => (a?.amountMinor ?? 0) - (b?.amountMinor ?? 0));
    let run: Occurrence[][] = [];
    let largestMinor = Number.POSITIVE_INFINITY;
    for (const equal of others) {
      const amountMinor = equal[0]?.amountMinor ?? 0;
      if (amountMinor > largestMinor * (1 + gapMin)) {
        parts.push(inOrderOfDays(run));
        run = [];
      }
      run.push(equal);
      largestMinor = amountMinor;
    }
    if (run.length > 0) parts.push(inOrderOfDays(run));
    return parts;
  };
}

/** Lists that ascend by day as one that does, equal days in the order of the lists. */
function inOrderOfDays(lists: Occurrence[][]): Occurrence[] {
  const [only, another] = lists;
  if (only && !another) return only;
  const byDay = groupBy(lists.flat(), ({ day }) => day);
  return [...byDay].sort(([a], [b]) => a - b).flatMap(([, sameDay]) => sameDay);
}

/**
 * Contracts of one amount with one counterparty, told apart by when they are paid: on the same days (the first of each day,
 * the second of each day, and so on), or on several due days of the month.
 */
export function contractsOf(part: readonly Occurrence[], method: Method): readonly (readonly Occurrence[])[] {
  const known = CONTRACTS.get(part);
  if (known) return known;
  const layers = layersOf(part);
  const contracts = layers.length > 1 ? layers : byDueDay(part, method);
  CONTRACTS.set(part, contracts);
  return contracts;
}

/** Equal amounts are asked for their contracts when they are told from others, and again when they are one part. */
const CONTRACTS = new WeakMap<readonly Occurrence[], readonly (readonly Occurrence[])[]>();

/** Number of payments on each day that has any; occurrences ascend by day. */
function countsByDay(occurrences: readonly Occurrence[]): number[] {
  const counts: number[] = [];
  let last: EpochDay | null = null;
  for (const { day } of occurrences) {
    if (day === last) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1;
    else counts.push(1);
    last = day;
  }
  return counts;
}

/** Payments of the same days, each in its layer. */
function layersOf(occurrences: readonly Occurrence[]): readonly (readonly Occurrence[])[] {
  const counts = countsByDay(occurrences);
  const depth = counts.reduce((most, count) => Math.max(most, count), 1);
  const fullDays = counts.filter((count) => count === depth).length;
  if (depth === 1 || counts.length < 2 || fullDays < counts.length * LAYERED_DAYS_SHARE_MIN) return [occurrences];
  const days = groupBy(occurrences, ({ day }) => day);
  return Array.from({ length: depth }, (_, layer) => [...days.values()].flatMap((sameDay) => sameDay[layer] ?? []));
}

/**
 * Several payments of one amount a month: the due day that explains most of them to the day, then the one that explains most
 * of the rest, and so on (matching pursuit: S. Mallat, Z. Zhang, 1993), as long as it is met in most months.
 */
function byDueDay(part: readonly Occurrence[], method: Method): readonly (readonly Occurrence[])[] {
  const span = (part.at(-1)?.day ?? 0) - (part[0]?.day ?? 0);
  const months = Math.max(1, span / MONTH_DAYS);
  const isOften = part.length >= SEVERAL_A_MONTH_MIN * months;
  const isFew = part.length <= DUE_DAYS_MAX * (months + 1);
  if (part.length < 2 * DUE_DAY_PAYMENTS_MIN || !isOften || !isFew || spreadOf(part) > method.steadyShareMax)
    return [part];
  const found: (readonly Occurrence[])[] = [];
  let left = part;
  while (found.length < DUE_DAYS_MAX) {
    const days = left.map(({ day }) => day);
    // Of two payments on one day the rule explains one; the other is left to the next rule.
    const explained = new Set(exactlyDue(days, MONTHLY, method.calendar).filter((at) => days[at] !== days[at - 1]));
    const own = left.filter((_, at) => explained.has(at));
    if (!isDueDay(own)) break;
    found.push(own);
    left = left.filter((_, at) => !explained.has(at));
  }
  if (found.length < 2) return [part];
  return left.length === 0 ? found : [...found, left];
}

function isDueDay(own: readonly Occurrence[]): boolean {
  const days = daysOf(own);
  const months = Math.round(((days.at(-1) ?? 0) - (days[0] ?? 0)) / MONTH_DAYS) + 1;
  return days.length >= DUE_DAY_PAYMENTS_MIN && days.length >= months * DUE_DAY_MONTHS_SHARE_MIN;
}
