import { describe, expect, it } from 'vitest';
import { addDays, addMonths, type CalendarDate } from '../../src/domain/calendar-date.js';
import { CustomerView, transactionBody } from '../../src/sandbox-bank/api-answers.js';
import { ledgerThrough } from '../../src/sandbox-bank/generate/ledger.js';
import { PEOPLE, personOf } from '../../src/sandbox-bank/people/people.js';
import type { Person } from '../../src/sandbox-bank/people/person.js';
import { answersOf, batchOf } from './answers-of.js';

const NOW = new Date('2026-09-15T10:00:00Z');
const DAY_MS = 86_400_000;
/** Within two years of every moment below. */
const FROM = '2025-01-01' as CalendarDate;

function bookedOf(person: Person, now: Date): string[] {
  const view = new CustomerView(person, now);
  return person.accounts.flatMap((account) => {
    const { booked } = view.select(account, FROM, '2099-01-01' as CalendarDate);
    return [...booked]
      .reverse()
      .map((entry) => `${account.key} ${JSON.stringify(transactionBody(person, entry, false))}`);
  });
}

/** ISO 13616: moved and read as one number, an IBAN is 1 modulo 97. */
function hasRightCheckDigits(iban: string): boolean {
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

describe('the people of the simulated bank', () => {
  it('are found by their login name in any case, others are not', () => {
    expect(PEOPLE.length).toBeGreaterThanOrEqual(11);
    expect(new Set(PEOPLE.map(({ id }) => id)).size).toBe(PEOPLE.length);
    expect(personOf(' Sanne-Visser ')?.name).toBe('Sanne Visser');
    expect(personOf('nobody')).toBeNull();
  });

  it.each(PEOPLE.map((person) => [person.id, person] as const))(
    '%s has the same past whenever asked',
    (_id, person) => {
      expect(JSON.stringify(answersOf(person, NOW))).toBe(JSON.stringify(answersOf(person, NOW)));
      expect(JSON.stringify(ledgerThrough(person, '2026-09-15' as CalendarDate))).toBe(
        JSON.stringify(ledgerThrough(person, '2026-09-15' as CalendarDate)),
      );
      let before = bookedOf(person, NOW);
      for (const days of [1, 3, 60]) {
        const after = bookedOf(person, new Date(NOW.getTime() + days * DAY_MS));
        const byAccount = (lines: readonly string[], key: string) => lines.filter((line) => line.startsWith(`${key} `));
        for (const { key } of person.accounts) {
          const old = byAccount(before, key);
          expect(byAccount(after, key).slice(0, old.length)).toEqual(old);
        }
        expect(after.length).toBeGreaterThanOrEqual(before.length);
        before = after;
      }
      expect(before.length).toBeGreaterThan(bookedOf(person, NOW).length);
    },
  );

  it.each(PEOPLE.map((person) => [person.id, person] as const))(
    '%s is read without a problem and reconciles',
    (_id, person) => {
      // An afternoon, so that something is pending.
      const now = new Date('2026-09-16T15:30:00Z');
      const { accounts, problems } = batchOf(person, now, 24);
      expect(problems).toEqual([]);
      expect(accounts.map(({ facts }) => facts.ownerNames[0])).toEqual(person.accounts.map(({ owner }) => owner));
      const ledger = ledgerThrough(person, '2026-09-16' as CalendarDate);
      accounts.forEach(({ facts, transactions }, index) => {
        const plan = person.accounts[index];
        const booked = transactions.filter(({ isComing }) => !isComing);
        // Walking back from the balance to the first booking shown, and from the opening balance to it, meet to the cent.
        const firstId = booked.at(-1)?.aggregatorId;
        const own = ledger.entries.filter(({ account }) => account === plan?.key);
        const until = own.findIndex(({ id }) => id === firstId);
        const opening = ledger.openings.get(plan?.key ?? '') ?? Number.NaN;
        const reached = own.slice(0, until + 1).reduce((sum, { amountMinor }) => sum + amountMinor, opening);
        expect(booked.at(-1)?.balanceAfterMinor).toBe(reached);
        expect(facts.iban?.slice(4, 8)).toBe('ENAB');
        for (const iban of [facts.iban, ...transactions.map(({ counterpartyAccount }) => counterpartyAccount)]) {
          if (iban) expect(hasRightCheckDigits(iban)).toBe(true);
        }
        expect(new Set(transactions.map(({ aggregatorId }) => aggregatorId)).size).toBe(transactions.length);
        expect(booked.every(({ bookingInstant }) => bookingInstant?.endsWith('.000Z'))).toBe(true);
      });
    },
  );

  it('live lives of a plausible size', () => {
    for (const person of PEOPLE) {
      const { accounts } = batchOf(person, NOW, 24);
      const perMonth = accounts.flatMap(({ transactions }) => transactions).length / 24;
      expect(perMonth, person.id).toBeGreaterThan(50);
      expect(perMonth, person.id).toBeLessThan(125);
      for (const { facts, transactions } of accounts) {
        const balances = transactions.flatMap(({ balanceAfterMinor }) => balanceAfterMinor ?? []);
        expect(Math.min(...balances, facts.balanceMinor), person.id).toBeGreaterThan(-500_000);
      }
    }
  });

  it('show at most 24 months, and what is pending until it is booked', () => {
    const friday = '2026-09-18' as CalendarDate;
    const evening = new Date('2026-09-18T19:30:00Z');
    const monday = new Date(evening.getTime() + 3 * DAY_MS);
    let count = 0;
    for (const person of PEOPLE) {
      for (const account of person.accounts) {
        const view = new CustomerView(person, evening);
        const { booked, pending } = view.select(account, '2000-01-01' as CalendarDate, '2099-01-01' as CalendarDate);
        expect(booked.every(({ bookedDay }) => bookedDay >= addMonths(friday, -24))).toBe(true);
        const later = new CustomerView(person, monday).select(account, friday, addDays(friday, 4)).booked;
        expect(later.map(({ id }) => id)).toEqual(expect.arrayContaining(pending.map(({ id }) => id)));
        count += pending.length;
      }
    }
    expect(count).toBeGreaterThan(3);
  });

  it('are paid before weekends and charged after them', () => {
    const { accounts } = batchOf(PEOPLE[0] as Person, NOW, 24);
    const lines = accounts[0]?.transactions ?? [];
    const weekday = (date: string) => new Date(`${date}T12:00:00Z`).getUTCDay();
    const wages = lines.filter(({ description }) => description.includes('Omschrijving: Salaris'));
    expect(wages).toHaveLength(24);
    for (const { date } of wages) {
      expect([1, 2, 3, 4, 5]).toContain(weekday(date));
      expect(Number(date.slice(8))).toBeLessThanOrEqual(25);
      expect(Number(date.slice(8))).toBeGreaterThanOrEqual(23);
    }
    expect(
      lines.filter(({ description }) => description.includes('Vakantiegeld')).map(({ date }) => date.slice(5, 7)),
    ).toEqual(['05', '05']);
    const debits = lines.filter(({ description }) => description.startsWith('SEPA Incasso'));
    expect(debits.every(({ date }) => [1, 2, 3, 4, 5].includes(weekday(date)))).toBe(true);
    expect(lines.map(({ description }) => description).join('\n')).not.toMatch(/[{}]|undefined|NaN/);
  });
});
