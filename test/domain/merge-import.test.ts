import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountFacts } from '../../src/domain/account.js';
import { addDays, type CalendarDate, parseCalendarDate } from '../../src/domain/calendar-date.js';
import type { ImportBatch } from '../../src/domain/import.js';
import { type MergedImport, mergeImport } from '../../src/domain/merge-import.js';
import { parseCurrency } from '../../src/domain/money.js';
import { normaliseText } from '../../src/domain/text.js';
import type { TransactionFacts } from '../../src/domain/transaction.js';
import { plainTransaction } from './plain-transaction.js';

const EUR = parseCurrency('EUR');
const FIRST_DAY = parseCalendarDate('2026-03-01');
const NOTHING: Pick<MergedImport, 'accounts' | 'transactions'> = { accounts: [], transactions: [] };

function accountFacts(facts: Partial<AccountFacts> = {}): AccountFacts {
  return {
    type: 'CHECKING',
    usage: 'PERSONAL',
    ownership: 'UNKNOWN',
    balanceMinor: 100_00,
    balanceDate: FIRST_DAY,
    balanceInstant: null,
    currency: EUR,
    ownerNames: ['Ada Example'],
    name: 'Current account',
    number: null,
    iban: 'FR7630001007941234567890185',
    bic: null,
    bank: null,
    country: 'FR',
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: null,
    providerKey: null,
    ...facts,
  };
}

function transactionFacts(facts: Partial<TransactionFacts> = {}): TransactionFacts {
  const date = facts.date ?? FIRST_DAY;
  return plainTransaction({ amountMinor: -3_20, description: 'CARD COFFEE BAR', date, bookingDate: date, ...facts });
}

function batchOf(...lists: TransactionFacts[][]): ImportBatch {
  return {
    format: 'ALGOAN',
    accounts: lists.map((transactions) => ({ facts: accountFacts(), transactions })),
    problems: [],
  };
}

function day(offset: number): CalendarDate {
  return addDays(FIRST_DAY, offset);
}

function importInto(
  known: Pick<MergedImport, 'accounts' | 'transactions'>,
  ...lists: TransactionFacts[][]
): MergedImport {
  return mergeImport(known, batchOf(...lists), 'customer-1');
}

function expectNothingChanged(merged: MergedImport): void {
  expect(merged.inserted).toEqual([]);
  expect(merged.updated).toEqual([]);
  expect(merged.removed).toEqual([]);
  expect(merged.insertedAccounts).toEqual([]);
  expect(merged.updatedAccounts).toEqual([]);
}

/** Few values, so that equal amounts, days, texts and ids meet often. */
const someTransaction = fc
  .record({
    amountMinor: fc.constantFrom(-3_20, -45_00, 1_800_00),
    offset: fc.integer({ min: 0, max: 20 }),
    description: fc.constantFrom('CARD COFFEE BAR', 'Card  coffee bar', 'SEPA RENT', 'SALARY ACME', ''),
    aggregatorId: fc.constantFrom(null, '', '0', '1', '2', '3'),
    isComing: fc.boolean(),
  })
  .map(({ offset, ...facts }) => transactionFacts({ ...facts, date: day(offset) }));
const bookedTransaction = someTransaction.map((facts) => ({ ...facts, isComing: false }));
const someList = fc.array(someTransaction, { maxLength: 25 });

function contentOf(facts: TransactionFacts): string {
  return [facts.date, facts.amountMinor, facts.currency, normaliseText(facts.description)].join('|');
}

function countsOf(list: readonly TransactionFacts[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const facts of list) counts.set(contentOf(facts), (counts.get(contentOf(facts)) ?? 0) + 1);
  return counts;
}

