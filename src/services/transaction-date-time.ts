import type { Transaction } from '../domain/transaction.js';
import { providerOf } from '../formats/psd2/providers.js';
import { formatTransactionDateTime } from '../formats/psd2/transaction-date-time.js';

/** Contract B's `transactionDateTime`: in UTC, as exact as the transaction's bank tells it. */
export function transactionDateTime({ providerProperties, bookingInstant, date }: Transaction): string {
  const key = providerProperties?.['providerKey'];
  const bank = typeof key === 'string' ? providerOf(key) : null;
  return formatTransactionDateTime({ date, instant: bookingInstant }, bank?.precision ?? 'FRACTION');
}
