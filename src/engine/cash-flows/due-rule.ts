import { type BankCalendar, weekdayOfDay } from '../../domain/bank-calendar.js';
import { civilDayOf, type EpochDay } from '../../domain/calendar-date.js';
import type { Period } from './rhythm.js';

/** What a bank does with a due date on which it does not work. */
export type Convention = 'next' | 'previous' | 'as_is';

/**
 * When a flow falls due. For rhythms of months `phase` is the day of the month, 1 to 31 (held back to the month's end);
 * for rhythms of days it is the day's remainder after division by the period's length.
 */
export interface DueRule {
  readonly period: Period;
  readonly phase: number;
  readonly convention: Convention;
}

/** In order of preference where they explain equally much: nothing moved at all is the simplest story. */
const CONVENTIONS: readonly Convention[] = ['as_is', 'next', 'previous'];
/** Weight of a booking that came so many days after its date was due; the same day counts fully. */
const LATE_WEIGHTS: readonly number[] = [1, 0.5, 0.3, 0.15];
/** Weight of a booking that came a day before its date. */
const EARLY_WEIGHT = 0.25;
/** Recent bookings tell more of the next than old ones: each counts so much of the one after it. */
const FADING = 0.93;
/** Bookings looked at, the latest; older ones hardly weigh. */
const BOOKINGS_MAX = 36;
/** How long a due date may lie in closed days before its booking. */
const CLOSED_DAYS_MAX = 6;

/** Year and month as one number, so that months can be counted. */
type MonthIndex = number;

function monthIndexOf(day: EpochDay): MonthIndex {
  const { year, month } = civilDayOf(day);
  return year * 12 + month - 1;
}

/** A day of the month, 1 to 31, held back to the month's last day. */
function dayInMonth(month: MonthIndex, dayOfMonth: number): EpochDay {
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000;
  const length = Date.UTC(Math.floor(month / 12), (month % 12) + 1, 1) / 86_400_000 - first;
  return first + Math.min(dayOfMonth, length) - 1;
}

/** The phases of a rhythm that make a day due. The last day of a short month stands for all the days that it lacks. */
function phasesOf(day: EpochDay, period: Period): number[] {
  if (period.months === 0) return [((day % period.days) + period.days) % period.days];
  const { dayOfMonth } = civilDayOf(day);
  const phases = [dayOfMonth];
  if (dayOfMonth > 27 && civilDayOf(day + 1).dayOfMonth === 1)
    for (let after = dayOfMonth + 1; after <= 31; after += 1) phases.push(after);
  return phases;
}

/**
 * The days that, when due, are booked on a day: the day itself and the closed days that lead to it. What is due every Sunday
 * would be booked every Monday, and is due on Mondays then.
 */
function dueDaysOf(booked: EpochDay, convention: Convention, period: Period, calendar: BankCalendar): EpochDay[] {
  const days = [booked];
  if (convention === 'as_is' || !calendar.isBankingDay(booked)) return days;
  const step = convention === 'next' ? -1 : 1;
  for (let at = 1; at <= CLOSED_DAYS_MAX && !calendar.isBankingDay(booked + step * at); at += 1) {
    const isWeekend = weekdayOfDay(booked + step * at) > 5;
    if (period.months > 0 || !isWeekend) days.push(booked + step * at);
  }
  return days;
}

type RuleKey = number;

/** Many payments are booked on one day, and the rules that put them there never change. */
const RULES_ON = new WeakMap<BankCalendar, WeakMap<Period, Map<EpochDay, readonly RuleKey[]>>>();
const DAYS_KEPT_MAX = 20_000;

/** Every rule that puts a booking on this very day, as keys `phase * 3 + index of the convention`; each once. */
function rulesOn(booked: EpochDay, period: Period, calendar: BankCalendar): readonly RuleKey[] {
  const ofCalendar = RULES_ON.get(calendar) ?? new WeakMap<Period, Map<EpochDay, readonly RuleKey[]>>();
  RULES_ON.set(calendar, ofCalendar);
  const ofPeriod = ofCalendar.get(period) ?? new Map<EpochDay, readonly RuleKey[]>();
  ofCalendar.set(period, ofPeriod);
  const known = ofPeriod.get(booked);
  if (known !== undefined) return known;
  if (ofPeriod.size >= DAYS_KEPT_MAX) ofPeriod.clear();
  const rules = findRulesOn(booked, period, calendar);
  ofPeriod.set(booked, rules);
  return rules;
}

function findRulesOn(booked: EpochDay, period: Period, calendar: BankCalendar): readonly RuleKey[] {
  const keys = new Set<RuleKey>();
  for (const [index, convention] of CONVENTIONS.entries()) {
    for (const due of dueDaysOf(booked, convention, period, calendar)) {
      for (const phase of phasesOf(due, period)) keys.add(phase * 3 + index);
    }
  }
  return [...keys];
}

