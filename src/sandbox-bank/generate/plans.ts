import { addDays, type CalendarDate, type Month, monthOf, toEpochDay, weekdayOf } from '../../domain/calendar-date.js';
import type { Habit, Person, Regular } from '../people/person.js';
import { FIRST_PERIOD, fillIn } from '../words/fill-in.js';
import { addWorkdays, dayIn, workdayNear } from './bank-time.js';
import { type Chance, chanceOf, oneOf, wholeBetween } from './chance.js';
import { type Plan, possibleDay } from './payments.js';

const AMOUNTS_OF_YEAR = 2026;
const DAYS_PER_PERIOD = 28;
/** How strongly habits lean to their lower amounts. */
const SKEW = 1.8;
const DAYS_TO_REFUND = 6;

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function isOn(month: Month, limits: { readonly from?: string; readonly until?: string }): boolean {
  return (limits.from === undefined || month >= limits.from) && (limits.until === undefined || month <= limits.until);
}

/** Everything regular whose nominal day lies in a month. */
export function regularPlans(person: Person, month: Month): Plan[] {
  return person.regular.flatMap((regular, index) => {
    const isDue = isOn(month, regular) && (regular.months?.includes(Number(month.slice(5, 7))) ?? true);
    if (!isDue) return [];
    const nominal = regular.fourWeekly ? periodEnds(month) : [dayIn(month, regular.day)];
    return nominal.flatMap((day) => plansOf(regular, day, `regular ${index}`, person.id));
  });
}

/** The last Fridays of four-weekly periods that lie in a month. */
function periodEnds(month: Month): CalendarDate[] {
  const first = dayIn(month, 1);
  const passed = Math.max(0, Math.floor((toEpochDay(first) - toEpochDay(FIRST_PERIOD)) / DAYS_PER_PERIOD));
  const candidates = [passed, passed + 1, passed + 2].map((count) =>
    addDays(FIRST_PERIOD, count * DAYS_PER_PERIOD + 25),
  );
  return candidates.filter((day) => monthOf(day) === month);
}

function plansOf(regular: Regular, nominal: CalendarDate, name: string, personId: string): Plan[] {
  const day = regular.weekend === 'before' ? workdayNear(nominal, 'before') : workdayNear(nominal, 'after');
  const seed = `${name} ${nominal}`;
  const chance = chanceOf(`${personId} ${seed}`);
  const growth = (1 + (regular.yearly ?? 0)) ** (Number(nominal.slice(0, 4)) - AMOUNTS_OF_YEAR);
  const swing = 1 + (regular.varies ?? 0) * (2 * chance() - 1);
  const plan: Plan = {
    account: regular.account,
    way: regular.way,
    who: regular.who,
    text: fillIn(regular.text, { day: nominal, contract: `${personId} ${name}`, payment: `${personId} ${seed}` }),
    amount: cents(regular.amount * growth * swing),
    day,
    seed,
    ...(regular.to === undefined ? {} : { to: regular.to }),
  };
  if (regular.comesBack === undefined || chance() >= regular.comesBack) return [plan];
  const back = { ...plan, amount: -plan.amount, day: addWorkdays(day, 2), seed: `${seed} back`, isReturned: true };
  return [plan, back];
}

/** Everything of the person's habits that is done on a day, with what of it is paid back later. */
export function habitPlans(person: Person, day: CalendarDate): Plan[] {
  return person.habits.flatMap((habit, index) => {
    const days = habit.weekdays ?? [1, 2, 3, 4, 5, 6, 7];
    if (!days.includes(weekdayOf(day)) || !isOn(monthOf(day), habit)) return [];
    const chance = chanceOf(`${person.id} habit ${index} ${day}`);
    const expected = habit.perWeek / days.length;
    const times = Math.floor(expected) + (chance() < expected % 1 ? 1 : 0);
    return Array.from({ length: times }, (_, time) => {
      return habitPlan(habit, { day: possibleDay(habit.way, day), seed: `habit ${index} ${day} ${time}` }, chance);
    }).flat();
  });
}

function habitPlan(habit: Habit, at: { readonly day: CalendarDate; readonly seed: string }, chance: Chance): Plan[] {
  const [low, high] = habit.amount;
  const raw = low + (high - low) * chance() ** SKEW;
  const amount =
    habit.step === undefined ? cents(raw) : Math.max(habit.step, Math.round(raw / habit.step) * habit.step);
  const text = habit.text === undefined ? '' : oneOf(chance, habit.text);
  const plan: Plan = {
    account: habit.account,
    way: habit.way,
    who: oneOf(chance, habit.who),
    text: fillIn(text, { day: at.day, contract: at.seed, payment: at.seed }),
    amount: cents(habit.isIncome ? amount : -amount),
    ...at,
  };
  if (habit.isReturned === undefined || chance() >= habit.isReturned) return [plan];
  const share = chance() < 0.6 ? 1 : wholeBetween(chance, 3, 7) / 10;
  return [
    plan,
    {
      ...plan,
      way: habit.way === 'ideal' ? 'transfer' : habit.way,
      text: `Terugbetaling retour ${plan.text}`.trim(),
      amount: cents(-plan.amount * share),
      day: addWorkdays(plan.day, DAYS_TO_REFUND),
      seed: `${plan.seed} back`,
    },
  ];
}
