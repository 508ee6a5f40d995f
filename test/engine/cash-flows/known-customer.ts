import type { Counterparty, EnrichedTransaction, Enrichment, Periodicity } from '../../../src/domain/analysis.js';
import {
  addMonths,
  type CalendarDate,
  daysInMonth,
  fromEpochDay,
  monthOf,
  parseCalendarDate,
  toEpochDay,
  weekdayOf,
} from '../../../src/domain/calendar-date.js';
import type { LeafId } from '../../../src/domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../../src/domain/transaction.js';
import { anEnriched, aTransaction } from '../insights/sample-data.js';

/** A stream of payments whose truth is known: what was agreed, not what the bank booked. */
export interface KnownStream {
  readonly name: string;
  readonly periodicity: Periodicity;
  /** Due date after the last day of the history. */
  readonly nextDue: CalendarDate;
  /** Ids of its transactions, rejected tries and their returns included. */
  readonly transactionIds: TransactionId[];
  /** Payments due, each once. */
  occurrences: number;
}

export interface KnownCustomer {
  readonly transactions: readonly EnrichedTransaction[];
  readonly streams: readonly KnownStream[];
  readonly lastDay: CalendarDate;
}

interface Agreement {
  readonly name: string;
  readonly counterparty: string;
  readonly category: LeafId;
  readonly periodicity: Periodicity;
  readonly amountAt: (occurrence: number) => number;
  readonly dueAt: (occurrence: number) => CalendarDate;
  /** Chance that a payment is left out, paid twice in the period, or rejected and presented again. */
  readonly missed?: number;
  readonly doubled?: number;
  readonly rejected?: number;
}

/** Deterministic numbers in 0..1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const FIRST_DAY = parseCalendarDate('2024-07-01');

/** A day of the month, held back to the month's end. */
function dayIn(months: number, day: number): CalendarDate {
  const month = monthOf(addMonths(FIRST_DAY, months));
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as CalendarDate;
}

/** Banks book on working days: debits the next one, credits the previous one. */
function workingDay(date: CalendarDate, isDebit: boolean): CalendarDate {
  const weekday = weekdayOf(date);
  if (weekday < 6) return date;
  const shift = isDebit ? 8 - weekday : 5 - weekday;
  return fromEpochDay(toEpochDay(date) + shift);
}

function monthly(day: number, everyMonths = 1, from = 0): (occurrence: number) => CalendarDate {
  return (occurrence) => dayIn(from + occurrence * everyMonths, day);
}

function everyDays(days: number, from: number): (occurrence: number) => CalendarDate {
  return (occurrence) => fromEpochDay(toEpochDay(FIRST_DAY) + from + occurrence * days);
}

/** The agreements of one household; every amount and day is drawn. */
function agreementsOf(random: () => number): Agreement[] {
  const between = (low: number, high: number) => Math.round(low + random() * (high - low));
  const day = () => between(1, 28);
  const fixed = (amount: number) => () => amount;
  const around = (amount: number, share: number) => () => Math.round(amount * (1 + (random() * 2 - 1) * share));
  const rent = -between(50_000, 120_000);
  const loan = -between(8_000, 30_000);
  const wage = between(150_000, 350_000);
  const isFourWeekly = random() < 0.3;
  const sideJob = Math.round(wage * 0.3);
  const payday = between(20, 28);
  const loans = [1, 1.35, 2.1].slice(0, between(1, 3));
  const subscriptions = [799, 1_299, 2_499].map((price) => -price);
  return [
    isFourWeekly
      ? {
          name: 'wage',
          counterparty: 'Acme',
          category: 'income.salary',
          periodicity: 'MONTHLY',
          amountAt: around(wage, 0.04),
          dueAt: everyDays(28, between(0, 27)),
        }
      : {
          name: 'wage',
          counterparty: 'Acme',
          category: 'income.salary',
          periodicity: 'MONTHLY',
          amountAt: around(wage, 0.04),
          dueAt: monthly(payday),
          doubled: 0.03,
        },
    ...(random() < 0.4 && !isFourWeekly
      ? [
          {
            name: 'second wage',
            counterparty: 'Acme',
            category: 'income.salary',
            periodicity: 'MONTHLY',
            amountAt: fixed(sideJob),
            dueAt: monthly(between(3, 12)),
          } as const,
        ]
      : []),
    {
      name: 'rent',
      counterparty: 'M Durand',
      category: 'housing.rent',
      periodicity: 'MONTHLY',
      amountAt: (at) => Math.round(rent * 1.02 ** Math.floor(at / 12)),
      dueAt: monthly(between(1, 8)),
      missed: 0.02,
    },
    ...loans.map(
      (factor, at): Agreement => ({
        name: `loan ${at}`,
        counterparty: 'Cofidis',
        category: 'loan.personal',
        periodicity: 'MONTHLY',
        amountAt: fixed(Math.round(loan * factor)),
        dueAt: monthly(at === 0 ? 5 : day()),
        missed: 0.02,
        rejected: 0.05,
      }),
    ),
    ...subscriptions.map(
      (price, at): Agreement => ({
        name: `subscription ${at}`,
        counterparty: `Stream ${'ABC'[at]}`,
        category: 'expenses.multimedia',
        periodicity: 'MONTHLY',
        amountAt: (occurrence) => (occurrence > 12 ? Math.round(price * 1.15) : price),
        dueAt: monthly(day()),
        missed: 0.02,
        doubled: 0.02,
      }),
    ),
    {
      name: 'energy',
      counterparty: 'EDF',
      category: 'housing.energy',
      periodicity: 'MONTHLY',
      amountAt: around(-between(5_000, 15_000), 0.3),
      dueAt: monthly(day()),
      missed: 0.02,
    },
    {
      name: 'insurance',
      counterparty: 'MAIF',
      category: 'insurance.home',
      periodicity: 'QUARTERLY',
      amountAt: fixed(-between(4_000, 9_000)),
      dueAt: monthly(day(), 3, between(0, 2)),
    },
    {
      name: 'tax',
      counterparty: 'DGFIP',
      category: 'tax.property',
      periodicity: 'YEARLY',
      amountAt: (at) => -Math.round(90_000 * 1.03 ** at),
      dueAt: monthly(15, 12, between(0, 11)),
    },
    {
      name: 'cleaner',
      counterparty: 'Mme Petit',
      category: 'expenses.other',
      periodicity: 'WEEKLY',
      amountAt: fixed(-4_500),
      dueAt: everyDays(7, between(0, 6)),
      missed: 0.05,
    },
  ];
}