/**
 * The rule that explains the bookings of a rhythm best: each booking votes for the rules that put it on its day, and more
 * weakly for those that put it a few days earlier (late bookings). Bookings ascend.
 */
export function dueRuleOf(booked: readonly EpochDay[], period: Period, calendar: BankCalendar): DueRule {
  const votes = new Map<number, number>();
  let weight = 1;
  for (const day of booked.slice(-BOOKINGS_MAX).reverse()) {
    const strongest = new Map<number, number>();
    const vote = (on: EpochDay, share: number) => {
      for (const key of rulesOn(on, period, calendar)) strongest.set(key, Math.max(share, strongest.get(key) ?? 0));
    };
    for (const [late, share] of LATE_WEIGHTS.entries()) vote(day - late, share);
    vote(day + 1, EARLY_WEIGHT);
    for (const [key, share] of strongest) votes.set(key, (votes.get(key) ?? 0) + weight * share);
    weight *= FADING;
  }
  let [best, most] = [3, -1];
  // Among equals the rule that moves nothing, then the earliest day; sums of the same votes differ by rounding only.
  const order = [...votes].sort(([a], [b]) => (a % 3) - (b % 3) || a - b);
  for (const [key, sum] of order) if (sum > most + 1e-9) [best, most] = [key, sum];
  return { period, phase: Math.floor(best / 3), convention: CONVENTIONS[best % 3] ?? 'as_is' };
}

/** Of the bookings, by their places, those that the rule which explains most of them to the day explains. */
export function exactlyDue(booked: readonly EpochDay[], period: Period, calendar: BankCalendar): number[] {
  const counts = new Map<RuleKey, number>();
  for (const day of booked) {
    for (const key of rulesOn(day, period, calendar)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a % 3) - (b % 3) || a - b);
  const explained: number[] = [];
  for (const [at, day] of booked.entries()) {
    if (best && rulesOn(day, period, calendar).includes(best[0])) explained.push(at);
  }
  return explained;
}

function book(due: EpochDay, convention: Convention, calendar: BankCalendar): EpochDay {
  if (convention === 'as_is') return due;
  return convention === 'next' ? calendar.onOrAfter(due) : calendar.onOrBefore(due);
}

/** A due date and the day on which it is booked. */
interface Due {
  /** Months since year 0 or periods since 1970; counts up by `step` from one due date to the next. */
  readonly index: number;
  readonly day: EpochDay;
}

function dueAt(index: number, { period, phase, convention }: DueRule, calendar: BankCalendar): Due {
  const nominal = period.months === 0 ? index * period.days + phase : dayInMonth(index, phase);
  return { index, day: book(nominal, convention, calendar) };
}

/** The due date whose booking is nearest to a day. Rhythms of several months may fall due in any month. */
function nearestDue(day: EpochDay, rule: DueRule, calendar: BankCalendar): Due {
  const here = rule.period.months === 0 ? Math.floor(day / rule.period.days) : monthIndexOf(day);
  const candidates = [here, here - 1, here + 1].map((index) => dueAt(index, rule, calendar));
  return candidates.reduce((best, one) => (Math.abs(one.day - day) < Math.abs(best.day - day) ? one : best));
}

/** Farthest that a booking may lie from its due date and still be its payment: a quarter of the period, at most a week. */
const FAR_SHARE = 0.25;
const FAR_DAYS_MAX = 7;

/**
 * The booking days that a flow expects after its last payment, without end: extra payments between two due dates do not move
 * them. Bookings ascend.
 */
export function* expectedAfter(
  booked: readonly EpochDay[],
  rule: DueRule,
  calendar: BankCalendar,
): Generator<EpochDay, never> {
  const farDays = Math.min(rule.period.days * FAR_SHARE, FAR_DAYS_MAX);
  const last = booked.at(-1) ?? 0;
  let anchor = nearestDue(last, rule, calendar);
  // An extra payment is followed back to the payment that came in time, if that is no more than a period before.
  for (let at = booked.length - 1; at >= 0; at -= 1) {
    const day = booked[at] ?? last;
    if (last - day > rule.period.maxDays) break;
    const due = nearestDue(day, rule, calendar);
    if (Math.abs(due.day - day) > farDays) continue;
    anchor = due;
    break;
  }
  const step = Math.max(1, rule.period.months);
  for (let index = anchor.index + step; ; index += step) yield dueAt(index, rule, calendar).day;
}

/** The day that contract A shows as due: the day of the month, or the ISO weekday where the period counts weeks. */
export function dueDayOf({ period, phase }: DueRule): number {
  return period.months === 0 ? weekdayOfDay(phase) : phase;
}
