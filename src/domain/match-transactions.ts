import { toEpochDay } from './calendar-date.js';
import { groupByKnown } from './group-by.js';
import { canonicalJson } from './stable-id.js';
import { normaliseText } from './text.js';
import type { Transaction, TransactionFacts } from './transaction.js';

/** Card authorisations are booked within a week; a longer gap is another purchase of the same amount. */
const BOOKING_DELAY_DAYS_MAX = 7;
const DAYS_TO_BOOKING = Array.from({ length: 2 * BOOKING_DELAY_DAYS_MAX + 1 }, (_, at) => at - BOOKING_DELAY_DAYS_MAX);
/** A bank that corrects a date moves it over a weekend and holidays, not into the next instalment. */
const CORRECTION_DAYS_MAX = 10;
/** Share of the words of the shorter description that the longer one must hold to be called similar. */
const SIMILAR_WORDS_RATIO_MIN = 0.5;
/** Transactions of one amount and day whose wordings are compared; no person has more, and among more the choice tells nothing. */
const COMPARED_MAX = 20;

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

/** Compares wordings, of which it reads each once. */
class Wordings {
  readonly #words = new Map<string, ReadonlySet<string>>();

  /** Descriptions of one purchase before and after booking share most words; digits (dates, card numbers) do not count. */
  areSimilar(a: string, b: string): boolean {
    if (a === b) return true;
    const [first, second] = [this.#wordsOf(a), this.#wordsOf(b)];
    const shorter = Math.min(first.size, second.size);
    if (shorter === 0) return true;
    let shared = 0;
    for (const word of first) if (second.has(word)) shared += 1;
    return shared / shorter >= SIMILAR_WORDS_RATIO_MIN;
  }

  #wordsOf(text: string): ReadonlySet<string> {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    const words = new Set(text.split(' ').filter((word) => word.length > 1 && !/\d/.test(word)));
    this.#words.set(text, words);
    return words;
  }
}

export type Given = Entry<TransactionFacts>;
export type Held = Entry<Transaction>;

/** Tells of a coming entry whether the list holds it booked too: by the bank's id, for the same amount, within days. */
export function bookingsIn(list: readonly Given[]): (entry: Entry<TransactionFacts>) => boolean {
  const keyOf = (entry: Entry<TransactionFacts>, day: number) => `${entry.bankId}|${keyOfAmount(entry)}|${day}`;
  const booked = new Set<string>();
  for (const entry of list) {
    if (!entry.facts.isComing && entry.bankId !== null) booked.add(keyOf(entry, toEpochDay(entry.facts.date)));
  }
  return (entry) => {
    if (!entry.facts.isComing || entry.bankId === null || booked.size === 0) return false;
    const day = toEpochDay(entry.facts.date);
    return DAYS_TO_BOOKING.some((days) => booked.has(keyOf(entry, day + days)));
  };
}

/** Pairs given with held transactions step by step, the surest evidence first. */
export class Matching {
  readonly pairs = new Map<Held, Given>();
  readonly superseded = new Set<Held>();
  /** True while equal content alone decided. */
  isSettled = true;
  readonly #wordings = new Wordings();
  readonly #given: Set<Given>;
  readonly #held: Set<Held>;

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
    for (const [index, entry] of given.filter((one) => this.#given.has(one)).entries()) {
      const partner = free[index];
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
        if (!this.#given.has(one)) continue;
        const day = toEpochDay(one.facts.date);
        this.#pairSimilar(
          one,
          [day - distance, day + distance].map((at) => held.get(keyOf(one, at)) ?? []),
        );
      }
    }
  }

  /** Pairs with the first of these candidates that is similar, and takes it from its list. */
  #pairSimilar(one: Given, lists: readonly Held[][]): void {
    for (const list of lists) {
      const compared = list.slice(0, COMPARED_MAX);
      const at = compared.findIndex((entry) => this.#wordings.areSimilar(one.text, entry.text));
      const [other] = at < 0 ? [] : list.splice(at, 1);
      if (!other) continue;
      this.#pairUnlike(other, one);
      return;
    }
  }

  /** Announcements still held although the bank's own id says that what was given is their booking. */
  dropSuperseded(allGiven: readonly Given[]): void {
    const announced = [...this.#held].filter(({ facts }) => facts.isComing);
    if (announced.length === 0) return;
    const isBooked = bookingsIn(allGiven);
    for (const entry of announced) {
      if (!isBooked(entry)) continue;
      this.superseded.add(entry);
      this.isSettled = false;
    }
  }
}
