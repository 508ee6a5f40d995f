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

/** One bin of a feature: values above the previous bin's limit and up to `upTo`; the last has no limit. */
export interface ScoreBin {
  /** Upper limit, included; null for the last bin. */
  readonly upTo: number | null;
  readonly good: number;
  readonly bad: number;
  /** ln(share of goods ÷ share of bads); positive is safer than the average of the cases. */
  readonly weightOfEvidence: number;
}

export interface ScorecardFeature {
  readonly id: string;
  /** Log odds of being good per unit of weight of evidence, ≥ 0. */
  readonly coefficient: number;
  readonly bins: readonly ScoreBin[];
  /** For customers without the feature. */
  readonly missing: ScoreBin;
  readonly informationValue: number;
}

/** How log odds become points: 0 (risky) to 1000 (safe). */
export interface PointsScale {
  /** Points at which good and bad are equally likely. */
  readonly pointsAtEvenOdds: number;
  /** Points by which the odds of being good double. */
  readonly pointsToDoubleOdds: number;
}

/** A scorecard as data: what `saldo train` writes and the engine applies. */
export interface Scorecard {
  readonly name: string;
  readonly version: string;
  /** Months after the decision within which the outcome was observed. */
  readonly horizonMonths: number;
  readonly description: string;
  /** Where the cases come from. */
  readonly citation: string;
  readonly cases: { readonly total: number; readonly bad: number };
  /** Log odds of being good where every weight of evidence is 0. */
  readonly intercept: number;
  readonly scale: PointsScale;
  readonly features: readonly ScorecardFeature[];
}
