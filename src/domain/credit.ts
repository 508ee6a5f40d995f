import type { CalendarDate } from './calendar-date.js';
import type { MinorUnits } from './money.js';
import type { TransactionId } from './transaction.js';

export const CREDIT_KINDS = [
  'mortgage',
  'consumer',
  'revolving',
  'student',
  'payday',
  'leasing',
  'split_payment',
  'unspecified',
] as const;
export type CreditKind = (typeof CREDIT_KINDS)[number];

/** One credit as its repayments show it. Amounts keep the sign of the transactions: repaid is negative, received positive. */
export interface CreditDetail {
  /** The cash flow of the repayments; null for repayments that form none, such as a purchase paid in two parts. */
  readonly cashFlowId: string | null;
  readonly kind: CreditKind;
  /** Name of the lender; null where the statement names none. */
  readonly lender: string | null;
  /** `ended`: missed by more than one period. A payment seen once is `active` while it is recent. */
  readonly status: 'active' | 'ended';
  /** Usual monthly repayment: the median payment, times payments a month; null where no rhythm is known. */
  readonly monthlyMinor: MinorUnits | null;
  readonly totalMinor: MinorUnits;
  readonly firstSeen: CalendarDate;
  readonly lastSeen: CalendarDate;
  readonly transactionIds: readonly TransactionId[];
  /** Instalments that bounced; not part of the total. */
  readonly rejectedTransactionIds: readonly TransactionId[];
  /** Repayments of the same lender beyond the plan. */
  readonly prepaymentIds: readonly TransactionId[];
  /** Money received from the same lender before the repayments, which they most likely repay. */
  readonly drawdownIds: readonly TransactionId[];
  /** Months until the last repayment; null where no loan account tells. */
  readonly remainingMonths: number | null;
  /** What is still owed, negative; null where no loan account tells. */
  readonly remainingMinor: MinorUnits | null;
}

/** Use of revolving credit: drawn and repaid in the period, with what it leaves. */
export interface RevolvingUse {
  readonly lender: string | null;
  readonly drawnMinor: MinorUnits;
  readonly repaidMinor: MinorUnits;
  readonly drawdownIds: readonly TransactionId[];
  readonly repaymentIds: readonly TransactionId[];
}

/** Lenders from whom the customer first received money or to whom they first paid within the last days. */
export interface CreditSeeking {
  /** Days looked at, counted back from the last day of the analysis. */
  readonly days: number;
  /** Null when the history before those days is too short to tell a new lender from an old one. */
  readonly newLenders: readonly string[] | null;
  readonly transactionIds: readonly TransactionId[];
}
