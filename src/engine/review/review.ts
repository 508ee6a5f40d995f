import type { Review, ReviewInput } from '../../domain/review.js';
import { clientProfileOf } from './client-profile.js';
import { creditQualityOf } from './credit-quality.js';
import { driversOf } from './drivers.js';
import { countedPeriod, generalInfoOf } from './general-info.js';
import { flaggedTransactionsOf, lowConfidenceTransactionsOf, otherHighlightedTransactionsOf } from './highlights.js';
import { topCounterpartiesOf } from './top-counterparties.js';

/**
 * Reviews accounts as contract B's analysis jobs show them. Pure: the same input gives the same bytes, whatever the order of the
 * transactions. Only booked transactions in the review's currency within the period count.
 */
export function reviewOf(input: ReviewInput): Review {
  const period = countedPeriod(input);
  const { within } = period;
  return {
    currency: input.currency,
    generalInfo: generalInfoOf(input, period),
    companyInfo: input.company,
    topCounterparties: topCounterpartiesOf(within),
    clientProfile: clientProfileOf(within),
    flaggedTransactions: flaggedTransactionsOf(within),
    lowConfidenceTransactions: lowConfidenceTransactionsOf(within),
    otherHighlightedTransactions: otherHighlightedTransactionsOf(within),
    creditQualityMetrics: creditQualityOf(driversOf(input, period), input),
  };
}
