import type { AnalysedAccount, AnalysisInput, Enrichment } from '../../domain/analysis.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { conclude } from './conclude.js';
import { readContext } from './context.js';
import type { Draft } from './draft.js';
import type { Evidence } from './evidence.js';
import { languagesOf } from './languages.js';
import { LineReader } from './line-reader.js';
import { linkCardSettlements } from './link-card-settlements.js';
import { linkInternalTransfers } from './link-internal-transfers.js';
import { linkRefunds } from './link-refunds.js';
import { linkRejections } from './link-rejections.js';
import { matchersOf } from './matchers.js';
import { ownerNamesOf } from './people.js';
import type { Reading } from './reading.js';
import { predict } from './text-model.js';

/**
 * Understands every transaction of a customer: type, counterparty, category with confidence and reasons, flags and links.
 * Each line is read on its own first; then lines are tied to each other; then the history decides what words leave open.
 * The answers stand in the order of the input's transactions, null where the input lacks a transaction's account.
 */
export function enrich(
  input: AnalysisInput,
  accounts: readonly AnalysedAccount[],
  reference: Reference,
): (Enrichment | null)[] {
  const matchers = matchersOf(reference);
  const owners = ownerNamesOf(input.accounts, reference);
  const readers = new Map(
    accounts.map(({ account }) => {
      const languages = languagesOf(account, input.transactions, matchers);
      return [account.id, new LineReader({ account, languages }, owners, matchers)];
    }),
  );
  const drafts: Draft[] = [];
  for (const transaction of input.transactions) {
    const reader = readers.get(transaction.accountId);
    if (reader) drafts.push(reader.read(transaction));
  }
  tieTogether(drafts, input, reference);
  const answers = conclude(drafts, owners, reference);
  if (answers.length === input.transactions.length) return answers;
  let next = 0;
  return input.transactions.map(({ accountId }) => (readers.has(accountId) ? (answers[next++] ?? null) : null));
}

/** What lines tell of each other, then what the history tells, then what names sound like. */
function tieTogether(drafts: readonly Draft[], input: AnalysisInput, reference: Reference): void {
  linkRejections(drafts, reference);
  linkCardSettlements(drafts);
  linkInternalTransfers(drafts, input.internalIbans ?? []);
  readContext(drafts, reference);
  guessFromNames(drafts, reference);
  linkRefunds(drafts);
}

/** The text model speaks last, and only of debits to merchants that nothing else explains. */
function guessFromNames(drafts: readonly Draft[], reference: Reference): void {
  const guesses = new Map<Reading, readonly Evidence[]>();
  for (const draft of drafts) {
    const { line } = draft;
    if (draft.evidence.length > 0 || !line.isDebit) continue;
    if (line.statedType !== 'CARD' && line.statedType !== 'DIRECT_DEBIT') continue;
    let guess = guesses.get(line);
    if (guess === undefined) {
      guess = guessOf(line, reference);
      guesses.set(line, guess);
    }
    draft.evidence = guess;
  }
}

function guessOf(line: Reading, reference: Reference): readonly Evidence[] {
  const guess = reference.textModel === null ? null : predict(reference.textModel, line.telling);
  if (guess === null || guess.probability < parameterOf(reference, 'model.probability-min')) return [];
  return [{ kind: 'model', id: 'model.text', category: guess.category, rank: guess.probability, length: 0, start: 0 }];
}
