import type { CalendarDate } from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';
import type { Line } from '../words/lines.js';

/** One transaction of one account. */
export interface Entry {
  /** The bank's id of it. */
  readonly id: string;
  /** The key of the account in the person's table. */
  readonly account: string;
  readonly amountMinor: MinorUnits;
  readonly line: Line;
  /** Seconds since 1970 at which it was made; until it is booked it is pending. */
  readonly madeAt: number;
  /** Seconds since 1970 at which it was booked. */
  readonly bookedAt: number;
  readonly bookedDay: CalendarDate;
}
