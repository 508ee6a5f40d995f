import type { Enrichment, TransactionFlag } from '../../domain/analysis.js';
import type { Reference } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import { hasDigit, wordsOf } from '../../domain/text.js';
import type { TransactionId, TransactionType } from '../../domain/transaction.js';
import { CARRIER_RANK_MAX, statedType } from './classify-type.js';
import { tellingWords } from './clean-description.js';
import { byStrength, decide, type Evidence, evidenceOf } from './evidence.js';
import { partyOf } from './identify-counterparty.js';
import type { Matchers } from './matchers.js';
import { namesOwner, type OwnerName, readsAsPerson } from './people.js';
import type { Line, PartyHit } from './read-line.js';
import { readTaggedFields, type TaggedFields } from './tagged-fields.js';

/** A transaction on its way through enrichment: what the line says, then what its surroundings add. */
export interface Draft {
  readonly line: Line;
  readonly fields: TaggedFields;
  readonly statedType: TransactionType | null;
  readonly party: PartyHit | null;
  readonly telling: readonly string[];
  readonly namesOwner: boolean;
  /** The other side's key for finding repetitions: the party, the named counterparty, or the telling words. */
  readonly repetitionKey: string;
  evidence: Evidence[];
  isInternal: boolean;
  isRejected: boolean;
  counterpart: Enrichment['counterpart'];
  flags: readonly TransactionFlag[];
}

const NO_FLAGS: readonly TransactionFlag[] = [];

/** Reads a line on its own, without its surroundings. */
export function draftOf(line: Line, owners: readonly OwnerName[], matchers: Matchers): Draft {
  const fields = readTaggedFields(line.transaction.description);
  const type = statedType(line) ?? typeOfFields(line, fields) ?? typeOfTerminal(line, matchers.reference);
  const party = partyOf(line, type, fields, matchers);
  const telling = tellingWords(line, matchers.reference);
  return {
    line,
    fields,
    statedType: type,
    party,
    telling,
    repetitionKey: repetitionKeyOf(line, party, fields, telling),
    namesOwner: namesOwner(line, owners, matchers.reference),
    evidence: evidenceOf(line, party, isTransferToPerson(line, type, telling, matchers.reference), matchers),
    isInternal: false,
    isRejected: false,
    counterpart: null,
    flags: NO_FLAGS,
  };
}

/** Between people, trade words tell what was shared, not who was paid. */
function isTransferToPerson(
  line: Line,
  type: TransactionType | null,
  telling: readonly string[],
  reference: Reference,
): boolean {
  if (type === null || !type.endsWith('TRANSFER')) return false;
  return line.signals.has('person_title') || readsAsPerson(telling, reference);
}

/** A line with the other side's account is a transfer, one with a creditor identifier or mandate a direct debit. */
function typeOfFields(line: Line, fields: TaggedFields): TransactionType | null {
  const { hints } = line.transaction;
  if (fields.creditorId !== null || fields.mandate !== null || hints.creditorId !== null || hints.mandateId !== null) {
    return line.isDebit ? 'DIRECT_DEBIT' : null;
  }
  const hasAccount = fields.iban !== null || line.transaction.counterpartyAccount !== null;
  if (!hasAccount || line.account.type === 'CREDIT_CARD') return null;
  return line.isDebit ? 'OUTGOING_TRANSFER' : 'INCOMING_TRANSFER';
}

/** A merchant, a place and a country code at the end: the line of a card terminal. */
function typeOfTerminal(line: Line, reference: Reference): TransactionType | null {
  const last = line.words[line.descriptionLength - 1];
  if (!line.isDebit || last === undefined || line.descriptionLength < 3 || !reference.countryCodes.has(last))
    return null;
  return 'CARD';
}

/** The category as decided so far, null while nothing tells. */
export function categoryOf(draft: Draft): LeafId | null {
  return decide(draft.evidence)?.category ?? null;
}

/** Adds evidence from the surroundings, kept in order of strength. */
export function addEvidence(draft: Draft, category: LeafId, id: string, rank: number): void {
  const added: Evidence = { kind: 'context', id, category, rank, length: 0, start: 0 };
  draft.evidence = [...draft.evidence, added].sort(byStrength);
}

/** Ties two transactions to each other. */
export function link(a: Draft, b: Draft, kind: NonNullable<Enrichment['counterpart']>['kind']): void {
  a.counterpart = { kind, id: idOf(b) };
  b.counterpart = { kind, id: idOf(a) };
}

export function idOf(draft: Draft): TransactionId {
  return draft.line.transaction.id;
}

/** Whether the line is, or may be, a transfer: stated so, or without any stated nature and without a known party. */
export function mayBeTransfer(draft: Draft): boolean {
  if (draft.statedType === null) return draft.party === null;
  return draft.statedType.endsWith('TRANSFER') || draft.statedType === 'CREDIT' || draft.statedType === 'DEBIT';
}

function repetitionKeyOf(line: Line, party: PartyHit | null, fields: TaggedFields, telling: readonly string[]): string {
  if (party !== null && party.party.rank > CARRIER_RANK_MAX) return party.party.id;
  const name = line.transaction.counterpartyName ?? fields.name;
  const words = name === null ? telling : wordsOf(name);
  return words.filter((word) => !hasDigit(word)).join(' ');
}
