import type { AnalysedAccount, AnalysisInput, Enrichment, TransactionFlag } from '../../domain/analysis.js';
import { groupBy } from '../../domain/group-by.js';
import { exponentOf } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { COLLECTION, type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId, TransactionType } from '../../domain/transaction.js';
import { likelyType } from './classify-type.js';
import { labelOf } from './clean-description.js';
import { confidenceOf, reasonsOf } from './confidence.js';
import { readContext } from './context.js';
import { type Draft, draftOf, idOf } from './draft.js';
import { decide, type Evidence } from './evidence.js';
import { counterpartyOf } from './identify-counterparty.js';
import { languagesOf } from './languages.js';
import { linkCardSettlements } from './link-card-settlements.js';
import { linkInternalTransfers } from './link-internal-transfers.js';
import { linkRefunds } from './link-refunds.js';
import { linkRejections } from './link-rejections.js';
import { matchersOf } from './matchers.js';
import { type OwnerName, ownerNamesOf } from './people.js';
import { readLine } from './read-line.js';
import { predict } from './text-model.js';

/**
 * Understands every transaction of a customer: type, counterparty, category with confidence and reasons, flags and links.
 * Each line is read on its own first; then lines are tied to each other; then the history decides what words leave open.
 */
export function enrich(
  input: AnalysisInput,
  accounts: readonly AnalysedAccount[],
  reference: Reference,
): ReadonlyMap<TransactionId, Enrichment> {
  const matchers = matchersOf(reference);
  const accountOf = new Map(accounts.map(({ account }) => [account.id, account]));
  const owners = ownerNamesOf(input.accounts, reference);
  const byAccount = groupBy(input.transactions, ({ accountId }) => accountId);
  const languages = new Map(
    accounts.map(({ account }) => [account.id, languagesOf(account, byAccount.get(account.id) ?? [], matchers)]),
  );
  const drafts: Draft[] = [];
  for (const transaction of input.transactions) {
    const account = accountOf.get(transaction.accountId);
    if (!account) continue;
    drafts.push(draftOf(readLine(transaction, account, matchers, languages.get(account.id) ?? null), owners, matchers));
  }
  linkRejections(drafts, reference);
  linkCardSettlements(drafts);
  linkInternalTransfers(drafts, input.internalIbans ?? []);
  readContext(drafts, reference);
  for (const draft of drafts) guessFromName(draft, reference);
  linkRefunds(drafts);
  return new Map(drafts.map((draft) => [idOf(draft), enrichmentOf(draft, owners, reference)]));
}

/** The text model speaks last, and only of debits to merchants that nothing else explains. */
function guessFromName(draft: Draft, reference: Reference): void {
  if (reference.textModel === null || draft.evidence.length > 0 || !draft.line.isDebit) return;
  if (draft.statedType !== 'CARD' && draft.statedType !== 'DIRECT_DEBIT') return;
  const guess = predict(reference.textModel, draft.telling);
  if (guess === null || guess.probability < parameterOf(reference, 'model.probability-min')) return;
  draft.evidence = [
    { kind: 'model', id: 'model.text', category: guess.category, rank: guess.probability, length: 0, start: 0 },
  ];
}

/** What is left when nothing tells: the channel decides between cash, cheques and everything else. */
function fallback(draft: Draft): Evidence {
  let category: LeafId = draft.line.isDebit ? 'expenses.other' : 'income.other';
  let id = 'fallback.unknown';
  if (draft.statedType === 'CASH_WITHDRAWAL') category = 'expenses.cash';
  else if (draft.statedType === 'CHECK') category = 'expenses.cheque';
  else if (draft.statedType === 'CASH_DEPOSIT') category = 'income.cash_deposit';
  else if (draft.statedType === 'CHECK_DEPOSIT') category = 'income.cheque_deposit';
  else if (draft.statedType?.endsWith('TRANSFER')) id = 'fallback.transfer';
  else if (draft.statedType === 'CARD' || draft.statedType === 'DIRECT_DEBIT') id = 'fallback.unknown-merchant';
  if (category.startsWith('expenses.c') || category.endsWith('_deposit')) id = 'fallback.channel';
  return { kind: 'fallback', id, category, rank: 0, length: 0, start: 0 };
}

function enrichmentOf(draft: Draft, owners: readonly OwnerName[], reference: Reference): Enrichment {
  const decided = decide(draft.evidence);
  const decision = decided ?? fallback(draft);
  const evidence = decided === null ? [decision] : draft.evidence;
  const isOwn = draft.isInternal && (draft.namesOwner || draft.counterpart?.kind === 'internal');
  return {
    label: labelOf(draft.line, draft.telling),
    type: typeOf(draft, decision.category),
    counterparty: counterpartyOf(draft.line, draft.party, draft.fields, draft.telling, isOwn, owners, reference),
    category: decision.category,
    confidence:
      decided === null
        ? parameterOf(reference, `confidence.${decision.id.replace('.', '-')}`)
        : confidenceOf(decision, evidence, reference),
    reasons: reasonsOf(decision, evidence),
    flags: flagsOf(draft, decision.category, reference),
    isRejected: draft.isRejected,
    counterpart: draft.counterpart,
    isInternal: draft.isInternal,
  };
}

function typeOf(draft: Draft, category: LeafId): TransactionType {
  if (draft.isInternal && draft.statedType !== 'DIRECT_DEBIT') {
    return draft.line.isDebit ? 'OUTGOING_INTERNAL_TRANSFER' : 'INCOMING_INTERNAL_TRANSFER';
  }
  return draft.statedType ?? likelyType(draft.line, category, draft.party);
}

const NOT_ROUND: ReadonlySet<LeafId> = new Set<LeafId>(['income.salary', 'housing.rent', 'loan.mortgage']);

function flagsOf(draft: Draft, category: LeafId, reference: Reference): TransactionFlag[] {
  const flags = [...draft.flags];
  if (isArrangement(draft, category)) flags.push('payment_arrangement');
  if (category.startsWith('refund.')) flags.push('refund');
  const isReversal = draft.isRejected || draft.counterpart?.kind === 'rejection';
  if (isReversal && !flags.includes('reversal_payment')) flags.push('reversal_payment');
  if (leaf(category).specialCategory !== null) flags.push('special_category');
  if (isRound(draft, reference) && !draft.isInternal && !NOT_ROUND.has(category)) flags.push('round_number');
  if (isInternational(draft)) flags.push('international');
  return flags.length > 1 ? flags.sort() : flags;
}

/** An instalment to a collector or bailiff is an agreed one, to others it is the ordinary way to pay. */
function isArrangement({ line }: Draft, category: LeafId): boolean {
  return line.signals.has('payment_arrangement') || (line.signals.has('instalment') && COLLECTION.has(category));
}

function isRound(draft: Draft, reference: Reference): boolean {
  const { amountMinor, currency } = draft.line.transaction;
  const unit = 10 ** exponentOf(currency);
  if (amountMinor % unit !== 0) return false;
  return (
    Math.abs(amountMinor) >= parameterOf(reference, 'flags.round-amount-min') * unit &&
    amountMinor % (parameterOf(reference, 'flags.round-amount-multiple') * unit) === 0
  );
}

/** The other side's account is in another country than the customer's. */
function isInternational(draft: Draft): boolean {
  const other = draft.line.transaction.counterpartyAccount ?? draft.fields.iban;
  const own = draft.line.account.country;
  return other !== null && own !== null && /^[A-Z]{2}\d{2}/.test(other) && other.slice(0, 2) !== own;
}
