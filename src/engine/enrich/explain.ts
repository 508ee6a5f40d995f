import type { Account } from '../../domain/account.js';
import type { Enrichment } from '../../domain/enrichment.js';
import type { Reference } from '../../domain/reference.js';
import type { Transaction } from '../../domain/transaction.js';
import { enrich } from './enrich.js';
import type { Evidence } from './evidence.js';
import { languagesOf } from './languages.js';
import { LineReader } from './line-reader.js';
import { matchersOf } from './matchers.js';
import { ownerNamesOf } from './people.js';
import { readTaggedFields, type TaggedFields } from './tagged-fields.js';

/** How one line is read, step by step, in the order in which the engine does it. */
export interface Explanation {
  readonly words: readonly string[];
  readonly parties: readonly { readonly id: string; readonly words: string; readonly isHome: boolean }[];
  readonly rules: readonly { readonly id: string; readonly words: string; readonly rank: number }[];
  readonly fields: TaggedFields;
  readonly statedType: string | null;
  readonly party: string | null;
  readonly tellingWords: readonly string[];
  readonly namesOwner: boolean;
  readonly evidence: readonly Evidence[];
  readonly enrichment: Enrichment;
}

/** Reads a single line without any history, and tells each step. */
export function explain(transaction: Transaction, account: Account, reference: Reference): Explanation {
  const matchers = matchersOf(reference);
  const setting = { account, languages: languagesOf(account, [transaction], matchers) };
  const { line, evidence } = new LineReader(setting, ownerNamesOf([account], reference), matchers).read(transaction);
  const input = {
    accounts: [account],
    transactions: [transaction],
    currency: transaction.currency,
    profile: 'personal' as const,
    corrections: [],
  };
  const [enrichment] = enrich(input, [{ account, excludedBy: null }], reference);
  if (!enrichment) throw new Error('the engine returned no enrichment for the line');
  const wordsOf = (hit: { start: number; end: number }) => line.words.slice(hit.start, hit.end).join(' ');
  return {
    words: line.words,
    parties: line.parties.map((hit) => ({ id: hit.party.id, words: wordsOf(hit), isHome: hit.isHome })),
    rules: line.rules.map((hit) => ({ id: hit.rule.id, words: wordsOf(hit), rank: hit.rank })),
    fields: readTaggedFields(transaction.description),
    statedType: line.statedType,
    party: line.party?.party.id ?? null,
    tellingWords: line.telling,
    namesOwner: line.namesOwner,
    evidence,
    enrichment,
  };
}
