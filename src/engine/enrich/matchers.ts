import type { NamedParty, PhraseRule, Reference } from '../../domain/reference.js';
import { PhraseTrie } from './phrase-trie.js';

/** What a pattern of the trie stands for. */
export interface PatternMeaning {
  readonly text: string;
  readonly parties: number[];
  /** Conditions of phrase rules that the pattern fulfils. */
  readonly conditions: { readonly rule: number; readonly slot: number }[];
}

/** Slot of a rule's `none` list; slot 0 is `any`, 1… are the groups of `all`. */
export const FORBIDDEN_SLOT = -1;

/** The reference data in the shape in which descriptions are matched. */
export interface Matchers {
  readonly reference: Reference;
  readonly trie: PhraseTrie;
  readonly patterns: readonly PatternMeaning[];
  readonly parties: readonly NamedParty[];
  readonly rules: readonly PhraseRule[];
  /** For each rule, the slots that must all be met, as a bit mask. */
  readonly requiredSlots: readonly number[];
  readonly partyOfCreditorId: ReadonlyMap<string, number>;
}

type Patterns = Omit<Matchers, 'reference'>;

const CACHE = new WeakMap<Reference, Matchers>();
/** The tree of names is large and the same for every day and every scorecard: it is shared between references. */
const PATTERNS = new WeakMap<Reference['parties'], Patterns>();

/** The matchers of a reference; the tree behind them is built once per list of parties. */
export function matchersOf(reference: Reference): Matchers {
  const known = CACHE.get(reference);
  if (known) return known;
  const shared = PATTERNS.get(reference.parties);
  const patterns = shared?.rules === reference.phrases ? shared : buildPatterns(reference);
  PATTERNS.set(reference.parties, patterns);
  const built = { reference, ...patterns };
  CACHE.set(reference, built);
  return built;
}

function buildPatterns(reference: Reference): Patterns {
  const byText = new Map<string, PatternMeaning>();
  const meaningOf = (text: string): PatternMeaning => {
    let meaning = byText.get(text);
    if (!meaning) {
      meaning = { text, parties: [], conditions: [] };
      byText.set(text, meaning);
    }
    return meaning;
  };
  reference.parties.forEach((party, index) => {
    for (const text of party.match) meaningOf(text).parties.push(index);
  });
  reference.phrases.forEach((rule, index) => {
    for (const text of rule.any) meaningOf(text).conditions.push({ rule: index, slot: 0 });
    rule.all.forEach((group, slot) => {
      for (const text of group) meaningOf(text).conditions.push({ rule: index, slot: slot + 1 });
    });
    for (const text of rule.none) meaningOf(text).conditions.push({ rule: index, slot: FORBIDDEN_SLOT });
  });
  const trie = new PhraseTrie();
  const patterns = [...byText.values()];
  patterns.forEach(({ text }, id) => {
    trie.add(text, id);
  });
  const creditors = new Map<string, number>();
  reference.parties.forEach((party, index) => {
    for (const id of party.creditorIds) creditors.set(id, index);
  });
  return {
    trie,
    patterns,
    parties: reference.parties,
    rules: reference.phrases,
    requiredSlots: reference.phrases.map((rule) => 2 ** (rule.all.length + 1) - 1),
    partyOfCreditorId: creditors,
  };
}
