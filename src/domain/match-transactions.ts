import { toEpochDay } from './calendar-date.js';
import { groupByKnown } from './group-by.js';
import { canonicalJson } from './stable-id.js';
import { normaliseText } from './text.js';
import type { Transaction, TransactionFacts } from './transaction.js';

/** Card authorisations are booked within a week; a longer gap is another purchase of the same amount. */
const BOOKING_DELAY_DAYS_MAX = 7;
/** A bank that corrects a date moves it over a weekend and holidays, not into the next instalment. */
const CORRECTION_DAYS_MAX = 10;
/** Share of the words of the shorter description that the longer one must hold to be called similar. */
const SIMILAR_WORDS_RATIO_MIN = 0.5;

/** A transaction given, or held, with what the comparisons need; worked out once. */
export interface Entry<T extends TransactionFacts> {
  readonly facts: T;
  readonly text: string;
  readonly content: string;
  readonly bankId: string | null;
}

/** Prepares a transaction for comparing. */
export function entryOf<T extends TransactionFacts>(facts: T): Entry<T> {
  const text = normaliseText(facts.description);
  const bankId = facts.aggregatorId?.trim();
  return {
    facts,
    text,
    content: `${facts.date}|${facts.amountMinor}|${facts.currency}|${text}`,
    bankId: bankId && bankId !== '0' ? bankId : null,
  };
}

function keyOfAmount(entry: Entry<TransactionFacts>): string {
  return `${entry.facts.amountMinor}|${entry.facts.currency}`;
}

function daysApart(a: TransactionFacts, b: TransactionFacts): number {
  return Math.abs(toEpochDay(a.date) - toEpochDay(b.date));
}

/** Descriptions of one purchase before and after booking share most words; digits (dates, card numbers) do not count. */
function isSimilar(a: string, b: string): boolean {
  if (a === b) return true;
  const words = (text: string) => new Set(text.split(' ').filter((word) => word.length > 1 && !/\d/.test(word)));
  const [first, second] = [words(a), words(b)];
  const shorter = Math.min(first.size, second.size);
  if (shorter === 0) return true;
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared / shorter >= SIMILAR_WORDS_RATIO_MIN;
}

export type Given = Entry<TransactionFacts>;
export type Held = Entry<Transaction>;

/** True when a booked entry can be what a coming one announced. */
export function isBookingOf(coming: Entry<TransactionFacts>, booked: Entry<TransactionFacts>): boolean {
  return keyOfAmount(coming) === keyOfAmount(booked) && daysApart(coming.facts, booked.facts) <= BOOKING_DELAY_DAYS_MAX;
}

/** Pairs given with held transactions step by step, the surest evidence first. */
export class Matching {
  readonly pairs = new Map<Held, Given>();
  readonly superseded = new Set<Held>();
  /** True while equal content alone decided. */
  isSettled = true;
  #given: Set<Given>;
  #held: Set<Held>;

  constructor(given: readonly Given[], held: readonly Held[]) {
    this.#given = new Set(given);
    this.#held = new Set(held);
  }

  get unmatched(): Given[] {
    return [...this.#given];
  }

  get #isDone(): boolean {
    return this.#given.size === 0 || this.#held.size === 0;
  }

