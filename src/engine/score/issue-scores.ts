import type { Analysis } from '../../domain/analysis.js';
import { minorOfUnits } from '../../domain/money.js';
import type { Reference } from '../../domain/reference.js';
import {
  type CreditApplication,
  type FeatureValue,
  INDICATORS,
  type IndicatorPolicy,
  type IssuedScore,
  type ScorePolicy,
  type ScoreReference,
  type Scores,
} from '../../domain/score.js';
import { applyPolicy, tenthOf } from './apply-policy.js';
import { type ScoredAnalysis, scoreFactsOf } from './facts.js';
import { computeFeatures, type Evidence } from './features.js';
import { tablePoints } from './points-table.js';
import { reasonsOf } from './reasons.js';
import { whatWouldChange } from './what-would-change.js';

/** Beyond these a reason moves so little that it would only hide the others. */
const CREDIT_REASONS_MAX = 8;
const PAYMENT_REASONS_MAX = 4;

/** The scores of a completed analysis; null without score models or without a completed analysis. */
export function issueScores(
  analysis: ScoredAnalysis & Pick<Analysis, 'currency'>,
  reference: Reference,
  application: CreditApplication | null,
): Scores | null {
  const { scores } = reference;
  if (scores === null) return null;
  const modestIncome = reference.parameters[`score.modest-income-${analysis.currency.toLowerCase()}`];
  const modestIncomeMinor = modestIncome === undefined ? null : minorOfUnits(modestIncome, analysis.currency);
  const facts = scoreFactsOf(analysis, application, modestIncomeMinor);
  if (facts === null) return null;
  const { values, evidence } = computeFeatures(facts);
  return scoresOf(values, scores, evidence);
}

/**
 * The scores of one customer's features: what is stored with a score is enough to compute it again, the transactions
 * behind it aside.
 */
export function scoresOf(
  features: readonly FeatureValue[],
  reference: ScoreReference,
  evidence: Evidence = () => [],
): Scores {
  const values = new Map(features.map((feature) => [feature.id, feature]));
  const { value: points, ...credit } = issue(values, reference.credit, reference.wording, evidence, CREDIT_REASONS_MAX);
  const indicators = Object.fromEntries(
    INDICATORS.map((name) => [name, indicatorOf(reference.indicators[name], values)]),
  ) as Scores['creditScore']['indicators'];
  const payment = issue(values, reference.payment, reference.wording, evidence, PAYMENT_REASONS_MAX);
  return {
    creditScore: {
      ...credit,
      value: points,
      indicators,
      whatWouldChange: whatWouldChange(values, reference.credit, reference.wording),
    },
    paymentScore: { ...payment, value: tenthOf(payment.value) },
    features,
  };
}

function issue(
  values: ReadonlyMap<string, FeatureValue>,
  policy: ScorePolicy,
  wording: ScoreReference['wording'],
  evidence: Evidence,
  reasonsMax: number,
): IssuedScore {
  const { effects, points, probabilityOfDefault } = applyPolicy(values, policy);
  return {
    version: policy.version,
    value: points,
    probabilityOfDefault,
    horizonMonths: policy.scorecard.horizonMonths,
    reasons: reasonsOf(effects, policy, wording, evidence, reasonsMax),
  };
}

const INDICATOR_END = 5;

/** The start and the steps of all features, held between −5 and +5. */
function indicatorOf({ start, features }: IndicatorPolicy, values: ReadonlyMap<string, FeatureValue>): number {
  const steps = tablePoints(features, values).reduce((sum, { points }) => sum + points, start);
  return Math.max(-INDICATOR_END, Math.min(INDICATOR_END, steps));
}
