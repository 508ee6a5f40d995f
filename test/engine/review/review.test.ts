import { describe, expect, it } from 'vitest';
import { type CalendarDate, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { Review, ReviewGroup, ReviewInput } from '../../../src/domain/review.js';
import { analyse } from '../../../src/engine/analyse.js';
import { reviewOf } from '../../../src/engine/review/review.js';
import { readCompiled, referenceOn } from '../../../src/reference/load.js';
import { PEOPLE } from '../../../src/sandbox-bank/people/people.js';
import { inputOf } from '../../sandbox-bank/answers-of.js';

const NOW = new Date('2026-11-21T12:00:00Z');
const today = parseCalendarDate('2026-11-21');
const reference = referenceOn(readCompiled(), today);

/** A person of the simulated bank, read and understood as a consent's analysis reads it. */
function reviewInputOf(person: (typeof PEOPLE)[number]): ReviewInput {
  const input = inputOf(person, NOW);
  const analysis = analyse(input, reference, today);
  return {
    profile: input.profile === 'business' ? 'corporate' : 'retail',
    accounts: input.accounts,
    transactions: analysis.transactions.map(({ transaction, enrichment }) => ({ transaction, enrichment })),
    currency: input.currency,
    startDate: null,
    endDate: null,
    company: null,
    peers: [],
  };
}

const INPUTS = PEOPLE.map((person) => [person.id, reviewInputOf(person)] as const);

/** Sums of the transactions that an entry names, computed without the engine's help. */
function recomputed(group: ReviewGroup, { transactions }: ReviewInput) {
  const members = transactions.filter(({ transaction }) => group.transactionIds.includes(transaction.id));
  const sum = (sign: 1 | -1) =>
    members.reduce((total, { transaction: { amountMinor } }) => total + Math.max(0, sign * amountMinor), 0);
  return { transactionCount: members.length, totalInflowMinor: sum(1), totalOutflowMinor: sum(-1) };
}

function groupsOf(review: Review): ReviewGroup[] {
  return [
    ...review.topCounterparties.inflow,
    ...review.topCounterparties.outflow,
    ...review.clientProfile,
    ...review.flaggedTransactions,
    ...review.lowConfidenceTransactions,
    ...review.otherHighlightedTransactions,
  ];
}

describe.each(INPUTS)('the review of %s', (_id, input) => {
  const review = reviewOf(input);

  it('names every transaction behind each figure, to the cent', () => {
    const groups = groupsOf(review);
    expect(groups.length).toBeGreaterThan(20);
    for (const group of groups) {
      expect(group).toMatchObject(recomputed(group, input));
      expect(new Set(group.transactionIds).size).toBe(group.transactionCount);
    }
  });

  it('ends at the balance it starts from and what moved', () => {
    const { startBalanceMinor, endBalanceMinor, totalInflowMinor, totalOutflowMinor } = review.generalInfo;
    expect((startBalanceMinor ?? 0) + totalInflowMinor - totalOutflowMinor).toBe(endBalanceMinor);
    const stated = input.accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
    const later = input.transactions.filter(
      ({ transaction }) => !transaction.isComing && transaction.date > (review.generalInfo.endDate ?? ''),
    );
    expect(later).toEqual([]);
    expect(endBalanceMinor).toBe(stated);
  });

  it('lists the largest counterparties, largest first, and none of its own accounts', () => {
    for (const side of ['inflow', 'outflow'] as const) {
      const sizes = review.topCounterparties[side].map((one) => one.totalInflowMinor + one.totalOutflowMinor);
      expect(sizes.length).toBeLessThanOrEqual(5);
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
      const ids = review.topCounterparties[side].flatMap(({ transactionIds }) => transactionIds);
      expect(
        input.transactions.filter(
          ({ transaction, enrichment }) =>
            ids.includes(transaction.id) && enrichment.counterparty?.kind === 'own_account',
        ),
      ).toEqual([]);
    }
  });

  it('is the same whatever the order of its transactions', () => {
    expect(reviewOf({ ...input, transactions: [...input.transactions].reverse() })).toEqual(review);
  });

  it('covers a period that is asked for, and nothing else', () => {
    const [startDate, endDate] = ['2026-03-01', '2026-03-31'].map(parseCalendarDate) as [CalendarDate, CalendarDate];
    const part = reviewOf({ ...input, startDate, endDate });
    const inside = input.transactions.filter(
      ({ transaction }) => !transaction.isComing && transaction.date >= startDate && transaction.date <= endDate,
    );
    const moved = inside.reduce((sum, { transaction }) => sum + transaction.amountMinor, 0);
    const { startBalanceMinor, endBalanceMinor, totalInflowMinor, totalOutflowMinor } = part.generalInfo;
    expect(totalInflowMinor - totalOutflowMinor).toBe(moved);
    expect((endBalanceMinor ?? 0) - (startBalanceMinor ?? 0)).toBe(moved);
  });
});

describe('peers', () => {
  const [, input] = INPUTS[0] as (typeof INPUTS)[number];
  const withPeers = (values: readonly number[]) =>
    reviewOf({ ...input, peers: values.map((value) => ({ 'Rejected payments': value })) }).creditQualityMetrics.find(
      ({ name }) => name === 'Rejected payments',
    );

  it('give a median at once and a percentile from thirty on', () => {
    expect(withPeers([1, 2, 6])).toMatchObject({ peerCount: 3, peerMedian: 2, percentile: null });
    expect(withPeers([1, 2, 6])?.peerGroup).toContain('30');
    const own = withPeers([])?.value ?? 0;
    const half = [...Array(15).fill(own - 1), ...Array(15).fill(own + 1)];
    expect(withPeers(half)).toMatchObject({ peerCount: 30, peerMedian: own, percentile: 50 });
    expect(withPeers(Array(30).fill(own))).toMatchObject({ percentile: 50 });
  });
});
