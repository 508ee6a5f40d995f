import type { TransactionGroup } from '../../domain/analysis.js';
import { type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { groupBy, groupByKnown } from '../../domain/group-by.js';
import { type CurrencyCode, minorOfUnits } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf } from './group-by-category.js';
import { byDateThenId } from './order.js';
import { inOneOrder, ofClass } from './select-amounts.js';

/**
 * Money that goes to somebody and comes back unchanged within days, or comes and goes: turnover without income. Pairs of equal
 * amounts with one counterparty, each transaction in one pair at most, nearest first. Own accounts, refunds by shops and
 * returned payments are none: their movements are explained.
 */
export function circularTransfersOf(
  classified: readonly ClassifiedTransaction[],
  currency: CurrencyCode,
  reference: Reference,
): TransactionGroup {
  const amountMin = minorOfUnits(parameterOf(reference, 'risks.circular-amount-min'), currency);
  const daysMax = parameterOf(reference, 'risks.circular-days-max');
  const [received, sent] = [transfersOf(classified, 'income'), transfersOf(classified, 'expense')];
  const round = [...received].flatMap(([counterpartyId, incoming]) => {
    const transfers = inOneOrder([incoming, sent.get(counterpartyId) ?? []]).filter(
      ({ transaction }) => Math.abs(transaction.amountMinor) >= amountMin,
    );
    const ofOneAmount = groupBy(transfers, ({ transaction }) => Math.abs(transaction.amountMinor));
    return [...ofOneAmount.values()].flatMap((own) => pairsOf(own, daysMax));
  });
  return groupOf(round.sort((a, b) => byDateThenId(a.transaction, b.transaction)));
}

/** Transfers by the other side's id. */
function transfersOf(
  classified: readonly ClassifiedTransaction[],
  amountClass: 'income' | 'expense',
): ReadonlyMap<string, ClassifiedTransaction[]> {
  return groupByKnown(ofClass(classified, amountClass), ({ enrichment }) =>
    TRANSFERS.has(enrichment.type) ? (enrichment.counterparty?.id ?? null) : null,
  );
}

const TRANSFERS: ReadonlySet<string> = new Set(['INCOMING_TRANSFER', 'OUTGOING_TRANSFER']);

/** Walks through equal amounts, oldest first; each closes the open one before it when it runs the other way. */
function pairsOf(transfers: readonly ClassifiedTransaction[], daysMax: number): ClassifiedTransaction[] {
  const paired: ClassifiedTransaction[] = [];
  let open: { readonly transfer: ClassifiedTransaction; readonly day: EpochDay } | null = null;
  for (const transfer of transfers) {
    const day = toEpochDay(transfer.transaction.date);
    const isOpposite: boolean =
      open !== null && open.transfer.transaction.amountMinor === -transfer.transaction.amountMinor;
    if (open !== null && isOpposite && day - open.day <= daysMax) {
      paired.push(open.transfer, transfer);
      open = null;
    } else {
      open = { transfer, day };
    }
  }
  return paired;
}
