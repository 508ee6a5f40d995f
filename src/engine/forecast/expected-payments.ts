import type { CashFlow, Periodicity } from '../../domain/analysis.js';
import { weekdayOfDay } from '../../domain/bank-calendar.js';
import {
  addMonths,
  type CalendarDate,
  dayOfMonth,
  daysInMonth,
  type EpochDay,
  fromEpochDay,
  type Month,
  monthOf,
  toEpochDay,
} from '../../domain/calendar-date.js';

/** Whole months, or days where it counts in days, from one payment to the next. */
interface Step {
  readonly months: number;
  readonly days: number;
}

const STEPS: Readonly<Record<Periodicity, Step | null>> = {
  // What happens every day is spending like any other: it is part of what keeps no rhythm.
  DAILY: null,
  WEEKLY: { months: 0, days: 7 },
  BIWEEKLY: { months: 0, days: 14 },
  MONTHLY: { months: 1, days: 0 },
  BIMONTHLY: { months: 2, days: 0 },
  QUARTERLY: { months: 3, days: 0 },
  SEMI_ANNUAL: { months: 6, days: 0 },
  YEARLY: { months: 12, days: 0 },
  OTHER: null,
};
/** Mean length of a month. */
export const MONTH_DAYS = 30.44;

/** Pay every four weeks is called monthly, but falls due by the week: its payments are 28 days apart on the mean. */
const FOUR_WEEKS: Step = { months: 0, days: 28 };
const FOUR_WEEKS_MEAN_DAYS_MAX = 28.8;
const FOUR_WEEKS_PAYMENTS_MIN = 4;

function stepOf({ regularity: { periodicity, meanIntervalDays }, transactionIds }: CashFlow): Step | null {
  const isFourWeekly =
    periodicity === 'MONTHLY' &&
    transactionIds.length >= FOUR_WEEKS_PAYMENTS_MIN &&
    meanIntervalDays <= FOUR_WEEKS_MEAN_DAYS_MAX;
  return isFourWeekly ? FOUR_WEEKS : STEPS[periodicity];
}

/** Payments a day in the long run of a flow that is expected to go on; null of one that has ended or keeps no rhythm. */
export function paymentsPerDay(flow: CashFlow): number | null {
  const step = stepOf(flow);
  if (flow.next === null || step === null) return null;
  return 1 / (step.months * MONTH_DAYS + step.days);
}

/** Days on which a flow falls due after a day, up to and including another: its next date, then on by its rhythm. */
export function dueDays(flow: CashFlow, after: EpochDay, until: EpochDay): EpochDay[] {
  const step = stepOf(flow);
  if (flow.next === null || step === null) return [];
  const dueDay = flow.regularity.dueDays[0] ?? dayOfMonth(flow.next.date);
  const days: EpochDay[] = [];
  // What is late falls due at once.
  let day = Math.max(toEpochDay(flow.next.date), after + 1);
  for (let count = 1; day <= until; count += 1) {
    days.push(day);
    day = dueLater(flow.next.date, step, dueDay, count);
  }
  return days;
}

/** The day on which a payment was due: the nearest due day to the day on which it came. */
export function nearestDue(flow: CashFlow, day: EpochDay): EpochDay {
  const step = stepOf(flow);
  const dueDay = flow.regularity.dueDays[0];
  if (step === null || dueDay === undefined || step === FOUR_WEEKS) return day;
  if (step.months === 0) {
    const ahead = (dueDay - weekdayOfDay(day) + 7) % 7;
    return day + (ahead > 3 ? ahead - 7 : ahead);
  }
  const first = `${monthOf(fromEpochDay(day))}-01` as CalendarDate;
  const due = [-1, 0, 1].map((months) => dayInMonth(monthOf(addMonths(first, months)), dueDay));
  return due.reduce((best, one) => (Math.abs(one - day) < Math.abs(best - day) ? one : best));
}

function dayInMonth(month: Month, day: number): EpochDay {
  return toEpochDay(`${month}-${String(Math.min(day, daysInMonth(month))).padStart(2, '0')}` as CalendarDate);
}

/** The same day of the following months, after a day, up to and including another. */
export function monthlyDays(from: CalendarDate, after: EpochDay, until: EpochDay): EpochDay[] {
  const days: EpochDay[] = [];
  for (let months = 1; ; months += 1) {
    const day = Math.max(toEpochDay(addMonths(from, months)), months === 1 ? after + 1 : 0);
    if (day > until) return days;
    if (day > after) days.push(day);
  }
}

function dueLater(next: CalendarDate, step: Step, dueDay: number, count: number): EpochDay {
  if (step.months === 0) return toEpochDay(next) + count * step.days;
  return dayInMonth(monthOf(addMonths(`${monthOf(next)}-01` as CalendarDate, step.months * count)), dueDay);
}
