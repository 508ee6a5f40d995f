import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate, daysBetween, parseCalendarDate } from '../../../src/domain/calendar-date.js';
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
    peersMin: 30,
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

describe.each(INPUTS)('the drivers of %s', (_id, input) => {
  const review = reviewOf(input);
  const driver = (name: string) => review.creditQualityMetrics.find((one) => one.name === name)?.value;
  const { startDate: start, endDate: end } = review.generalInfo;
  if (start === null || end === null) throw new Error('a person without transactions');
  const months = (daysBetween(start, end) + 1) / (365.25 / 12);
  const booked = input.transactions.filter(({ transaction }) => !transaction.isComing);
  const perMonth = (count: number) => Math.round((count / months) * 100) / 100;

  it('tell the balance of the current accounts, savings apart', () => {
    const current = input.accounts.filter(({ type }) => type === 'CHECKING');
    const ids = current.map(({ id }) => id);
    const now = current.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
    // Backwards from today's balance: what was booked later is taken away.
    const balances: number[] = [];
    for (let day = start; day <= end; day = addDays(day, 1)) {
      const later = booked.filter(({ transaction: { accountId, date } }) => ids.includes(accountId) && date > day);
      balances.push(now - later.reduce((sum, { transaction }) => sum + transaction.amountMinor, 0));
    }
    expect(driver('Lowest balance of current accounts')).toBe(Math.min(...balances));
    expect(driver('Days below zero per month')).toBe(perMonth(balances.filter((balance) => balance < 0).length));
  });

  it('count by month, so that periods of different length compare', () => {
    const rejected = booked.filter(({ enrichment }) => enrichment.isRejected && !enrichment.isInternal).length;
    expect(driver('Rejected payments per month')).toBe(perMonth(rejected));
    const collected = booked.filter(
      ({ transaction, enrichment }) =>
        transaction.amountMinor < 0 &&
        !enrichment.isRejected &&
        ['loan.debt_collection', 'loan.debt_recovery', 'loan.bailiff'].includes(enrichment.category),
    ).length;
    expect(driver('Payments to debt collectors per month')).toBe(perMonth(collected));
  });
});

describe('drivers that nothing tells', () => {
  const [, input] = INPUTS[0] as (typeof INPUTS)[number];
  const driverOf = (given: Partial<ReviewInput>, driver: string) =>
    reviewOf({ ...input, ...given }).creditQualityMetrics.find(({ name }) => name === driver)?.value;

  it('are null: no current account, under four weeks', () => {
    const savings = input.accounts.map((account) => ({ ...account, type: 'SAVINGS' as const }));
    expect(driverOf({ accounts: savings }, 'Lowest balance of current accounts')).toBeNull();
    expect(driverOf({ accounts: savings }, 'Days below zero per month')).toBeNull();
    const [startDate, endDate] = ['2026-03-01', '2026-03-20'].map(parseCalendarDate) as [CalendarDate, CalendarDate];
    expect(driverOf({ startDate, endDate }, 'Rejected payments per month')).toBeNull();
  });
});

describe('peers', () => {
  const [, input] = INPUTS[0] as (typeof INPUTS)[number];
  const DRIVER = 'Lowest balance of current accounts';
  const withPeers = (values: readonly number[], peersMin = 30) =>
    reviewOf({ ...input, peersMin, peers: values.map((value) => ({ [DRIVER]: value })) }).creditQualityMetrics.find(
      ({ name }) => name === DRIVER,
    );

  it('give a median and a percentile when there are enough', () => {
    expect(withPeers([1, 2, 6])).toMatchObject({ peerCount: 3, peerMedian: null, percentile: null });
    expect(withPeers([1, 2, 6])?.peerGroup).toContain('no median or percentile under 30');
    expect(withPeers([1, 2, 6], 3)).toMatchObject({ peerCount: 3, peerMedian: 2 });
    const own = withPeers([])?.value ?? 0;
    const half = [...Array(15).fill(own - 1), ...Array(15).fill(own + 1)];
    expect(withPeers(half)).toMatchObject({ peerCount: 30, peerMedian: own, percentile: 50 });
    expect(withPeers(half.slice(1))).toMatchObject({ peerCount: 29, peerMedian: null, percentile: null });
    expect(withPeers(Array(30).fill(own))).toMatchObject({ percentile: 50 });
  });
});
