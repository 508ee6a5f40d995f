import type { CashFlow, CashFlowStatus } from '../../domain/analysis.js';
import type { BankCalendar } from '../../domain/bank-calendar.js';
import { type EpochDay, fromEpochDay } from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';
import { type DueRule, expectedAfter } from './due-rule.js';
import type { Occurrence } from './occurrence.js';
import type { Rhythm } from './rhythm.js';

/** Occurrences from which the amount of the next one is told. */
const RECENT_OCCURRENCES = 6;

export interface Standing {
  readonly status: CashFlowStatus;
  readonly next: CashFlow['next'];
}

/** What is known of a flow's past when asked about its future. */
export interface Past {
  /** Oldest first. */
  readonly occurrences: readonly Occurrence[];
  /** Signed amounts of the payments that went through, oldest first. */
  readonly amounts: readonly MinorUnits[];
  readonly rhythm: Rhythm | null;
  /** When it falls due; null without a rhythm. */
  readonly rule: DueRule | null;
}

/**
 * Whether a flow is young, running or over, and when it falls due next.
 * `ended` is missed by more than one period: nothing came for the longest distance of its period and one period more (for a
 * flow without rhythm: twice its longest interval). The next date is the booking day of the due date after the last occurrence;
 * one that was missed by more than `lateDaysMax` gives way to the following. The amount range is that of the recent payments.
 */
export function standingOf(
  { occurrences, amounts, rhythm, rule }: Past,
  calendar: BankCalendar,
  lastDay: EpochDay,
  matureMin: number,
  lateDaysMax: number,
): Standing {
  const count = occurrences.length;
  const last = occurrences.at(-1)?.day ?? lastDay;
  const first = occurrences[0]?.day ?? last;
  const patience =
    rhythm === null
      ? 2 * Math.max(30, count > 1 ? (last - first) / (count - 1) : 0)
      : rhythm.period.maxDays + rhythm.period.days;
  const isEnded = lastDay - last > patience;
  const status = isEnded ? 'ended' : count < matureMin ? 'early' : 'mature';
  if (isEnded || rule === null || amounts.length === 0) return { status, next: null };
  // A payment may be late by no more than half its period: then it was missed and the next one is due.
  const lateDays = Math.min(lateDaysMax, rule.period.days / 2);
  const expected = expectedAfter(
    occurrences.map(({ day }) => day),
    rule,
    calendar,
  );
  let next = expected.next().value;
  while (next + lateDays < lastDay) next = expected.next().value;
  const recent = amounts.slice(-RECENT_OCCURRENCES);
  return {
    status,
    next: { date: fromEpochDay(next), minMinor: Math.min(...recent), maxMinor: Math.max(...recent) },
  };
}
