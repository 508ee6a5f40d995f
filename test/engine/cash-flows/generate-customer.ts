import type { AnalysisInput, Periodicity } from '../../../src/domain/analysis.js';
import type { BankCalendar } from '../../../src/domain/bank-calendar.js';
import {
  addDays,
  addMonths,
  type CalendarDate,
  daysInMonth,
  fromEpochDay,
  monthOf,
  parseCalendarDate,
  toEpochDay,
} from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import { bankCalendarFor } from '../../../src/domain/reference.js';
import type { Transaction } from '../../../src/domain/transaction.js';
import { anAccount, aTransaction, REFERENCE } from '../insights/sample-data.js';
import { type LineKind, WORDINGS, type Wording } from './statement-wording.js';

/** A stream of payments whose truth is known: what was agreed, not what the bank booked. */
export interface TrueFlow {
  readonly name: string;
  readonly periodicity: Periodicity;
  /** Booking day of the first payment after the history, null where the agreement ended within it. */
  readonly nextDate: CalendarDate | null;
  /** Day on which the first payment after its end would have come, null where it goes on. */
  readonly overOn: CalendarDate | null;
  /** Ids of its payments, rejected tries and their returns included. */
  readonly ids: ReadonlySet<string>;
  /** Ids of payments that may belong to it or stand alone: a 13th month, a yearly settlement, an advance on a wage. */
  readonly extraIds: ReadonlySet<string>;
  /** Ids of the advances among them. */
  readonly advanceIds: ReadonlySet<string>;
  /** Payments due and made, each once. */
  readonly occurrences: number;
  /** Whether its payments are booked as soon as due. */
  readonly isPunctual: boolean;
}

export interface GeneratedCustomer {
  readonly input: AnalysisInput;
  readonly flows: readonly TrueFlow[];
  /** The day after the last of the history. */
  readonly asOf: CalendarDate;
}

type Convention = 'as_is' | 'next' | 'previous';

interface Agreement {
  readonly name: string;
  readonly party: string;
  readonly kind: LineKind;
  readonly periodicity: Periodicity;
  readonly amountAt: (occurrence: number, date: CalendarDate) => number;
  readonly dueAt: (occurrence: number) => CalendarDate;
  /** How a due date on a day without banking is moved. */
  readonly convention: Convention;
  /** Most days by which the booking is late (card payments). */
  readonly lateDaysMax?: number;
  /** Chance that a payment is left out, paid twice in the period, or rejected and presented again. */
  readonly missed?: number;
  readonly doubled?: number;
  readonly rejected?: number;
  /** Number of payments after which it is over. */
  readonly ends?: number;
  /** What of a payment is paid in advance, as a share of it. */
  readonly advanceAt?: (occurrence: number) => number;
  /** Whether that is so each time, which makes the advances a stream of their own. */
  readonly isAlwaysInAdvance?: boolean;
  /** A further payment at the same time. */
  readonly extraAt?: (date: CalendarDate) => { readonly kind: LineKind; readonly amountMinor: number } | null;
}

