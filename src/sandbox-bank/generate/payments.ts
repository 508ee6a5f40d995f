import { createHash } from 'node:crypto';
import { addDays, type CalendarDate } from '../../domain/calendar-date.js';
import { assertMinor } from '../../domain/money.js';
import type { Person, Way } from '../people/person.js';
import { type Line, lineOf } from '../words/lines.js';
import { epochSecondsAt, isWorkday, workdayNear } from './bank-time.js';
import { chanceOf, wholeBetween } from './chance.js';
import type { Entry } from './entry.js';
import { ibanOf, OWN_BANK_CODE } from './iban.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** A payment as the generators plan it. */
export interface Plan {
  readonly account: string;
  readonly way: Way;
  readonly who: string;
  readonly text: string;
  /** Euros; negative goes out. */
  readonly amount: number;
  readonly day: CalendarDate;
  /** Names this payment among all of the person: nothing else decides its time and numbers. */
  readonly seed: string;
  /** The person's own account on the other side. */
  readonly to?: string;
  readonly isReturned?: boolean;
}

/** The IBAN of an account of a person. */
export function accountIban(person: Person, key: string): string {
  return ibanOf(`${person.id} ${key}`, OWN_BANK_CODE);
}

/** Seconds of the day between which a way of paying happens. None before 03:30, when clocks may be moved. */
const HOURS: Readonly<Record<Way, readonly [number, number]>> = {
  incasso: [3.5, 6],
  'incasso-once': [3.5, 6],
  transfer: [7, 21],
  standing: [3.5, 5],
  ideal: [8, 22.5],
  tikkie: [10, 22.5],
  card: [8, 20.5],
  ecom: [8, 22.5],
  cash: [9, 21],
  deposit: [9, 18],
  fee: [4, 5],
  interest: [4, 5],
};
const NIGHT_RUN: readonly [number, number] = [3.5 * HOUR, 5 * HOUR];
const BOOKED_IN_THE_NIGHT: readonly Way[] = ['card', 'ecom', 'cash', 'deposit'];

/** The entries of a plan: one, or one on each of two own accounts. */
export function entriesOf(person: Person, plan: Plan): Entry[] {
  const [from, until] = HOURS[plan.way];
  const chance = chanceOf(`time ${person.id} ${plan.seed}`);
  const secondOfDay = wholeBetween(chance, from * HOUR, until * HOUR - 1);
  const madeAt = epochSecondsAt(plan.day, secondOfDay);
  const booked = bookingOf(plan, madeAt, wholeBetween(chance, ...NIGHT_RUN));
  const side = (account: string, amount: number, line: Line): Entry => ({
    id: idOf(person, `${plan.seed} ${account}`),
    account,
    amountMinor: assertMinor(Math.round(amount * 100)),
    line,
    madeAt,
    ...booked,
  });
  const common = { ...plan, secondOfDay, city: person.city, isReturned: plan.isReturned ?? false };
  const own = { ...common, seed: `${person.id} ${plan.seed}` };
  if (plan.to === undefined) {
    return [side(plan.account, plan.amount, lineOf({ ...own, isIncoming: plan.amount > 0, otherIban: null }))];
  }
  const there = lineOf({
    ...own,
    who: ownerOf(person, plan.to),
    isIncoming: plan.amount > 0,
    otherIban: accountIban(person, plan.to),
  });
  const back = lineOf({
    ...own,
    who: ownerOf(person, plan.account),
    isIncoming: plan.amount < 0,
    otherIban: accountIban(person, plan.account),
  });
  return [side(plan.account, plan.amount, there), side(plan.to, -plan.amount, back)];
}

/** Cards are pending until the night before the next workday; everything else is booked as it is made. */
function bookingOf(
  { way, day }: Plan,
  madeAt: number,
  nightSecond: number,
): { readonly bookedAt: number; readonly bookedDay: CalendarDate } {
  if (!BOOKED_IN_THE_NIGHT.includes(way)) return { bookedAt: madeAt, bookedDay: day };
  const bookedDay = workdayNear(addDays(day, 1), 'after');
  return { bookedAt: epochSecondsAt(bookedDay, nightSecond), bookedDay };
}

/** True when a way of paying waits for a workday. */
export function needsWorkday(way: Way): boolean {
  return way === 'incasso' || way === 'incasso-once' || way === 'fee' || way === 'interest';
}

/** The nearest day on which a payment of this way can be made. */
export function possibleDay(way: Way, day: CalendarDate): CalendarDate {
  return needsWorkday(way) && !isWorkday(day) ? workdayNear(day, 'after') : day;
}

function idOf(person: Person, seed: string): string {
  return createHash('sha256').update(`${person.id} ${seed}`).digest('hex').slice(0, 20).toUpperCase();
}

function ownerOf(person: Person, key: string): string {
  const account = person.accounts.find((one) => one.key === key);
  if (account === undefined) throw new RangeError(`no account ${key} in the table of ${person.id}`);
  return account.owner;
}
