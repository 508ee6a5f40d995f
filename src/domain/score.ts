import type { TransactionId } from './transaction.js';

/** The credit asked for; amounts in minor units of the analysis' currency, the payment per month. */
export interface CreditApplication {
  readonly amountMinor: number;
  readonly durationMonths: number;
  readonly monthlyPaymentMinor: number;
}

/** Which way risk goes as a feature's value rises. */
export type FeatureDirection = 'higher_is_safer' | 'higher_is_riskier';

/** A feature of one customer. */
export interface FeatureValue {
  readonly id: string;
  /** In the unit of the feature's definition; null when it cannot be known. */
  readonly value: number | null;
  /** Which facts are missing; null when there is a value. */
  readonly absentBecause: string | null;
  /** The transactions that make the value what it is. */
  readonly transactionIds: readonly TransactionId[];
}
