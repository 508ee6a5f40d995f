import type { Metadata } from '../../domain/analysis.js';
import { addDays, type CalendarDate, daysBetween } from '../../domain/calendar-date.js';
import type { CreditSeeking } from '../../domain/credit.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { creditKindOf } from './credit-details.js';
import { lastDayOf } from './metadata.js';

/**
 * Lenders first seen within the last days: money received from them, or a first repayment. A lender already seen before is
 * none. Where the history begins less than `risks.credit-seeking-history-days` before those days, an old lender would look
 * new; then only lenders that paid money out in those days, and were not repaid before it, are told as new.
 */
export function creditSeekingOf(
  classified: readonly ClassifiedTransaction[],
  metadata: Metadata,
  reference: Reference,
): CreditSeeking {
  const days = parameterOf(reference, 'risks.credit-seeking-days');
  const from = addDays(lastDayOf(metadata), 1 - days);
  const historyDays = daysBetween(metadata.firstTransactionDate, from);
  const isTold = historyDays >= parameterOf(reference, 'risks.credit-seeking-history-days');
  const lenders = lendersOf(classified);
  const fresh = [...lenders.values()].filter(({ firstSeen, isDrawn }) => firstSeen >= from && (isTold || isDrawn));
  return {
    days,
    newLenders: isTold || fresh.length > 0 ? fresh.map(({ name }) => name).sort() : null,
    transactionIds: fresh.map(({ firstId }) => firstId),
  };
}

interface Lender {
  readonly name: string;
  readonly firstSeen: CalendarDate;
  readonly firstId: TransactionId;
  /** Whether the first that is seen of it is money it lent. */
  readonly isDrawn: boolean;
}

/** Lenders by id, in the order in which they are first seen; the transactions are oldest first. */
function lendersOf(classified: readonly ClassifiedTransaction[]): Map<string, Lender> {
  const lenders = new Map<string, Lender>();
  for (const { amountClass, enrichment, transaction } of classified) {
    const { counterparty, category } = enrichment;
    const isDrawn = amountClass === 'loan_drawdown';
    const kind = isDrawn ? null : creditKindOf(category);
    // Paying a purchase in parts is offered at every till and says little of seeking credit.
    if (!isDrawn && (kind === null || kind === 'split_payment')) continue;
    if (counterparty === null || counterparty.kind === 'own_account' || lenders.has(counterparty.id)) continue;
    lenders.set(counterparty.id, {
      name: counterparty.name,
      firstSeen: transaction.date,
      firstId: transaction.id,
      isDrawn,
    });
  }
  return lenders;
}
