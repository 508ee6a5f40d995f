import type { TransactionFlag } from '../../domain/enrichment.js';
import {
  FLAGGED_NAMES,
  LOW_CONFIDENCE_NAMES,
  OTHER_HIGHLIGHTED_NAMES,
  type ReviewedTransaction,
  type ReviewGroup,
} from '../../domain/review.js';
import { groupOf } from './review-group.js';

const FLAGGED: Readonly<Record<(typeof FLAGGED_NAMES)[number], TransactionFlag>> = {
  'Reversal payments': 'reversal_payment',
  Refunds: 'refund',
  'Payment arrangements': 'payment_arrangement',
};

/** Bands of the calibrated confidence, lower bound included. */
const BANDS: Readonly<Record<(typeof LOW_CONFIDENCE_NAMES)[number], readonly [number, number]>> = {
  'Confidence <50%': [0, 0.5],
  '50% <= Confidence <70%': [0.5, 0.7],
  '70% <= Confidence <80%': [0.7, 0.8],
};

/** Reversals, refunds and payment arrangements. */
export function flaggedTransactionsOf(within: readonly ReviewedTransaction[]): ReviewGroup[] {
  return FLAGGED_NAMES.map((name) =>
    groupOf(
      name,
      within.filter(({ enrichment }) => enrichment.flags.includes(FLAGGED[name])),
    ),
  );
}

/** Transactions whose category may well be another. */
export function lowConfidenceTransactionsOf(within: readonly ReviewedTransaction[]): ReviewGroup[] {
  return LOW_CONFIDENCE_NAMES.map((name) => {
    const [from, below] = BANDS[name];
    const members = within.filter(({ enrichment: { confidence } }) => confidence >= from && confidence < below);
    return groupOf(name, members);
  });
}

/** Round amounts; what is round is a parameter of the enrichment. */
export function otherHighlightedTransactionsOf(within: readonly ReviewedTransaction[]): ReviewGroup[] {
  return OTHER_HIGHLIGHTED_NAMES.map((name) =>
    groupOf(
      name,
      within.filter(({ enrichment }) => enrichment.flags.includes('round_number')),
    ),
  );
}
