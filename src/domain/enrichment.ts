import type { LeafId } from './taxonomy/taxonomy.js';
import type { TransactionId, TransactionType } from './transaction.js';

export type CounterpartyKind = 'company' | 'person' | 'state' | 'bank' | 'own_account';

export interface Counterparty {
  /** Stable across analyses: a reference id such as `fr.edf`, else `name:` and the normalised name. */
  readonly id: string;
  readonly name: string;
  readonly kind: CounterpartyKind;
}

/** What decided: `kind` names the class of evidence, `id` the rule, table entry, hint or model. */
export interface Reason {
  readonly kind: 'hint' | 'counterparty' | 'merchant' | 'phrase' | 'context' | 'model' | 'correction' | 'fallback';
  readonly id: string;
  /** Share of the decision, 0..1; the reasons of a transaction stand in descending order. */
  readonly weight: number;
}

export const TRANSACTION_FLAGS = [
  'refund',
  'reversal_payment',
  'payment_arrangement',
  'round_number',
  'international',
  'special_category',
] as const;
export type TransactionFlag = (typeof TRANSACTION_FLAGS)[number];

export type NotAnalysedReason = 'coming' | 'future' | 'account_not_analysed' | 'other_currency';

export interface Enrichment {
  /** The description without references, dates and card numbers. */
  readonly label: string;
  readonly type: TransactionType;
  readonly counterparty: Counterparty | null;
  readonly category: LeafId;
  /** Calibrated probability that the category is right, 0..1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly flags: readonly TransactionFlag[];
  /** True on the debit that bounced, never on its return. */
  readonly isRejected: boolean;
  /** Links the two halves of a rejection, of an internal transfer or of a card settlement, and a refund to its purchase. */
  readonly counterpart: {
    readonly kind: 'rejection' | 'internal' | 'card' | 'refund';
    readonly id: TransactionId;
  } | null;
  /** True between accounts of the same customer: neither income nor expense. */
  readonly isInternal: boolean;
}
