import type { Enrichment, TransactionFlag } from '../../domain/analysis.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId, TransactionType } from '../../domain/transaction.js';
import { statedType } from './classify-type.js';
import { tellingWords } from './clean-description.js';
import { decide, type Evidence, evidenceOf } from './evidence.js';
import { partyOf } from './identify-counterparty.js';
import type { Matchers } from './matchers.js';
import { namesOwner, type OwnerName } from './people.js';
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
  evidence: Evidence[];
  isInternal: boolean;
  isRejected: boolean;
  counterpart: Enrichment['counterpart'];
  readonly flags: Set<TransactionFlag>;
}

/** Reads a line on its own, without its surroundings. */
export function draftOf(line: Line, owners: readonly OwnerName[], matchers: Matchers): Draft {
  const type = statedType(line);
  const fields = readTaggedFields(line.transaction.description);
  const party = partyOf(line, type, fields, matchers);
  return {
    line,
    fields,
    statedType: type,
    party,
    telling: tellingWords(line, matchers.reference),
    namesOwner: namesOwner(line, owners, matchers.reference),
    evidence: evidenceOf(line, party, matchers),
    isInternal: false,
    isRejected: false,
    counterpart: null,
    flags: new Set(),
  };
}

/** The category as decided so far, null while nothing tells. */
export function categoryOf(draft: Draft): LeafId | null {
  return decide(draft.evidence)?.category ?? null;
}

/** Adds evidence from the surroundings, kept in order of strength. */
export function addEvidence(draft: Draft, category: LeafId, id: string, rank: number): void {
  draft.evidence = [...draft.evidence, { kind: 'context' as const, id, category, rank, length: 0 }].sort(
    (a, b) => b.rank - a.rank || b.length - a.length || (a.id < b.id ? -1 : 1),
  );
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

/** The other side's key for finding repetitions: the party, the named counterparty, or the telling words. */
export function repetitionKey(draft: Draft): string {
  if (draft.party !== null && draft.party.party.rank > 10) return draft.party.party.id;
  const name = draft.line.transaction.counterpartyName ?? draft.fields.name;
  const words = name === null ? draft.telling : name.toUpperCase().split(/\s+/);
  return words.filter((word) => !/\d/.test(word)).join(' ');
}