describe('mergeImport: properties', () => {
  it('importing twice changes nothing', () => {
    fc.assert(
      fc.property(someList, someList, (first, second) => {
        const once = importInto(importInto(NOTHING, first), second);
        const twice = importInto(once, second);
        expectNothingChanged(twice);
        expect(twice.transactions).toEqual(once.transactions);
        expect(twice.taken).toBe(second.length);
        expect(twice.merged).toBe(second.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('the order of a batch has no part in the result', () => {
    const shuffledPair = someList.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(someList, shuffledPair, (known, [list, shuffled]) => {
        const before = importInto(NOTHING, known);
        expect(importInto(before, shuffled)).toEqual(importInto(before, list));
      }),
      { numRuns: 500 },
    );
  });

  it('records of one account in any order give the same accounts and transactions', () => {
    fc.assert(
      fc.property(someList, someList, (first, second) => {
        expect(importInto(NOTHING, second, first)).toEqual(importInto(NOTHING, first, second));
      }),
      { numRuns: 300 },
    );
  });

  it('without ids, equal content is held as often as the side that has more of it', () => {
    const withoutId = bookedTransaction.map((facts) => ({ ...facts, aggregatorId: null }));
    fc.assert(
      fc.property(fc.array(withoutId), fc.array(withoutId), (first, second) => {
        const merged = countsOf(importInto(importInto(NOTHING, first), second).transactions);
        const [a, b] = [countsOf(first), countsOf(second)];
        for (const content of new Set([...a.keys(), ...b.keys()])) {
          expect(merged.get(content)).toBe(Math.max(a.get(content) ?? 0, b.get(content) ?? 0));
        }
      }),
    );
  });

  it('duplicates of records with a real id add nothing', () => {
    const withId = fc.array(
      bookedTransaction.map((facts) => ({ ...facts, aggregatorId: '7' })),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(withId, (list) => {
        expect(importInto(NOTHING, [...list, ...list]).transactions).toEqual(importInto(NOTHING, list).transactions);
      }),
    );
  });

  it('every id is 24 hexadecimal characters and used once', () => {
    fc.assert(
      fc.property(someList, someList, (first, second) => {
        const merged = importInto(importInto(NOTHING, first), second);
        const ids = [...merged.transactions, ...merged.accounts].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^[0-9a-f]{24}$/);
      }),
    );
  });
});

describe('mergeImport: transactions', () => {
  it('keeps two coffees of one day', () => {
    const coffees = [transactionFacts(), transactionFacts()];
    const once = importInto(NOTHING, coffees);
    expect(once.transactions).toHaveLength(2);
    expect(importInto(once, coffees).transactions).toHaveLength(2);
    expect(importInto(once, [transactionFacts()]).transactions).toHaveLength(2);
  });

  it('takes a repeated id with different content as several transactions', () => {
    const list = [
      transactionFacts({ aggregatorId: '12' }),
      transactionFacts({ aggregatorId: '12', amountMinor: -9_00 }),
    ];
    expect(importInto(NOTHING, list).transactions).toHaveLength(2);
  });

  it('takes the same id and content in one batch as one', () => {
    const twice = [transactionFacts({ aggregatorId: 'a' }), transactionFacts({ aggregatorId: 'a' })];
    const merged = importInto(NOTHING, twice);
    expect(merged.transactions).toHaveLength(1);
    expect(merged).toMatchObject({ taken: 2, merged: 1 });
  });

  it('does not double what a bank sends again under another id', () => {
    const once = importInto(NOTHING, [transactionFacts({ aggregatorId: 'old' })]);
    const again = importInto(once, [transactionFacts({ aggregatorId: 'new' })]);
    expect(again.transactions).toHaveLength(1);
    expect(again.transactions[0]?.id).toBe(once.transactions[0]?.id);
  });

  it('follows a corrected date and wording through a unique id', () => {
    const once = importInto(NOTHING, [transactionFacts({ aggregatorId: 'x', description: 'PAYMENT' })]);
    const later = importInto(once, [transactionFacts({ aggregatorId: 'x', description: 'CARD ACME', date: day(2) })]);
    expect(later.transactions).toHaveLength(1);
    expect(later.updated).toMatchObject([{ id: once.transactions[0]?.id, description: 'CARD ACME', date: day(2) }]);
  });

  it('follows a whole series that moved by a day', () => {
    const series = (offset: number) =>
      [0, 1, 2].map((n) => transactionFacts({ aggregatorId: `s${n}`, date: day(n + offset) }));
    const moved = importInto(importInto(NOTHING, series(0)), series(1));
    expect(moved.transactions.map(({ date }) => date)).toEqual([day(1), day(2), day(3)]);
    expect(moved.inserted).toEqual([]);
  });

  it('does not take next month for a correction, although a statement numbers its lines from 1 again', () => {
    const march = importInto(NOTHING, [transactionFacts({ aggregatorId: '1' })]);
    const april = importInto(march, [transactionFacts({ aggregatorId: '1', date: day(31) })]);
    expect(april.transactions).toHaveLength(2);
  });

  it('replaces a coming transaction by its booking and keeps its id', () => {
    const coming = transactionFacts({ isComing: true, description: 'AUTH COFFEE BAR 0103' });
    const once = importInto(NOTHING, [coming]);
    const booked = transactionFacts({ date: day(3), description: 'CARD COFFEE BAR PARIS 0103' });
    const merged = importInto(once, [booked]);
    expect(merged.transactions).toMatchObject([{ id: once.transactions[0]?.id, isComing: false, date: day(3) }]);
    expect(importInto(merged, [coming]).transactions).toEqual(merged.transactions);
  });

  it('does not take another purchase, or a later one, for the booking', () => {
    const once = importInto(NOTHING, [transactionFacts({ isComing: true })]);
    expect(
      importInto(once, [transactionFacts({ description: 'TRANSFER RENT', date: day(1) })]).transactions,
    ).toHaveLength(2);
    expect(importInto(once, [transactionFacts({ date: day(8) })]).transactions).toHaveLength(2);
  });

  it('drops an announcement whose booking is already held under another id', () => {
    const coming = importInto(NOTHING, [
      transactionFacts({ aggregatorId: 'p', isComing: true, description: 'PENDING' }),
    ]);
    const booking = { date: day(1), description: 'CARD COFFEE' };
    const both = importInto(coming, [transactionFacts({ ...booking, aggregatorId: 'q' })]);
    expect(both.transactions).toHaveLength(2);
    const told = importInto(both, [transactionFacts({ ...booking, aggregatorId: 'p' })]);
    expect(told.removed).toEqual([coming.transactions[0]?.id]);
    expect(told.transactions).toHaveLength(1);
  });

  it('keeps facts that a later source does not give', () => {
    const once = importInto(NOTHING, [transactionFacts({ counterpartyName: 'Coffee Bar' })]);
    expectNothingChanged(importInto(once, [transactionFacts()]));
  });

  it('gives equal data of two customers different ids', () => {
    const batch = batchOf([transactionFacts()]);
    const [one, other] = [mergeImport(NOTHING, batch, 'customer-1'), mergeImport(NOTHING, batch, 'customer-2')];
    expect(one.transactions[0]?.id).not.toBe(other.transactions[0]?.id);
    expect(one.accounts[0]?.id).not.toBe(other.accounts[0]?.id);
  });
});

describe('mergeImport: accounts', () => {
  function accountsOf(
    known: Pick<MergedImport, 'accounts' | 'transactions'>,
    ...facts: Partial<AccountFacts>[]
  ): MergedImport {
    const accounts = facts.map((one) => ({ facts: accountFacts(one), transactions: [] }));
    return mergeImport(known, { format: 'ALGOAN', accounts, problems: [] }, 'customer-1');
  }

  it('recognises an IBAN however it is written', () => {
    expect(accountsOf(NOTHING, {}, { iban: 'fr76 3000 1007 9412 3456 7890 185' }).accounts).toHaveLength(1);
  });

  it('keeps pockets of two currencies under one IBAN apart', () => {
    expect(accountsOf(NOTHING, {}, { currency: parseCurrency('GBP') }).accounts).toHaveLength(2);
  });

  it('recognises an account without IBAN by number, then by the aggregator’s id', () => {
    const known = accountsOf(NOTHING, { iban: null, number: '01 23', aggregatorId: '5' });
    expect(accountsOf(known, { iban: null, number: '01-23' }).accounts).toHaveLength(1);
    expect(accountsOf(known, { iban: null, aggregatorId: '5' }).accounts).toHaveLength(1);
    expect(accountsOf(known, { iban: null, number: '99', aggregatorId: '5' }).accounts).toHaveLength(2);
  });

  it('completes an account once its IBAN is told, and knows it by that from then on', () => {
    const known = accountsOf(NOTHING, { iban: null, aggregatorId: '5' });
    const completed = accountsOf(known, { aggregatorId: '5' });
    expect(completed.updatedAccounts).toMatchObject([
      { id: known.accounts[0]?.id, iban: 'FR7630001007941234567890185' },
    ]);
    expectNothingChanged(accountsOf(completed, {}));
  });

  it('keeps look-alikes without any number apart, on every import', () => {
    const lookAlikes = [
      { iban: null, balanceMinor: 1 },
      { iban: null, balanceMinor: 2 },
    ];
    const known = accountsOf(NOTHING, ...lookAlikes);
    expect(known.accounts).toHaveLength(2);
    expectNothingChanged(accountsOf(known, ...lookAlikes));
    expectNothingChanged(accountsOf(known, ...lookAlikes.toReversed()));
  });

  it('tells a thousand look-alikes apart, and ten thousand alike transactions, without comparing each with each', () => {
    const lookAlikes = Array.from({ length: 1_000 }, () => ({ iban: null }));
    const known = accountsOf(NOTHING, ...lookAlikes);
    expect(new Set(known.accounts.map(({ id }) => id)).size).toBe(1_000);
    expectNothingChanged(accountsOf(known, ...lookAlikes));
    const transactions = Array.from({ length: 10_000 }, () => transactionFacts());
    const batch = batchOf(transactions);
    const merged = mergeImport(NOTHING, batch, 'customer');
    expect(merged.inserted).toHaveLength(10_000);
    expect(mergeImport(merged, batch, 'customer')).toMatchObject({ inserted: [], updated: [], removed: [] });
  });

  it('finds the bookings of twenty thousand announcements alike without comparing each with each', () => {
    const announced = Array.from({ length: 20_000 }, () => transactionFacts({ isComing: true }));
    const booked = announced.map(() => transactionFacts({ description: 'CARD COFFEE BAR PARIS' }));
    const before = mergeImport(NOTHING, batchOf(announced), 'customer');
    const after = mergeImport(before, batchOf(booked), 'customer');
    expect(after).toMatchObject({ inserted: [], removed: [] });
    expect(after.updated).toHaveLength(20_000);
    expect(new Set(after.updated.map(({ id }) => id))).toEqual(new Set(before.inserted.map(({ id }) => id)));
  });

  it('does not join two IBANs through an account that has none', () => {
    const known = accountsOf(NOTHING, { iban: null });
    const merged = accountsOf(known, { iban: 'FR01' }, { iban: 'FR02' });
    expect(merged.accounts).toHaveLength(2);
    expect(merged.accounts.map(({ iban }) => iban).sort()).toEqual(['FR01', 'FR02']);
  });

  it('holds the balance of the latest date, whichever is imported last', () => {
    const newer = { balanceDate: day(5), balanceMinor: 5_00 };
    expect(accountsOf(accountsOf(NOTHING, {}), newer).accounts).toMatchObject([newer]);
    expectNothingChanged(accountsOf(accountsOf(NOTHING, newer), {}));
  });

  it('tells which came twice: in one batch, or later under another id of their source', () => {
    const first = accountsOf(NOTHING, { aggregatorId: 'a' }, { aggregatorId: 'b', iban: 'NL11ENAB1234567890' });
    expect(first.mergedAccountIds).toEqual([]);
    expect(accountsOf(first, { aggregatorId: 'a' }).mergedAccountIds).toEqual([]);
    expect(accountsOf(first, { aggregatorId: null }).mergedAccountIds).toEqual([]);
    const again = accountsOf(first, { aggregatorId: 'a' }, { aggregatorId: 'a' });
    expect(again.mergedAccountIds).toEqual(again.batchAccountIds);
    const renamed = accountsOf(first, { aggregatorId: 'other', balanceDate: day(-90) });
    expect(renamed.mergedAccountIds).toEqual(renamed.batchAccountIds);
    expect(renamed.accounts).toHaveLength(2);
  });
});
