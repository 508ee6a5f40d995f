import { NO_HINTS, type Transaction, type TransactionHints } from '../domain/transaction.js';

/** What few banks tell of a transaction. */
export type Details = Pick<
  Transaction,
  'hints' | 'aggregatorId' | 'aggregatorCategory' | 'aggregatorType' | 'providerProperties'
>;

/** The same as the column `details` keeps it: without what is unknown, which is most of it. */
export type KeptDetails = Partial<Omit<Details, 'hints'>> & { readonly hints?: Partial<TransactionHints> };

/** An object without its nulls; undefined where nothing else is left. */
export function withoutNulls<T extends object>(fields: T): Partial<T> | undefined {
  let known: Partial<T> | undefined;
  for (const key in fields) {
    const value = fields[key];
    if (value === null || value === undefined) continue;
    known ??= {};
    known[key] = value;
  }
  return known;
}

/** What to keep of a transaction's details. */
export function keptDetailsOf({
  hints,
  aggregatorId,
  aggregatorCategory,
  aggregatorType,
  providerProperties,
}: Transaction): KeptDetails {
  const kept = { hints: withoutNulls(hints), aggregatorId, aggregatorCategory, aggregatorType, providerProperties };
  return (withoutNulls(kept) ?? {}) as KeptDetails;
}

/** Details as they were before they were kept. */
export function detailsOf(kept: KeptDetails): Details {
  return {
    hints: kept.hints === undefined ? NO_HINTS : { ...NO_HINTS, ...kept.hints },
    aggregatorId: kept.aggregatorId ?? null,
    aggregatorCategory: kept.aggregatorCategory ?? null,
    aggregatorType: kept.aggregatorType ?? null,
    providerProperties: kept.providerProperties ?? null,
  };
}
