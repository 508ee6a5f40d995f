import type { EnrichedTransaction } from '../../../domain/analysis.js';
import type { CalendarDate } from '../../../domain/calendar-date.js';
import { type Instant, startOfDayUtc } from '../../../domain/instant.js';
import { toJsonNumber } from '../../../domain/money.js';
import { leaf } from '../../../domain/taxonomy/taxonomy.js';

/** The moment as the source gave it, else the first moment of the day; nothing where there is no date. */
function momentOf(instant: Instant | null, date: CalendarDate | null): Instant | undefined {
  if (instant !== null) return instant;
  return date === null ? undefined : startOfDayUtc(date);
}

/** An object without the keys whose value is undefined: contract A leaves out what is not known. */
export function known<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept: Partial<T> = {};
  for (const key in fields) {
    if (fields[key] !== undefined) kept[key] = fields[key];
  }
  return kept as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** A transaction in contract A's words; inside `enrichments` our own findings stand beside the contract's. */
export function presentTransaction({ transaction, enrichment, notAnalysed, cashFlowId }: EnrichedTransaction) {
  return known({
    id: transaction.id,
    accountId: transaction.accountId,
    description: transaction.description,
    dates: known({
      debitedAt: momentOf(transaction.valueInstant, transaction.valueDate),
      bookedAt: momentOf(transaction.bookingInstant, transaction.bookingDate),
    }),
    amount: toJsonNumber(transaction.amountMinor, transaction.currency),
    currency: transaction.currency,
    enrichments: known({
      category: leaf(enrichment.category).algoanCategory,
      type: enrichment.type,
      isInternationalTransfer: enrichment.flags.includes('international'),
      isRejected: enrichment.isRejected,
      counterPartId: enrichment.counterpart?.id,
      leaf: enrichment.category,
      confidence: enrichment.confidence,
      reasons: enrichment.reasons,
      label: enrichment.label,
      counterparty: enrichment.counterparty ?? undefined,
      flags: enrichment.flags,
      isInternal: enrichment.isInternal,
      cashFlowId: cashFlowId ?? undefined,
    }),
    isComing: transaction.isComing,
    aggregator: known({
      id: transaction.aggregatorId ?? undefined,
      category: transaction.aggregatorCategory ?? undefined,
      type: transaction.aggregatorType ?? undefined,
    }),
    isNonAnalysed: notAnalysed !== null,
  });
}

export type PresentedTransaction = ReturnType<typeof presentTransaction>;
