import type { Account } from '../../domain/account.js';
import type { NamedParty, PhraseRule, Signal } from '../../domain/reference.js';
import { wordsOf } from '../../domain/text.js';
import type { Transaction, TransactionHints } from '../../domain/transaction.js';
import { FORBIDDEN_SLOT, type Matchers } from './matchers.js';
import type { PhraseHit } from './phrase-trie.js';

/** A phrase rule whose conditions all hold, with the words its `any` phrase covers. */
export interface RuleHit {
  readonly rule: PhraseRule;
  readonly start: number;
  readonly end: number;
  /** The rule's rank, lowered when its language is not spoken where the account is. */
  readonly rank: number;
}

export interface PartyHit {
  readonly party: NamedParty;
  readonly start: number;
  readonly end: number;
  readonly isHome: boolean;
}

/** What of a transaction is read besides its sign: the texts and codes that its bank wrote. */
export type LineFacts = Pick<Transaction, 'description' | 'counterpartyName' | 'counterpartyAccount' | 'hints'>;
/** The bank's codes that say what a line is, whichever words stand beside them. */
export type LineCodes = Pick<TransactionHints, 'purposeCode' | 'merchantCategoryCode' | 'bankTransactionCode'>;

/** A description as read: its words, the rules that apply and the parties named, before any decision. */
export interface Line {
  readonly account: Account;
  readonly codes: LineCodes;
  readonly words: readonly string[];
  /** Words of the description alone; what follows came from the counterparty's name. */
  readonly descriptionLength: number;
  readonly isDebit: boolean;
  readonly rules: readonly RuleHit[];
  readonly parties: readonly PartyHit[];
  readonly signals: ReadonlySet<Signal>;
}

/** A rule of a language that is not spoken where the account is counts this much less. */
const FOREIGN_LANGUAGE_PENALTY = 30;

/** Stands between the description and the counterparty's name; no phrase holds it, so none spans both. */
const BARRIER = '|';

const NO_SIGNALS: ReadonlySet<Signal> = new Set();

interface Progress {
  met: number;
  forbidden: boolean;
  start: number;
  end: number;
}

/** The words of a line: those of the description, then those that the counterparty's name and the bank's own type add. */
export interface LineWords {
  readonly words: readonly string[];
  readonly descriptionLength: number;
}

export function lineWordsOf(facts: LineFacts): LineWords {
  const words = wordsOf(facts.description);
  const descriptionLength = words.length;
  appendExtra(words, facts.counterpartyName);
  appendExtra(words, facts.hints.proprietaryType);
  return { words, descriptionLength };
}

/** How the lines of an account are read. */
export interface AccountSetting {
  readonly account: Account;
  /** Languages in which the account's bank prints, null when unknown. */
  readonly languages: readonly string[] | null;
}

/** Reads one description against everything known. */
export function readLine(
  { words, descriptionLength }: LineWords,
  isDebit: boolean,
  codes: LineCodes,
  { account, languages }: AccountSetting,
  matchers: Matchers,
): Line {
  const hits = matchers.trie.find(words);
  const parties = partiesIn(hits, matchers, account.country);
  const isAbroad = matchers.reference.countryCodes.has(words[descriptionLength - 1] ?? '');
  const rules = rulesIn(hits, parties, matchers, { languages, isDebit, isAbroad });
  const signals = rules.some(({ rule }) => rule.signal !== null)
    ? new Set(rules.flatMap(({ rule }) => (rule.signal === null ? [] : [rule.signal])))
    : NO_SIGNALS;
  return { account, codes, words, descriptionLength, isDebit, rules, parties, signals };
}

function appendExtra(words: string[], extra: string | null): void {
  if (extra === null) return;
  const added = wordsOf(extra);
  if (!added.every((word) => words.includes(word))) words.push(BARRIER, ...added);
}

function partiesIn(hits: readonly PhraseHit[], matchers: Matchers, country: string | null): PartyHit[] {
  const found: PartyHit[] = [];
  for (const hit of hits) {
    for (const index of matchers.patterns[hit.pattern]?.parties ?? []) {
      const party = matchers.parties[index];
      if (!party) continue;
      const isHome = country === null || party.countries.length === 0 || party.countries.includes(country);
      found.push({ party, start: hit.start, end: hit.end, isHome });
    }
  }
  return found.length < 2 ? found : found.filter((hit) => !found.some((other) => covers(other, hit)));
}

/** Whether a longer span holds a shorter one. */
function covers(outer: { start: number; end: number }, inner: { start: number; end: number }): boolean {
  return outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;
}

/** What decides which rules hold on a line, besides its words. */
interface Setting {
  readonly languages: readonly string[] | null;
  readonly isDebit: boolean;
  /** The line ends with a country, as card terminals print it. */
  readonly isAbroad: boolean;
}

function rulesIn(
  hits: readonly PhraseHit[],
  parties: readonly PartyHit[],
  matchers: Matchers,
  { languages, isDebit, isAbroad }: Setting,
): RuleHit[] {
  const progress = new Map<number, Progress>();
  for (const hit of hits) {
    const conditions = matchers.patterns[hit.pattern]?.conditions;
    if (!conditions || conditions.length === 0) continue;
    // Words inside a longer name belong to the name: "ADVANCE" in a lender's name says nothing of wages.
    if (parties.some((party) => covers(party, hit))) continue;
    for (const { rule, slot } of conditions) meet(progress, rule, slot, hit, matchers);
  }
  const applying: RuleHit[] = [];
  for (const [index, { met, forbidden, start, end }] of progress) {
    const rule = matchers.rules[index];
    if (!rule || forbidden || met !== matchers.requiredSlots[index]) continue;
    if (rule.sign !== 'any' && (rule.sign === 'debit') !== isDebit) continue;
    const isForeign = languages !== null && !languages.includes(rule.language);
    // A trade word of another language is a name at home (FARM, STATION) and a trade word on a journey.
    if (isForeign && rule.layer === 'generic' && !isAbroad) continue;
    applying.push({ rule, start, end, rank: isForeign ? rule.rank - FOREIGN_LANGUAGE_PENALTY : rule.rank });
  }
  return applying;
}

function meet(progress: Map<number, Progress>, rule: number, slot: number, hit: PhraseHit, matchers: Matchers): void {
  if (slot === 0 && matchers.rules[rule]?.at === 'start' && hit.start !== 0) return;
  let state = progress.get(rule);
  if (!state) {
    state = { met: 0, forbidden: false, start: 0, end: 0 };
    progress.set(rule, state);
  }
  if (slot === FORBIDDEN_SLOT) {
    state.forbidden = true;
    return;
  }
  state.met |= 1 << slot;
  if (slot === 0 && hit.end - hit.start > state.end - state.start) {
    state.start = hit.start;
    state.end = hit.end;
  }
}