/** Deterministic draws from a seed (mulberry32). */
class Draws {
  private state: number;
  constructor(seed: number) {
    this.state = seed >>> 0;
  }
  /** 0..1 */
  share(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  between(low: number, high: number): number {
    return Math.floor(low + this.share() * (high - low + 1));
  }
  one<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[Math.floor(this.share() * items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  }
  some<T>(items: readonly T[], count: number): T[] {
    const left = [...items];
    return Array.from({ length: Math.min(count, left.length) }, () =>
      left.splice(Math.floor(this.share() * left.length), 1),
    ).flat();
  }
  chance(probability: number): boolean {
    return this.share() < probability;
  }
  around(amount: number, share: number): number {
    return Math.round(amount * (1 + (this.share() * 2 - 1) * share));
  }
}

const FIRST_DAY = parseCalendarDate('2024-06-01');

/** A day of the month, held back to the month's end. */
function dayIn(months: number, day: number): CalendarDate {
  const month = monthOf(addMonths(FIRST_DAY, months));
  return `${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as CalendarDate;
}

function monthly(day: number, everyMonths = 1, from = 0): (occurrence: number) => CalendarDate {
  return (occurrence) => dayIn(from + occurrence * everyMonths, day);
}

function everyDays(days: number, from: number): (occurrence: number) => CalendarDate {
  return (occurrence) => addDays(FIRST_DAY, from + occurrence * days);
}

/** A due day: the ends and beginnings of months are as frequent as in life. */
function someDay(draws: Draws): number {
  return draws.chance(0.2) ? 31 : draws.between(1, 30);
}

function wagesOf(draws: Draws, { employers }: Wording): Agreement[] {
  const party = draws.one(employers);
  const wage = draws.between(150_000, 350_000);
  const shared = { party, kind: 'wage', convention: 'previous' } as const;
  const rhythm = draws.share();
  if (rhythm < 0.15) {
    const amountAt = () => draws.around(wage / 4, 0.12);
    return [
      { ...shared, name: 'weekly wage', periodicity: 'WEEKLY', amountAt, dueAt: everyDays(7, draws.between(2, 6)) },
    ];
  }
  if (rhythm < 0.35) {
    const amountAt = () => draws.around(wage, 0.04);
    return [
      {
        ...shared,
        name: '4-weekly wage',
        periodicity: 'MONTHLY',
        amountAt,
        dueAt: everyDays(28, draws.between(0, 27)),
      },
    ];
  }
  const payMonth = draws.one(['11', '12', '05']);
  const thirteenth = draws.one(['none', 'apart', 'within'] as const);
  const isPayMonth = (date: CalendarDate) => date.slice(5, 7) === payMonth;
  const main: Agreement = {
    ...shared,
    name: `wage, 13th ${thirteenth}`,
    periodicity: 'MONTHLY',
    amountAt: (_, date) => draws.around(wage, 0.04) * (thirteenth === 'within' && isPayMonth(date) ? 2 : 1),
    dueAt: monthly(draws.chance(0.4) ? 31 : draws.between(20, 28)),
    extraAt: (date) =>
      thirteenth === 'apart' && isPayMonth(date) ? { kind: 'thirteenth', amountMinor: draws.around(wage, 0.1) } : null,
  };
  if (!draws.chance(0.3)) return [main];
  const side = Math.round(wage * 0.3);
  const dueAt = monthly(draws.between(3, 12));
  return [main, { ...shared, name: 'second wage', periodicity: 'MONTHLY', amountAt: () => side, dueAt }];
}

function loansOf(draws: Draws, { lenders }: Wording): Agreement[] {
  const party = draws.one(lenders);
  const instalment = -draws.between(6_000, 25_000);
  // Contracts of one lender may be near in amount, or equal; those equal and due together cannot be told apart once one ends.
  const factors = draws
    .one([
      [1, 1.35, 2.1, 3.4],
      [1, 1.06, 1.6],
      [1, 1, 2.5],
      [1, 0.4],
    ])
    .slice(0, draws.between(1, 4));
  const areTogether = draws.chance(0.3);
  return factors.map((factor, at) => ({
    name: `loan ${at + 1} of ${factors.length}`,
    party,
    kind: 'loan',
    periodicity: 'MONTHLY',
    amountAt: () => Math.round(instalment * factor),
    dueAt: monthly(at === 0 || areTogether ? 5 : someDay(draws)),
    convention: 'next',
    missed: 0.02,
    rejected: 0.04,
    ...(draws.chance(0.2) && !(areTogether && factors[1] === 1) ? { ends: draws.between(5, 12) } : {}),
  }));
}

/** A car or a telephone on lease, and purchases paid in three or four parts, some of them at the same time. */
function leasesAndPlansOf(draws: Draws, { lessors, splitters }: Wording): Agreement[] {
  const rate = -draws.between(9_000, 45_000);
  const lease: Agreement = {
    name: 'lease',
    party: draws.one(lessors),
    kind: 'lease',
    periodicity: 'MONTHLY',
    amountAt: () => rate,
    dueAt: monthly(someDay(draws)),
    convention: 'next',
    missed: 0.02,
    ...(draws.chance(0.2) ? { ends: draws.between(5, 12) } : {}),
  };
  const providers = draws.some(splitters, draws.between(1, 2));
  const plans = Array.from({ length: draws.between(0, 3) }, (_, at): Agreement => {
    const part = -draws.between(2_500, 25_000);
    const [day, from] = [draws.between(1, 28), draws.between(0, 24)];
    return {
      name: `plan ${at + 1}`,
      party: draws.one(providers),
      kind: 'instalment',
      periodicity: 'MONTHLY',
      amountAt: () => part,
      dueAt: monthly(day, 1, from),
      convention: 'next',
      ends: draws.between(3, 4),
    };
  });
  return [...(draws.chance(0.4) ? [lease] : []), ...plans];
}

/** The wage with some of it paid before payday: each month, or now and then, or never. */
function withAdvances(wage: Agreement, draws: Draws): Agreement {
  const share = draws.between(10, 35) / 100;
  const habit = draws.share();
  if (wage.periodicity !== 'MONTHLY' || habit < 0.5) return wage;
  const months = new Set(draws.some([...Array(30).keys()], 6));
  const isAlwaysInAdvance = habit < 0.65;
  return { ...wage, isAlwaysInAdvance, advanceAt: (at) => (isAlwaysInAdvance || months.has(at) ? share : 0) };
}

function subscriptionsOf(draws: Draws, { subscriptions }: Wording): Agreement[] {
  return draws.some(subscriptions, 3).map((party, at) => {
    const price = draws.one([499, 799, 1_299, 1_799, 2_999]);
    const riseAt = draws.between(6, 20);
    const isCard = draws.chance(0.5);
    return {
      name: `subscription ${at + 1}`,
      party,
      kind: isCard ? 'card_subscription' : 'debit_subscription',
      periodicity: 'MONTHLY',
      amountAt: (occurrence) => -(occurrence < riseAt ? price : Math.round(price * 1.15)),
      dueAt: monthly(someDay(draws)),
      convention: isCard ? 'as_is' : 'next',
      lateDaysMax: isCard ? 2 : 0,
      missed: 0.02,
      doubled: 0.02,
      ...(draws.chance(0.2) ? { ends: draws.between(5, 12) } : {}),
    };
  });
}

function billsOf(draws: Draws, wording: Wording): Agreement[] {
  const rent = -draws.between(50_000, 120_000);
  const indexedIn = draws.between(0, 11);
  const power = -draws.between(5_000, 15_000);
  const settledIn = String(draws.between(1, 12)).padStart(2, '0');
  const isVarying = draws.chance(0.4);
  const premium = -draws.between(4_000, 9_000);
  const tax = -draws.between(30_000, 120_000);
  const fee = -draws.one([2_500, 4_500, 6_000]);
  const clubDays = draws.one([7, 14]);
  return [
    {
      name: 'rent',
      party: draws.one(wording.landlords),
      kind: 'rent',
      periodicity: 'MONTHLY',
      amountAt: (at) => Math.round(rent * 1.025 ** Math.floor((at + indexedIn) / 12)),
      dueAt: monthly(draws.chance(0.2) ? 31 : draws.between(1, 8)),
      convention: draws.one(['next', 'as_is', 'previous']),
      missed: 0.02,
    },
    {
      name: isVarying ? 'energy by use' : 'energy with settlement',
      party: draws.one(wording.energy),
      kind: 'energy',
      periodicity: 'MONTHLY',
      amountAt: () => (isVarying ? draws.around(power, 0.3) : power),
      dueAt: monthly(someDay(draws)),
      convention: 'next',
      missed: 0.02,
      extraAt: (date) =>
        !isVarying && date.slice(5, 7) === settledIn
          ? { kind: 'energy', amountMinor: Math.round(power * (0.3 + draws.share() * 2)) }
          : null,
    },
    {
      name: 'insurance',
      party: draws.one(wording.insurers),
      kind: 'insurance',
      periodicity: 'QUARTERLY',
      amountAt: (at) => Math.round(premium * 1.03 ** Math.floor(at / 4)),
      dueAt: monthly(someDay(draws), 3, draws.between(0, 2)),
      convention: 'next',
    },
    {
      name: 'tax',
      party: draws.one(wording.taxes),
      kind: 'tax',
      periodicity: 'YEARLY',
      amountAt: (at) => Math.round(tax * 1.04 ** at),
      dueAt: monthly(someDay(draws), 12, draws.between(0, 11)),
      convention: 'next',
    },
    {
      name: clubDays === 7 ? 'weekly club' : 'fortnightly club',
      party: draws.one(wording.clubs),
      kind: 'club',
      periodicity: clubDays === 7 ? 'WEEKLY' : 'BIWEEKLY',
      amountAt: () => fee,
      dueAt: everyDays(clubDays, draws.between(0, clubDays - 1)),
      convention: 'next',
      missed: 0.04,
    },
  ];
}

/** What not everybody has: benefits, water, a second contract with the insurer, a membership of a marketplace. */
function furtherOf(draws: Draws, wording: Wording): Agreement[] {
  const benefit = draws.between(9_000, 40_000);
  const changesIn = draws.between(3, 20);
  const water = -draws.between(6_000, 14_000);
  const waterMonths = draws.one([2, 6]);
  const agreements: Agreement[] = [
    {
      name: 'benefit',
      party: draws.one(wording.benefits),
      kind: 'benefit',
      periodicity: 'MONTHLY',
      amountAt: (at) => Math.round(at < changesIn ? benefit : benefit * 0.7),
      dueAt: monthly(draws.between(4, 10)),
      convention: draws.one(['next', 'previous']),
    },
    {
      name: waterMonths === 2 ? 'bimonthly water' : 'half-yearly water',
      party: draws.one(wording.water),
      kind: 'water',
      periodicity: waterMonths === 2 ? 'BIMONTHLY' : 'SEMI_ANNUAL',
      amountAt: () => draws.around(water, 0.25),
      dueAt: monthly(someDay(draws), waterMonths, draws.between(0, 1)),
      convention: 'next',
    },
    {
      name: 'membership',
      party: draws.one(wording.marketplaces),
      kind: 'membership',
      periodicity: 'MONTHLY',
      amountAt: () => -699,
      dueAt: monthly(someDay(draws)),
      convention: 'as_is',
      lateDaysMax: 1,
    },
  ];
  return agreements.filter(() => draws.chance(0.5));
}

/** Writes lines on the statement of one customer. */
class Statement {
  readonly transactions: Transaction[] = [];
  private readonly currency;

  constructor(
    private readonly wording: Wording,
    readonly calendar: BankCalendar,
  ) {
    this.currency = parseCurrency(wording.country === 'GB' ? 'GBP' : 'EUR');
  }

  add(kind: LineKind, name: string, day: number, amountMinor: number, reference: string): string {
    const id = `t${String(this.transactions.length).padStart(5, '0')}`;
    const date = fromEpochDay(day);
    const description = this.wording.lines[kind]({ name, date, reference });
    this.transactions.push(aTransaction(id, date, amountMinor, { description, currency: this.currency }));
    return id;
  }

  input(): AnalysisInput {
    const account = anAccount({ country: this.wording.country, currency: this.currency });
    const { transactions, currency } = this;
    return { accounts: [account], transactions, currency, profile: 'personal', corrections: [] };
  }
}

function booked(day: number, convention: Convention, calendar: BankCalendar): number {
  if (convention === 'as_is') return day;
  return convention === 'next' ? calendar.onOrAfter(day) : calendar.onOrBefore(day);
}

/** Days before payday on which an advance on a wage is paid. */
const ADVANCE_DAYS = 13;

/** Pays an agreement until the end of the history, with the faults that life brings. */
function pay(agreement: Agreement, draws: Draws, lastDay: number, statement: Statement): TrueFlow {
  const { name, party, kind, periodicity, missed = 0, doubled = 0, rejected = 0, lateDaysMax = 0 } = agreement;
  const [ids, extraIds, advanceIds] = [new Set<string>(), new Set<string>(), new Set<string>()];
  // Half of the lenders and sellers print the contract's reference, half a number of the payment's own.
  const contract = draws.chance(0.5) ? String(draws.between(100_000, 999_999)) : null;
  const add = (into: Set<string>, line: LineKind, day: number, amountMinor: number) => {
    const reference = contract ?? String(draws.between(100_000, 999_999));
    if (day <= lastDay) into.add(statement.add(line, party, day, amountMinor, reference));
  };
  let occurrences = 0;
  for (let at = 0; ; at += 1) {
    const dueDate = agreement.dueAt(at);
    const dueDay = booked(toEpochDay(dueDate), agreement.convention, statement.calendar);
    const day = dueDay + draws.between(0, lateDaysMax);
    const isOver = agreement.ends !== undefined && at >= agreement.ends;
    if (day > lastDay || isOver) {
      const [nextDate, overOn] = isOver ? [null, fromEpochDay(dueDay)] : [fromEpochDay(dueDay), null];
      const known = { name, periodicity, nextDate, overOn, occurrences, isPunctual: lateDaysMax === 0 };
      return { ...known, ids, extraIds: new Set([...extraIds, ...advanceIds]), advanceIds };
    }
    const amountMinor = agreement.amountAt(at, dueDate);
    if (draws.chance(missed)) continue;
    occurrences += 1;
    const advanceMinor = Math.round(amountMinor * (agreement.advanceAt?.(at) ?? 0));
    if (advanceMinor !== 0) add(advanceIds, 'advance', statement.calendar.onOrBefore(day - ADVANCE_DAYS), advanceMinor);
    add(ids, kind, day, amountMinor - advanceMinor);
    const extra = agreement.extraAt?.(dueDate);
    if (extra) add(extraIds, extra.kind, statement.calendar.onOrAfter(day + draws.between(0, 9)), extra.amountMinor);
    if (draws.chance(doubled)) add(ids, kind, day + draws.between(5, 12), amountMinor);
    if (draws.chance(rejected)) {
      add(ids, 'rejected_loan', statement.calendar.onOrAfter(day + 2), -amountMinor);
      add(ids, kind, statement.calendar.onOrAfter(day + draws.between(6, 12)), amountMinor);
    }
  }
}

/** The advances on a wage that come each time, as a stream of their own. */
function advancesOf(wage: TrueFlow, calendar: BankCalendar): TrueFlow {
  const { advanceIds: ids, nextDate } = wage;
  const next = nextDate === null ? null : fromEpochDay(calendar.onOrBefore(toEpochDay(nextDate) - ADVANCE_DAYS));
  return { ...wage, name: 'advances', ids, extraIds: new Set(), nextDate: next, occurrences: ids.size };
}

/** Purchases, cash and meals, at random intervals and of random amounts. */
function spend({ shops, marketplaces }: Wording, draws: Draws, lastDay: number, statement: Statement): void {
  for (const shop of [...draws.some(shops, 6), ...marketplaces, null]) {
    const meanGapDays = 2 + draws.share() * 14;
    let day = toEpochDay(FIRST_DAY);
    for (;;) {
      day += Math.max(1, Math.round(-Math.log(1 - draws.share()) * meanGapDays));
      if (day > lastDay) break;
      if (shop === null) statement.add('cash', '', day, -draws.one([2_000, 4_000, 5_000, 10_000]), '');
      else
        statement.add(
          marketplaces.includes(shop) ? 'marketplace' : 'card',
          shop,
          day,
          -Math.round(300 + draws.share() ** 2 * 14_000),
          '',
        );
    }
  }
}

/** Between three months and two and a half years of a household whose agreements are known, in the words of its country's banks. */
export function generateCustomer(seed: number): GeneratedCustomer {
  const draws = new Draws(seed);
  const wording = draws.one(WORDINGS);
  const lastDay = toEpochDay(FIRST_DAY) + (draws.chance(0.4) ? draws.between(100, 370) : draws.between(370, 860));
  const statement = new Statement(wording, bankCalendarFor(REFERENCE, wording.country));
  // Draws of their own, so that what else a seed gives stays as it is.
  const further = new Draws(seed ^ 0x5ca1ab1e);
  const [wage, ...otherWages] = wagesOf(draws, wording);
  const agreements = [
    ...(wage ? [withAdvances(wage, further)] : []),
    ...otherWages,
    ...billsOf(draws, wording),
    ...loansOf(draws, wording),
    ...subscriptionsOf(draws, wording),
    ...furtherOf(draws, wording),
    ...leasesAndPlansOf(further, wording),
  ];
  const flows = agreements.flatMap((agreement) => {
    const flow = pay(agreement, draws, lastDay, statement);
    return agreement.isAlwaysInAdvance ? [flow, advancesOf(flow, statement.calendar)] : [flow];
  });
  spend(wording, draws, lastDay, statement);
  return { input: statement.input(), flows, asOf: fromEpochDay(lastDay + 1) };
}
