import type { Enrichment, TransactionFlag } from '../../domain/enrichment.js';
import { exponentOf } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { COLLECTION, type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionType } from '../../domain/transaction.js';
import { likelyType } from './classify-type.js';
import { confidenceOf, reasonsOf } from './confidence.js';
import type { Draft } from './draft.js';
import { decide, type Evidence } from './evidence.js';
import { counterpartyOf } from './identify-counterparty.js';
import type { OwnerName } from './people.js';

/**
 * What is understood of each transaction, in their order. Every reading has evidence of its own, so transactions of the same evidence and
 * the same marks of their own share one answer.
 */
export function conclude(drafts: readonly Draft[], owners: readonly OwnerName[], reference: Reference): Enrichment[] {
  const roundness = roundnessOf(reference);
  const shared = new Map<readonly Evidence[], Enrichment[]>();
  return drafts.map((draft) => {
    const marks = marksOf(draft, roundness);
    let answers = isAlone(draft) ? [] : shared.get(draft.evidence);
    if (answers === undefined) {
      answers = [];
      shared.set(draft.evidence, answers);
    }
    const answer = answers[marks] ?? enrichmentOf(draft, marks, owners, reference);
    answers[marks] = answer;
    return answer;
  });
}

/** What the amount and the other account say, apart from the line: a sum of ROUND and INTERNATIONAL. */
type Marks = number;
const ROUND: Marks = 1;
const INTERNATIONAL: Marks = 2;

function marksOf(draft: Draft, roundness: Roundness): Marks {
  return (isRound(draft, roundness) ? ROUND : 0) + (isInternational(draft) ? INTERNATIONAL : 0);
}

/** Whether the answer holds something of this one transaction. */
function isAlone(draft: Draft): boolean {
  return draft.counterpart !== null || draft.isRejected || draft.flags.length > 0 || draft.line.label === null;
}

/** What is left when nothing tells: the channel decides between cash, cheques and everything else. */
function fallback(draft: Draft): Evidence {
  let category: LeafId = draft.line.isDebit ? 'expenses.other' : 'income.other';
  let id = 'fallback.unknown';
  if (draft.line.statedType === 'CASH_WITHDRAWAL') category = 'expenses.cash';
  else if (draft.line.statedType === 'CHECK') category = 'expenses.cheque';
  else if (draft.line.statedType === 'CASH_DEPOSIT') category = 'income.cash_deposit';
  else if (draft.line.statedType === 'CHECK_DEPOSIT') category = 'income.cheque_deposit';
  else if (draft.line.statedType?.endsWith('TRANSFER')) id = 'fallback.transfer';
  else if (draft.line.statedType === 'CARD' || draft.line.statedType === 'DIRECT_DEBIT')
    id = 'fallback.unknown-merchant';
  if (category.startsWith('expenses.c') || category.endsWith('_deposit')) id = 'fallback.channel';
  return { kind: 'fallback', id, category, rank: 0, length: 0, start: 0 };
}

function enrichmentOf(draft: Draft, marks: Marks, owners: readonly OwnerName[], reference: Reference): Enrichment {
  const decided = decide(draft.evidence);
  const decision = decided ?? fallback(draft);
  const evidence = decided === null ? [decision] : draft.evidence;
  const { line } = draft;
  const isOwn = draft.isInternal && (line.namesOwner || draft.counterpart?.kind === 'internal');
  return {
    label: line.label ?? draft.transaction.description.trim(),
    type: typeOf(draft, decision.category),
    counterparty: counterpartyOf(line, line.party, line.givenName, line.telling, isOwn, owners, reference),
    category: decision.category,
    confidence:
      decided === null
        ? parameterOf(reference, `confidence.${decision.id.replace('.', '-')}`)
        : confidenceOf(decision, evidence, reference),
    reasons: reasonsOf(decision, evidence),
    flags: flagsOf(draft, decision.category, marks),
    isRejected: draft.isRejected,
    counterpart: draft.counterpart,
    isInternal: draft.isInternal,
  };
}

function typeOf(draft: Draft, category: LeafId): TransactionType {
  if (draft.isInternal && draft.line.statedType !== 'DIRECT_DEBIT') {
    return draft.line.isDebit ? 'OUTGOING_INTERNAL_TRANSFER' : 'INCOMING_INTERNAL_TRANSFER';
  }
  return draft.line.statedType ?? likelyType(draft.line, category, draft.line.party);
}

const NOT_ROUND: ReadonlySet<LeafId> = new Set<LeafId>(['income.salary', 'housing.rent', 'loan.mortgage']);

function flagsOf(draft: Draft, category: LeafId, marks: Marks): TransactionFlag[] {
  const flags = [...draft.flags];
  if (isArrangement(draft, category)) flags.push('payment_arrangement');
  if (category.startsWith('refund.')) flags.push('refund');
  const isReversal = draft.isRejected || draft.counterpart?.kind === 'rejection';
  if (isReversal && !flags.includes('reversal_payment')) flags.push('reversal_payment');
  if (leaf(category).specialCategory !== null) flags.push('special_category');
  if ((marks & ROUND) !== 0 && !draft.isInternal && !NOT_ROUND.has(category)) flags.push('round_number');
  if ((marks & INTERNATIONAL) !== 0) flags.push('international');
  return flags.length > 1 ? flags.sort() : flags;
}

/** An instalment to a collector or bailiff is an agreed one, to others it is the ordinary way to pay. */
function isArrangement({ line }: Draft, category: LeafId): boolean {
  return line.signals.has('payment_arrangement') || (line.signals.has('instalment') && COLLECTION.has(category));
}

/** Which amounts count as round, in whole units of the currency. */
interface Roundness {
  readonly amountMin: number;
  readonly multiple: number;
}

function roundnessOf(reference: Reference): Roundness {
  return {
    amountMin: parameterOf(reference, 'flags.round-amount-min'),
    multiple: parameterOf(reference, 'flags.round-amount-multiple'),
  };
}

function isRound({ transaction }: Draft, { amountMin, multiple }: Roundness): boolean {
  const unit = 10 ** exponentOf(transaction.currency);
  const amount = Math.abs(transaction.amountMinor);
  return amount >= amountMin * unit && amount % (multiple * unit) === 0;
}

const IBAN_START = /^[A-Z]{2}\d{2}/;

/** The other side's account is in another country than the customer's. */
function isInternational(draft: Draft): boolean {
  const own = draft.line.account.country;
  const other = draft.otherAccount;
  return other !== null && own !== null && IBAN_START.test(other) && other.slice(0, 2) !== own;
}