  #pair(held: Held, given: Given): void {
    this.pairs.set(held, given);
    this.#held.delete(held);
    this.#given.delete(given);
  }

  #pairUnlike(held: Held, given: Given): void {
    this.#pair(held, given);
    this.isSettled = false;
  }

  /** Equal keys, one to one, in order. */
  pairEqual(keyOf: (entry: Entry<TransactionFacts>) => string | null): void {
    if (this.#isDone) return;
    const held = groupByKnown(this.#held, keyOf);
    for (const [key, given] of groupByKnown(this.#given, keyOf)) {
      const partners = held.get(key) ?? [];
      const [first, second] = [partners[0], partners[1]];
      if (first && !second && given[0] && !given[1]) this.#pair(first, given[0]);
      else if (first) this.#pairAlike(given, partners);
    }
  }

  /** Several of equal content: those equal in every fact first, so that importing twice does not swap their texts. */
  #pairAlike(given: readonly Given[], held: readonly Held[]): void {
    const exact = groupByKnown(held, ({ facts }) => canonicalJson({ ...facts, id: null, accountId: null }));
    for (const entry of given) {
      const partner = exact.get(canonicalJson({ ...entry.facts, id: null, accountId: null }))?.pop();
      if (partner) this.#pair(partner, entry);
    }
    const free = held.filter((entry) => this.#held.has(entry));
    for (const entry of given) {
      const partner = this.#given.has(entry) ? free.shift() : undefined;
      if (partner) this.#pair(partner, entry);
    }
  }

  /**
   * One id, one amount, nearby days: the bank corrected date or wording. Ids repeat in the field, so the id must be unique
   * on both sides, and the old content must be gone from what was given: where it is still there, the ids were re-issued.
   */
  pairCorrected(allGiven: readonly Given[], allHeld: readonly Held[]): void {
    if (this.#isDone) return;
    const keyOf = (entry: Entry<TransactionFacts>) => entry.bankId && `${entry.bankId}|${keyOfAmount(entry)}`;
    const given = groupByKnown(allGiven, ({ bankId }) => bankId);
    const held = groupByKnown(allHeld, keyOf);
    const contents = new Map<string, number>();
    for (const { content } of this.#given) contents.set(content, (contents.get(content) ?? 0) + 1);
    const booked = new Set([...this.#held].filter(({ facts }) => !facts.isComing).map(({ content }) => content));
    const candidates: { one: Given; other: Held }[] = [];
    for (const one of this.#given) {
      const [other, second] = held.get(keyOf(one) ?? '') ?? [];
      if (!other || second || !this.#held.has(other) || given.get(one.bankId ?? '')?.length !== 1) continue;
      if (daysApart(one.facts, other.facts) > CORRECTION_DAYS_MAX) continue;
      // The booking is here already under another id: this is no correction but a stale announcement.
      if (other.facts.isComing && booked.has(one.content)) continue;
      candidates.push({ one, other });
    }
    // Each pair frees a content, which may let others through: a whole series moved by a day resolves from its end.
    const waiting = groupByKnown(candidates, ({ other }) => other.content);
    const ready = candidates.filter(({ other }) => !contents.has(other.content));
    for (let next = ready.pop(); next; next = ready.pop()) {
      if (!this.#given.has(next.one) || !this.#held.has(next.other)) continue;
      this.#pairUnlike(next.other, next.one);
      const left = (contents.get(next.one.content) ?? 0) - 1;
      contents.set(next.one.content, left);
      if (left > 0) continue;
      for (const freed of waiting.get(next.one.content) ?? []) ready.push(freed);
    }
  }

  /** A coming transaction and its booking, nearest in days first; `comingIs` says on which side the coming one stands. */
  pairBooked(comingIs: 'held' | 'given'): void {
    const keyOf = (entry: Entry<TransactionFacts>, day: number) => `${keyOfAmount(entry)}|${day}`;
    const open = [...this.#held].filter(({ facts }) => facts.isComing === (comingIs === 'held'));
    if (open.length === 0 || this.#isDone) return;
    const held = groupByKnown(open, (entry) => keyOf(entry, toEpochDay(entry.facts.date)));
    const given = [...this.#given].filter(({ facts }) => facts.isComing === (comingIs === 'given'));
    for (let distance = 0; distance <= BOOKING_DELAY_DAYS_MAX; distance++) {
      for (const one of given) {
        const day = toEpochDay(one.facts.date);
        const candidates = [day - distance, day + distance].flatMap((at) => held.get(keyOf(one, at)) ?? []);
        const other = candidates.find((entry) => this.#held.has(entry) && isSimilar(one.text, entry.text));
        if (other && this.#given.has(one)) this.#pairUnlike(other, one);
      }
    }
  }

  /** Announcements still held although the bank's own id says that what was given is their booking. */
  dropSuperseded(allGiven: readonly Given[]): void {
    const booked = groupByKnown(allGiven, (entry) => (entry.facts.isComing ? null : entry.bankId));
    for (const entry of this.#held) {
      if (!entry.facts.isComing || entry.bankId === null) continue;
      if ((booked.get(entry.bankId) ?? []).some((other) => isBookingOf(entry, other))) {
        this.superseded.add(entry);
        this.isSettled = false;
      }
    }
  }
}
