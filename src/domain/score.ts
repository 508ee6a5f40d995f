import type { Language } from './taxonomy/taxonomy.js';
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

/** A measure on cases that the fit did not see: the mean over repetitions and its 95 % interval over bootstrap samples of cases. */
export interface ValidatedMeasure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How well a scorecard did in repeated stratified cross-validation on its own cases. */
export interface ScorecardValidation {
  readonly repetitions: number;
  readonly folds: number;
  readonly seed: number;
  /** Area under the ROC curve, 0..1, 0.5 is chance. */
  readonly auc: ValidatedMeasure;
  /** Largest distance between goods and bads by score, 0..1. */
  readonly ks: ValidatedMeasure;
  /** Mean squared error of the probability, 0..1, less is better. */
  readonly brier: ValidatedMeasure;
  /** Slope of outcome on predicted log odds: 1 is calibrated, less is too sure. */
  readonly calibrationSlope: ValidatedMeasure;
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
  /** Left out where the file says nothing of it. */
  readonly validation?: ScorecardValidation | undefined;
  /** Log odds of being good where every weight of evidence is 0. */
  readonly intercept: number;
  readonly scale: PointsScale;
  readonly features: readonly ScorecardFeature[];
}

/** Points given for a feature's value, by judgement or published rule; rising or falling as the feature's direction says. */
export interface PointsTableFeature {
  readonly id: string;
  readonly bins: readonly { readonly upTo: number | null; readonly points: number }[];
  /** Points where the feature cannot be known. */
  readonly missingPoints: number;
}

/** A score as it is issued: a trained scorecard, how far it is believed, and what its cases could not show. */
export interface ScorePolicy {
  readonly version: string;
  readonly scorecard: Scorecard;
  /** Log odds of being good of a customer who is average in every way. */
  readonly priorLogOdds: number;
  /** Share of the scorecard's log odds that is believed on the customers scored, 0..1. */
  readonly transferWeight: number;
  /** Lowest scores of the bands that a lender reads the score in, 0 to 1000, rising; none where it is not read in bands. */
  readonly bands: readonly number[];
  readonly features: readonly PointsTableFeature[];
}

/** The two scores, and the names that their scorecards bear. */
export const SCORE_KINDS = ['credit', 'payment'] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];

/** Lowest and highest value of each score, whole numbers. */
export const SCORE_RANGES = { credit: { min: 0, max: 1000 }, payment: { min: 1, max: 10 } } as const;

/** One score without words and transactions. */
export interface ScoreOutcome {
  readonly version: string;
  /** On the score's own scale. */
  readonly value: number;
  /** 0 (risky) to 1000 (safe). */
  readonly points: number;
  /** 0..1, within the horizon. */
  readonly probabilityOfDefault: number;
  readonly horizonMonths: number;
  /** What each feature of the policy moved, in points, in the policy's order. */
  readonly effects: readonly { readonly id: string; readonly value: number | null; readonly points: number }[];
}

export const INDICATORS = ['livingStandard', 'budgetManagement', 'financialEvolution'] as const;
export type Indicator = (typeof INDICATORS)[number];

export interface IndicatorPolicy {
  readonly start: number;
  readonly features: readonly PointsTableFeature[];
}

/** Wording of reasons in one language; `{value}`, `{reference}` and `{clause}` stand for what is filled in. */
export interface ReasonWording {
  readonly raises: string;
  readonly lowers: string;
  readonly unknown: string;
  /** Added to what is said of a balance from which gambling was taken out. */
  readonly withoutGambling: string;
  readonly decimalSeparator: string;
  readonly clauses: Readonly<Record<string, string>>;
  /** What would raise the score; `{target}`, `{value}`, `{points}` and `{clause}` stand for what is filled in. */
  readonly whatWould: { readonly change: string; readonly clauses: Readonly<Record<string, string>> };
}

/** All that scores are made from, as reference data. */
export interface ScoreReference {
  /** Hash of the files it was read from. */
  readonly hash: string;
  readonly credit: ScorePolicy;
  readonly payment: ScorePolicy;
  readonly indicators: Readonly<Record<Indicator, IndicatorPolicy>>;
  readonly wording: Readonly<Record<Language, ReasonWording>>;
}

/** Why a score is what it is: one feature with what it moved. */
export interface ScoreReason {
  /** The feature's id. */
  readonly code: string;
  /** Points of 0..1000 that the feature gave (positive) or took, against the average customer. */
  readonly points: number;
  readonly value: number | null;
  /** The value from which on the feature no longer costs points; null where every value does. */
  readonly reference: number | null;
  /** For a letter to the applicant. */
  readonly sentences: Readonly<Record<Language, string>>;
  readonly transactionIds: readonly TransactionId[];
}

/** A change of one feature alone, all others held, that would raise the score. */
export interface ScoreChange {
  /** The feature's id. */
  readonly code: string;
  /** The customer's value and the nearest one that brings the points, in the feature's unit. */
  readonly value: number;
  readonly to: number;
  /** Points of 0..1000 that the score would rise by, ≥ 0; 0 only as part of a combination, from below the score's floor. */
  readonly points: number;
  readonly sentences: Readonly<Record<Language, string>>;
}

/** What would raise a score. */
export interface WhatWouldChange {
  /** The smallest helpful change of each actionable feature alone, most points first; each brings at least one point. */
  readonly changes: readonly ScoreChange[];
  /** Null in the highest band. */
  readonly nextBand: {
    /** The band's lowest score. */
    readonly from: number;
    /** The score after all of the changes together; null where no change of actionable features is enough. */
    readonly score: number | null;
    readonly changes: readonly ScoreChange[];
  } | null;
}

export interface IssuedScore {
  readonly version: string;
  readonly value: number;
  /** 0..1, within the horizon. */
  readonly probabilityOfDefault: number;
  readonly horizonMonths: number;
  /** Largest effect first. */
  readonly reasons: readonly ScoreReason[];
}

export interface CreditScore extends IssuedScore {
  /** Each −5 (bad) to +5 (good). */
  readonly indicators: Readonly<Record<Indicator, number>>;
  readonly whatWouldChange: WhatWouldChange;
}

export interface Scores {
  /** 0 (risky) to 1000 (safe). */
  readonly creditScore: CreditScore;
  /** 1 (risky) to 10 (safe). */
  readonly paymentScore: IssuedScore;
  /** Every feature's value, so that the scores can be computed again. */
  readonly features: readonly FeatureValue[];
}
