import type { CalendarDate } from './calendar-date.js';
import type { MinorUnits } from './money.js';
import type { TransactionId } from './transaction.js';

export interface ForecastDay {
  readonly date: CalendarDate;
  /** The end-of-day balance is below this with a probability of 10 %. */
  readonly lowMinor: MinorUnits;
  /** As likely to be above as below. */
  readonly middleMinor: MinorUnits;
  /** The end-of-day balance is above this with a probability of 10 %. */
  readonly highMinor: MinorUnits;
}

/** A payment that the forecast counts on. */
export interface ExpectedPayment {
  /** The cash flow that it continues; null where it was seen once and is monthly by nature, as a wage or a rent is. */
  readonly cashFlowId: string | null;
  /** The last payment of its kind so far. */
  readonly lastTransactionId: TransactionId;
  readonly date: CalendarDate;
  /** Signed. */
  readonly amountMinor: MinorUnits;
}

/** The joined balance of the checking accounts of the analysis' currency in the days to come. */
export interface Forecast {
  /** Last day known; the forecast begins the day after. */
  readonly from: CalendarDate;
  readonly fromBalanceMinor: MinorUnits;
  readonly days: readonly ForecastDay[];
  readonly expected: readonly ExpectedPayment[];
  /** Mean daily change by everything that keeps no rhythm. */
  readonly irregularDailyMinor: MinorUnits;
  /** Forecasts of the customer's own past that the bands rest on. */
  readonly backCasts: number;
  /** First day on which the middle is below zero; null where it never is. */
  readonly negativeFrom: CalendarDate | null;
}
