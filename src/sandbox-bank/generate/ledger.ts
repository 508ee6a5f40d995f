import { addDays, addMonths, type CalendarDate, monthsBetween } from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';
import type { Balance, Person } from '../people/person.js';
import { fillIn } from '../words/fill-in.js';
import { daysFrom } from './bank-time.js';
import type { Entry } from './entry.js';
import { entriesOf, type Plan } from './payments.js';
import { habitPlans, regularPlans } from './plans.js';

/** The first day of all accounts. Fixed, so that what has happened once stays as it was, whatever day it is. */
export const FIRST_DAY = '2022-01-01' as CalendarDate;
/** Plans of later days that may move to this one: a wage of the first, paid before a weekend. */
const LOOK_AHEAD_DAYS = 7;

/** The bank shows two years back, whatever is asked. */
export const HISTORY_MONTHS = 24;

/** What happened on a person's accounts within the bank's memory. */
export interface Ledger {
  /** In order of booking, through a day. */
  readonly entries: readonly Entry[];
  /** Cents on each account before the first of the entries. */
  readonly openings: ReadonlyMap<string, number>;
}

/** Works out everything that is made or booked through the day `last`. */
export function ledgerThrough(person: Person, last: CalendarDate): Ledger {
  const booked = new Map<CalendarDate, Entry[]>();
  const file = (plan: Plan): void => {
    if (plan.day < FIRST_DAY) return;
    for (const entry of entriesOf(person, plan)) {
      const day = booked.get(entry.bookedDay);
      if (day === undefined) booked.set(entry.bookedDay, [entry]);
      else day.push(entry);
    }
  };
  for (const month of monthsBetween(FIRST_DAY, addDays(last, LOOK_AHEAD_DAYS))) {
    for (const plan of regularPlans(person, month)) file(plan);
  }
  for (const day of daysFrom(FIRST_DAY, last)) {
    for (const plan of habitPlans(person, day)) file(plan);
  }
  return remembered(person, inOrderOfBooking(person, booked, addDays(last, LOOK_AHEAD_DAYS)), last);
}

/** Forgets what is too old to be shown, but for its sum: a process may hold the ledgers of everybody. */
function remembered(person: Person, entries: readonly Entry[], last: CalendarDate): Ledger {
  const earliest = addMonths(last, -HISTORY_MONTHS);
  const openings = new Map<string, number>(person.accounts.map(({ key, opening }) => [key, Math.round(opening * 100)]));
  for (const { account, amountMinor } of entries.filter(({ bookedDay }) => bookedDay < earliest)) {
    openings.set(account, (openings.get(account) ?? 0) + amountMinor);
  }
  return { entries: entries.filter(({ bookedDay }) => bookedDay >= earliest), openings };
}

/** Walks the days, and on each lets the person move money where an account grew or sank too far. */
function inOrderOfBooking(
  person: Person,
  booked: ReadonlyMap<CalendarDate, readonly Entry[]>,
  last: CalendarDate,
): Entry[] {
  const entries: Entry[] = [];
  const balances = new Map<string, number>(person.accounts.map(({ key, opening }) => [key, Math.round(opening * 100)]));
  const take = (entry: Entry): void => {
    entries.push(entry);
    balances.set(entry.account, (balances.get(entry.account) ?? 0) + entry.amountMinor);
  };
  for (const day of daysFrom(FIRST_DAY, last)) {
    const ofDay = [...(booked.get(day) ?? [])].sort((a, b) => a.bookedAt - b.bookedAt || (a.id < b.id ? -1 : 1));
    for (const entry of ofDay) take(entry);
    for (const rule of person.balances) {
      const plan = moveOf(person, rule, { day, balances });
      if (plan !== null) for (const entry of atDaysEnd(entriesOf(person, plan), ofDay)) take(entry);
    }
  }
  return entries;
}

function moveOf(
  person: Person,
  rule: Balance,
  { day, balances }: { readonly day: CalendarDate; readonly balances: ReadonlyMap<string, number> },
): Plan | null {
  const balance = (balances.get(rule.account) ?? 0) / 100;
  const isOver = balance > rule.over;
  if (!isOver && balance >= rule.under) return null;
  const { account, step, back } = rule;
  // Away with what is too much, whole steps of it; up to the mark with what is too little.
  const amount = isOver ? -Math.floor((balance - back) / step) * step : Math.ceil((back - balance) / step) * step;
  const how = isOver ? rule.surplus : rule.lack;
  const seed = `balance ${account} ${day}`;
  if (!('to' in how)) {
    const text = fillIn(how.text, { day, contract: `${person.id} ${account}`, payment: `${person.id} ${seed}` });
    return { account, ...how, text, amount, day, seed };
  }
  const available = (balances.get(how.to) ?? 0) / 100;
  const given = isOver ? amount : Math.min(amount, Math.floor(available / step) * step);
  const isSavings = person.accounts.some(({ key, kind }) => key === how.to && kind === 'SVGS');
  const text = isSavings ? `${isOver ? 'Naar' : 'Van'} spaarrekening` : 'Tussen eigen rekeningen';
  return given === 0 ? null : { account, way: 'transfer', who: '', text, amount: given, day, seed, to: how.to };
}

const SECONDS_AFTER = 60;

/** A move answers what was booked that day, so it is booked after it. */
function atDaysEnd(moves: readonly Entry[], ofDay: readonly Entry[]): Entry[] {
  const latest = ofDay.reduce((last, { bookedAt }) => Math.max(last, bookedAt), 0);
  return moves.map((move) => {
    const at = Math.max(move.bookedAt, latest + SECONDS_AFTER);
    return { ...move, madeAt: at, bookedAt: at };
  });
}

/** Cents on an account once everything up to a moment (seconds since 1970) is booked. */
export function balanceAt({ entries, openings }: Ledger, account: string, epochSeconds: number): MinorUnits {
  const booked = entries.filter((entry) => entry.account === account && entry.bookedAt <= epochSeconds);
  return booked.reduce((sum, { amountMinor }) => sum + amountMinor, openings.get(account) ?? 0);
}
