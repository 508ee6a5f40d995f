import type { CalendarDate } from './calendar-date.js';
import type { MinorUnits } from './money.js';
import type { TransactionId } from './transaction.js';

export const INCOME_KINDS = [
  'wage',
  'self_employment',
  'pension',
  'benefit',
  'rent',
  'alimony',
  'capital',
  'family_support',
  'gambling',
  'cash',
  'other',
] as const;
export type IncomeKind = (typeof INCOME_KINDS)[number];

/** Who pays the customer, and how well one can count on it. */
export interface IncomeSource {
  /** The counterparty's id, or the income's kind where nobody is named. */
  readonly id: string;
  readonly name: string | null;
  readonly kind: IncomeKind;
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  readonly transactionIds: readonly TransactionId[];
  readonly firstSeen: CalendarDate;
  readonly lastSeen: CalendarDate;
  /** Whether its payments keep a rhythm. */
  readonly isRegular: boolean;
  /** False once a regular source is missed by more than one period. */
  readonly isRunning: boolean;
  /**
   * Whether a lender would count on it: earned, or granted by law or court, and still running.
   * Help from relatives, gambling and cash never are; income of unknown purpose only when an organisation pays it regularly.
   */
  readonly isDependable: boolean;
  /** 1 − standard deviation ÷ mean of its pays, 0..1, advances netted; null with fewer than three. */
  readonly stability: number | null;
  /** Median change from one pay to the next as a share of the median pay; null with fewer than three. */
  readonly trend: number | null;
  /** Day of the month on which it usually falls; null without a monthly rhythm. */
  readonly payday: number | null;
  readonly next: CalendarDate | null;
  /** Usual income a month: its usual pays times pays a month; null where it keeps no rhythm. */
  readonly usualMonthlyMinor: MinorUnits | null;
  /** Usual pay: the median of its pays, advances netted. */
  readonly usualMinor: MinorUnits;
  /** Paid early, before the pay that is smaller by it. */
  readonly advanceIds: readonly TransactionId[];
  /** Wages: true for a staffing agency, false for an employer known to be none; null where not known and for other kinds. */
  readonly isStaffingAgency: boolean | null;
}
