import type { Enrichment, TransactionFlag } from '../../domain/analysis.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { Transaction } from '../../domain/transaction.js';
import { byStrength, decide, type Evidence } from './evidence.js';
import type { Reading } from './reading.js';

/** A transaction on its way through enrichment: what its line says, then what its surroundings add. */
export interface Draft {
  readonly transaction: Transaction;
  readonly line: Reading;
  /** IBAN or number of the other side's account, as given apart or written in the description. */
  readonly otherAccount: string | null;
  evidence: readonly Evidence[];
  isInternal: boolean;
  isRejected: boolean;
  counterpart: Enrichment['counterpart'];
  flags: readonly TransactionFlag[];
}

const NO_FLAGS: readonly TransactionFlag[] = [];

/** A transaction as its line reads, before its surroundings are looked at. */
export function draftOf(transaction: Transaction, line: Reading, otherAccount: string | null): Draft {
  return {
    transaction,
    line,
    otherAccount,
    evidence: line.evidence,
    isInternal: false,
    isRejected: false,
    counterpart: null,
    flags: NO_FLAGS,
  };
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
  a.counterpart = { kind, id: b.transaction.id };
  b.counterpart = { kind, id: a.transaction.id };
}