/** Two years of a household with agreements kept as people and banks keep them, among purchases without any rhythm. */
export function knownCustomer(seed: number): KnownCustomer {
  const random = randomFrom(seed);
  const lastDay = fromEpochDay(toEpochDay(FIRST_DAY) + 690 + Math.floor(random() * 40));
  const transactions: EnrichedTransaction[] = [];
  const add = (
    date: CalendarDate,
    amountMinor: number,
    name: string,
    category: LeafId,
    enrichment: Partial<Enrichment> = {},
  ) => {
    const id = `t${String(transactions.length).padStart(5, '0')}`;
    const counterparty: Counterparty = { id: `name:${name}`, name, kind: 'company' };
    transactions.push(
      anEnriched(aTransaction(id, date, amountMinor), {
        label: name.toUpperCase(),
        counterparty,
        category,
        ...enrichment,
      }),
    );
    return id as TransactionId;
  };
  const streams = agreementsOf(random).map((agreement) => keep(agreement, random, lastDay, add));
  for (const shop of ['Carrefour', 'Fnac', 'Zara', 'Total', 'Bistro']) {
    const meanGap = 2 + random() * 12;
    let day = toEpochDay(FIRST_DAY);
    for (;;) {
      day += Math.max(1, Math.round(-Math.log(1 - random()) * meanGap));
      if (day > toEpochDay(lastDay)) break;
      add(fromEpochDay(day), -Math.round(500 + random() ** 2 * 15_000), shop, 'expenses.shopping');
    }
  }
  const order = (one: EnrichedTransaction) => `${one.transaction.date}${one.transaction.id}`;
  transactions.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return { transactions, streams, lastDay };
}

type Add = (
  date: CalendarDate,
  amountMinor: number,
  name: string,
  category: LeafId,
  enrichment?: Partial<Enrichment>,
) => TransactionId;

function keep(agreement: Agreement, random: () => number, lastDay: CalendarDate, add: Add): KnownStream {
  const { name, counterparty, category, periodicity, missed = 0, doubled = 0, rejected = 0 } = agreement;
  const transactionIds: TransactionId[] = [];
  let occurrences = 0;
  for (let at = 0; ; at += 1) {
    const amountMinor = agreement.amountAt(at);
    const date = workingDay(agreement.dueAt(at), amountMinor < 0);
    if (date > lastDay) return { name, periodicity, nextDue: date, transactionIds, occurrences };
    if (random() < missed) continue;
    occurrences += 1;
    if (random() < rejected) {
      const rejectedId = add(date, amountMinor, counterparty, category, {
        isRejected: true,
        counterpart: { kind: 'rejection', id: 'pending' as TransactionId },
      });
      transactionIds.push(rejectedId);
      const back = fromEpochDay(Math.min(toEpochDay(date) + 2, toEpochDay(lastDay)));
      transactionIds.push(
        add(back, -amountMinor, counterparty, 'rejection.loan_repayment', {
          counterpart: { kind: 'rejection', id: rejectedId },
        }),
      );
      const again = fromEpochDay(toEpochDay(date) + 6 + Math.floor(random() * 6));
      if (again <= lastDay) transactionIds.push(add(again, amountMinor, counterparty, category));
      continue;
    }
    transactionIds.push(add(date, amountMinor, counterparty, category));
    const second = fromEpochDay(toEpochDay(date) + 9);
    if (random() < doubled && second <= lastDay) transactionIds.push(add(second, amountMinor, counterparty, category));
  }
}
