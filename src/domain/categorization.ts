import type { TransactionFlag } from './enrichment.js';
import type { LeafId } from './taxonomy/taxonomy.js';

/** Contract B's ways of telling a category: z1 as a code with four levels, z2 as a dotted name with confidence. */
export const CATEGORY_ENGINES = ['z1', 'z2'] as const;
export type CategoryEngine = (typeof CATEGORY_ENGINES)[number];

export const JOB_STATUSES = ['PENDING', 'INPROGRESS', 'COMPLETED', 'FAILED'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** What a job found for a transaction. */
export interface FoundCategory {
  readonly transactionId: string;
  readonly leaf: LeafId;
  /** 0..1. */
  readonly confidence: number;
  /** Name of the other party, null where none is told. */
  readonly entity: string | null;
  readonly flags: readonly TransactionFlag[];
}
