import type { AccountId } from './account.js';
import { bookingsIn, entryOf, type Given, Matching } from './match-transactions.js';
import { canonicalJson, IdsByOccurrence, stableIdsWithin } from './stable-id.js';
import {
  NO_HINTS,
  type Transaction,
  type TransactionFacts,
  type TransactionHints,
  type TransactionId,
  transactionOf,
} from './transaction.js';

/** The transactions of one account after merging one list into it. */
export interface MergedTransactions {
  readonly all: readonly Transaction[];
  /** False when something other than equal content decided, so that merging the list again may find more. */
  readonly isSettled: boolean;
}

const FACTS: readonly (keyof TransactionFacts)[] = [
  'amountMinor',
  'currency',
  'description',
  'date',
  'bookingDate',
  'valueDate',
  'bookingInstant',
  'valueInstant',
  'counterpartyName',
  'counterpartyAccount',
  'isComing',
  'hints',
  'balanceAfterMinor',
  'aggregatorId',
  'aggregatorCategory',
  'aggregatorType',
  'providerProperties',
];
const HINTS = Object.keys(NO_HINTS) as (keyof TransactionHints)[];

/**
 * Drops what a list says twice: the same id with the same content, and the announcement of a payment that the list also
 * holds booked under the same id. The order of the list has no part in the order returned.
 */
function withoutRepeats(list: readonly TransactionFacts[]): Given[] {
  const kept: Given[] = [];
  let content: string | null = null;
  const seen = new Set<string>();
  // Sorted by content, so that repeats of an id stand within one run of equal content; the booked one comes first.
  for (const entry of list.map(entryOf).sort(compareGiven)) {
    if (entry.content !== content) seen.clear();
    content = entry.content;
    if (entry.bankId !== null && seen.has(entry.bankId)) continue;
    if (entry.bankId !== null) seen.add(entry.bankId);
    kept.push(entry);
  }
  if (!kept.some(({ facts }) => facts.isComing)) return kept;
  const isBooked = bookingsIn(kept);
  return kept.filter((entry) => !isBooked(entry));
}

/** An order that the order of the list has no part in. Booked ones come first. */
function compareGiven(a: Given, b: Given): number {
  if (a.content !== b.content) return a.content < b.content ? -1 : 1;
  if (a.facts.isComing !== b.facts.isComing) return a.facts.isComing ? 1 : -1;
  if (a.bankId !== b.bankId) return (a.bankId ?? '') < (b.bankId ?? '') ? -1 : 1;
  if (a.facts === b.facts) return 0;
  const [first, second] = [canonicalJson(a.facts), canonicalJson(b.facts)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/**
 * Merges one list into the transactions held of an account, by the identity rule of SPEC §3. The result holds as many
 * copies of equal content as the side that has more of them; what it already held keeps its id.
 */
export function mergeTransactions(
  account: AccountId,
  held: readonly Transaction[],
  list: readonly TransactionFacts[],
  scope: string,
): MergedTransactions {
  const given = withoutRepeats(list);
  const before = held.map(entryOf).sort((a, b) => (a.facts.id < b.facts.id ? -1 : 1));
  const matching = new Matching(given, before);
  if (before.length > 0) {
    matching.pairEqual((entry) => entry.bankId && `${entry.bankId}|${entry.content}`);
    matching.pairCorrected(given, before);
    matching.pairEqual((entry) => entry.content);
    matching.pairBooked('held');
    matching.pairBooked('given');
    matching.dropSuperseded(given);
  }
  const kept = before.filter((entry) => !matching.superseded.has(entry));
  const all = kept.map((entry) => {
    const partner = matching.pairs.get(entry);
    return partner ? mergeFacts(entry.facts, partner.facts) : entry.facts;
  });
  const taken = new Set<string>(held.map(({ id }) => id));
  const ids = new IdsByOccurrence(stableIdsWithin('transaction', scope, account));
  for (const { facts, content } of matching.unmatched) {
    const id = ids.first(content, (one) => !taken.has(one)) as TransactionId;
    taken.add(id);
    all.push(transactionOf(facts, id, account));
  }
  return { all, isSettled: matching.isSettled };
}

/** The given facts over the held ones, unless they only announce what is booked; the same object when nothing changed. */
function mergeFacts(held: Transaction, given: TransactionFacts): Transaction {
  const isStale = given.isComing && !held.isComing;
  const changes: { [field: string]: unknown } = {};
  for (const field of FACTS) {
    const [current, value] = [held[field], field === 'hints' ? mergeHints(held.hints, given.hints) : given[field]];
    if (value === current || value === null || (isStale && current !== null)) continue;
    if (typeof value === 'object' && canonicalJson(current) === canonicalJson(value)) continue;
    changes[field] = value;
  }
  return Object.keys(changes).length === 0 ? held : transactionOf({ ...held, ...changes }, held.id, held.accountId);
}

/** The hints held, completed and corrected by those given; the same object when they tell nothing new. */
function mergeHints(held: TransactionHints, given: TransactionHints): TransactionHints {
  const told = HINTS.filter((hint) => given[hint] !== null && given[hint] !== held[hint]);
  return told.length === 0 ? held : { ...held, ...Object.fromEntries(told.map((hint) => [hint, given[hint]])) };
}
