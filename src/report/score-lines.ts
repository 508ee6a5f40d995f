import type { Analysis } from '../domain/analysis.js';
import { INDICATORS, type ScoreChange, type ScoreReason, type WhatWouldChange } from '../domain/score.js';
import type { TransactionId } from '../domain/transaction.js';
import { WITHOUT_GAMBLING } from '../engine/score/balance-features.js';
import { featureOf } from '../engine/score/features.js';
import { formatValue } from '../engine/score/reasons.js';

/** One reason in words, shortest first. */
export interface ReasonLine {
  readonly name: string;
  /** Points of 0 to 1000, positive raised the score. */
  readonly points: number;
  readonly value: string;
  /** The value from which on it costs no points; null where there is none. */
  readonly reference: string | null;
  readonly sentence: string;
  readonly transactionIds: readonly TransactionId[];
}

/** What would raise the credit score, in words. */
export interface ChangeLine {
  readonly name: string;
  /** Points that the score would rise by. */
  readonly points: number;
  readonly value: string;
  readonly to: string;
  readonly sentence: string;
}

/** The changes that lead to the next band. */
export interface NextBandLine {
  /** `reaching 600 (612 in all) takes` or why it cannot be reached. */
  readonly text: string;
  readonly changes: readonly ChangeLine[];
}

/** The scores as a credit analyst reads them. */
export interface ScoreLines {
  /** 0 (risky) to 1000 (safe). */
  readonly credit: number;
  /** Chance of default within the horizon. */
  readonly creditRisk: string;
  /** 1 (risky) to 10 (safe). */
  readonly payment: number;
  readonly paymentRisk: string;
  readonly indicators: readonly { readonly name: string; readonly step: number; readonly text: string }[];
  /** Of the credit score, largest effect first. */
  readonly reasons: readonly ReasonLine[];
  readonly paymentReasons: readonly ReasonLine[];
  /** Each alone, most points first. */
  readonly changes: readonly ChangeLine[];
  /** Null in the highest band. */
  readonly nextBand: NextBandLine | null;
}

const INDICATOR_NAMES = {
  livingStandard: 'Living standard',
  budgetManagement: 'Budget management',
  financialEvolution: 'Financial evolution',
} as const;

const NAMES: Readonly<Record<string, string>> = {
  'balance.lowest_after_payment': 'Lowest balance of 180 days',
  'balance.recent_lowest_after_payment': 'Lowest balance of 60 days',
  'balance.low_days_share': 'Days with little left',
  'balance.negative_days_share': 'Days overdrawn',
  'balance.recent_negative_days_share': 'Days overdrawn, last 90',
  'balance.recent_mean': 'Mean balance of 30 days',
  'flow.coverage': 'Income against spending',
  'debt.service_ratio': 'Debt service',
  'costs.fixed_ratio': 'Fixed costs',
  'income.longest_gap': 'Longest time without income',
  'income.variability': 'Income varies by',
  'income.benefits_share': 'Benefits in income',
  'savings.balance': 'Savings',
  'incidents.overdraft_charges': 'Overdraft charges',
  'incidents.rejections': 'Rejected payments',
  'incidents.fees': 'Incident fees',
  'incidents.seizures': 'Seizures',
  'incidents.debt_collection': 'Debt collection',
  'gambling.share': 'Gambling',
  'credit.short_term': 'Payday loans and advances',
  'credit.drawdowns': 'New credits',
  'credit.revolving_share': 'Revolving credit',
};

/** What a feature is called in a table; its id where it has no shorter name. */
export function featureName(code: string): string {
  return NAMES[code] ?? code;
}

/** What a feature of one customer is called. */
type NameOf = (code: string) => string;

/** A gambler's balances are named as what they are: without the gambling, so that they differ from those shown elsewhere. */
function namesFor({ features }: NonNullable<Analysis['scores']>): NameOf {
  const isGambler = features.some(({ id, value }) => id === 'gambling.share' && (value ?? 0) > 0);
  return (code) => featureName(code) + (isGambler && WITHOUT_GAMBLING.has(code) ? ', gambling aside' : '');
}

const UNIT_TEXTS = {
  share: '',
  days: ' days',
  count: ' times',
  'months of outgoings': ' months of outgoings',
  'per month': ' a month',
  ratio: ' times',
} as const;

/** A feature's value with its unit, as `30 %` or `0.32 months of outgoings`. */
export function featureText(code: string, value: number | null): string {
  if (value === null) return 'unknown';
  const { unit } = featureOf(code);
  const number = formatValue(value, unit);
  return number === '1' ? `1${UNIT_TEXTS[unit].replace(/s$/, '')}` : number + UNIT_TEXTS[unit];
}

/** A signed whole number with a sign in front of either kind: `+40`, `-140`, `0`. */
export function signedText(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}

function reasonLine(
  { code, points, value, reference, sentences, transactionIds }: ScoreReason,
  nameOf: NameOf,
): ReasonLine {
  return {
    name: nameOf(code),
    points,
    value: featureText(code, value),
    reference: reference === null ? null : featureText(code, reference),
    sentence: sentences.en,
    transactionIds,
  };
}

function changeLine({ code, points, value, to, sentences }: ScoreChange, nameOf: NameOf): ChangeLine {
  return {
    name: nameOf(code),
    points,
    value: featureText(code, value),
    to: featureText(code, to),
    sentence: sentences.en,
  };
}

function nextBandLine({ nextBand }: WhatWouldChange, nameOf: NameOf): NextBandLine | null {
  if (nextBand === null) return null;
  const { from, score, changes } = nextBand;
  const text =
    score === null
      ? `The next band, from ${from}, is out of reach of what the customer can change`
      : `The next band, from ${from}, is reached with ${score} by ${changes.length === 1 ? 'this' : 'all of these together'}`;
  return { text, changes: changes.map((change) => changeLine(change, nameOf)) };
}

function riskText(probability: number, months: number): string {
  const percent = 100 * probability;
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} % default in ${months} months`;
}

/** The scores in words; null where there are none, and `Analysis.scoresAbsentBecause` says why. */
export function scoreLines({ scores }: Pick<Analysis, 'scores'>): ScoreLines | null {
  if (scores === null) return null;
  const { creditScore, paymentScore } = scores;
  const nameOf = namesFor(scores);
  return {
    credit: creditScore.value,
    creditRisk: riskText(creditScore.probabilityOfDefault, creditScore.horizonMonths),
    payment: paymentScore.value,
    paymentRisk: riskText(paymentScore.probabilityOfDefault, paymentScore.horizonMonths),
    indicators: INDICATORS.map((id) => {
      const step = creditScore.indicators[id];
      return { name: INDICATOR_NAMES[id], step, text: signedText(step) };
    }),
    reasons: creditScore.reasons.map((reason) => reasonLine(reason, nameOf)),
    paymentReasons: paymentScore.reasons.map((reason) => reasonLine(reason, nameOf)),
    changes: creditScore.whatWouldChange.changes.map((change) => changeLine(change, nameOf)),
    nextBand: nextBandLine(creditScore.whatWouldChange, nameOf),
  };
}
