import { describe, expect, it } from 'vitest';
import type { CashFlow, EnrichedTransaction } from '../../../src/domain/analysis.js';
import { addDays, type CalendarDate, daysBetween } from '../../../src/domain/calendar-date.js';
import { groupCashFlows } from '../../../src/engine/cash-flows/group.js';
import { metadataOf } from '../../../src/engine/insights/metadata.js';
import { anAccount, REFERENCE } from '../insights/sample-data.js';
import { type KnownStream, knownCustomer } from './known-customer.js';

const CUSTOMERS = 150;
const MATURE_OCCURRENCES = 3;

interface Judged {
  readonly seed: number;
  readonly stream: KnownStream;
  readonly flow: CashFlow | null;
}

interface Grouped {
  readonly cashFlows: readonly CashFlow[];
}

function group(transactions: readonly EnrichedTransaction[], lastDay: CalendarDate): Grouped {
  const accounts = [{ account: anAccount({ balanceDate: lastDay }), excludedBy: null }];
  const metadata = metadataOf(accounts, transactions, lastDay);
  if (metadata === null) throw new Error('no counted transaction');
  return groupCashFlows(transactions, accounts, metadata, REFERENCE);
}

/** The flow that holds at least nine tenths of a stream, and nothing else to speak of. */
function flowOf(stream: KnownStream, flows: readonly CashFlow[]): CashFlow | null {
  const own = new Set<string>(stream.transactionIds);
  return (
    flows.find(({ transactionIds }) => {
      const shared = transactionIds.filter((id) => own.has(id)).length;
      return shared >= own.size * 0.9 && shared >= transactionIds.length * 0.9;
    }) ?? null
  );
}

function judge(): {
  readonly streams: readonly Judged[];
  readonly falseFlows: readonly string[];
  readonly matureFlows: number;
} {
  const streams: Judged[] = [];
  const falseFlows: string[] = [];
  let matureFlows = 0;
  for (let seed = 1; seed <= CUSTOMERS; seed += 1) {
    const customer = knownCustomer(seed);
    const { cashFlows } = group(customer.transactions, customer.lastDay);
    for (const stream of customer.streams) streams.push({ seed, stream, flow: flowOf(stream, cashFlows) });
    for (const flow of cashFlows) {
      if (
        flow.status === 'early' ||
        flow.regularity.periodicity === 'OTHER' ||
        flow.transactionIds.length < MATURE_OCCURRENCES
      )
        continue;
      matureFlows += 1;
      if (!customer.streams.some((stream) => flowOf(stream, [flow]) !== null)) {
        falseFlows.push(`${seed}: ${flow.label} ${flow.regularity.periodicity} of ${flow.transactionIds.length}`);
      }
    }
  }
  return { streams, falseFlows, matureFlows };
}

const { streams, falseFlows, matureFlows } = judge();
const mature = streams.filter(({ stream }) => stream.occurrences >= MATURE_OCCURRENCES);

function share(hits: number, of: number): number {
  return hits / Math.max(1, of);
}

describe('recurring flows of customers whose agreements are known', () => {
  it('are recalled, each by itself, with the right periodicity', () => {
    const lost = mature.filter(({ stream, flow }) => flow?.regularity.periodicity !== stream.periodicity);
    const shown = lost.map(
      ({ seed, stream, flow }) => `${seed}: ${stream.name} as ${flow?.regularity.periodicity ?? 'none'}`,
    );
    expect(1 - share(lost.length, mature.length), shown.join('; ')).toBeGreaterThanOrEqual(0.98);
  });

  it('are not invented', () => {
    expect(1 - share(falseFlows.length, matureFlows), falseFlows.join('; ')).toBeGreaterThanOrEqual(0.98);
  });

  it('keep their ids while a half year of further transactions arrives', () => {
    let [kept, before] = [0, 0];
    for (let seed = 1; seed <= CUSTOMERS / 5; seed += 1) {
      const customer = knownCustomer(seed);
      const earlier = addDays(customer.lastDay, -183);
      const past = group(
        customer.transactions.filter(({ transaction }) => transaction.date <= earlier),
        earlier,
      );
      const ids = new Set(group(customer.transactions, customer.lastDay).cashFlows.map(({ id }) => id));
      const settled = past.cashFlows.filter(({ status, regularity }) => status === 'mature' && regularity.accuracy > 0);
      before += settled.length;
      kept += settled.filter(({ id }) => ids.has(id)).length;
    }
    expect(share(kept, before)).toBeGreaterThanOrEqual(0.98);
  });

  it('fall due next within three days of the truth', () => {
    const found = mature.filter(({ flow }) => flow !== null && flow.status !== 'ended');
    const wrong = found.filter(
      ({ stream, flow }) => !flow?.next || Math.abs(daysBetween(stream.nextDue, flow.next.date)) > 3,
    );
    const shown = wrong.map(
      ({ seed, stream, flow }) => `${seed}: ${stream.name} ${stream.nextDue} as ${flow?.next?.date}`,
    );
    expect(1 - share(wrong.length, found.length), shown.join('; ')).toBeGreaterThanOrEqual(0.95);
  });
});
