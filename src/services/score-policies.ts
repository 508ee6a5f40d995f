import { createHash } from 'node:crypto';
import { calendarDateIn, type Instant } from '../domain/instant.js';
import type { Reference } from '../domain/reference.js';
import { SCORE_KINDS, type Scorecard, type ScoreKind, type ScorePolicy, type ScoreReference } from '../domain/score.js';
import { scorecardSchema } from '../reference/compile-scores.js';
import type { Project } from '../store/projects.js';
import type { ScorecardRecord } from '../store/scorecards.js';
import type { Services } from './services.js';

/** SHA-256 in hex of JSON whose keys keep their order. */
function hashOf(json: unknown): string {
  return createHash('sha256').update(JSON.stringify(json)).digest('hex');
}

/** Scorecards and policies never change, and every analysis asks for the hashes of the same few. */
const HASHES = new WeakMap<Scorecard | ScorePolicy, string>();

function keptHash<T extends Scorecard | ScorePolicy>(of: T, jsonOf: (of: T) => unknown): string {
  const hash = HASHES.get(of) ?? hashOf(jsonOf(of));
  HASHES.set(of, hash);
  return hash;
}

/** SHA-256 in hex of a scorecard, its fields in the schema's order: how the file was written makes no difference. */
export function scorecardHash(scorecard: Scorecard): string {
  return keptHash(scorecard, (json) => scorecardSchema.parse(json));
}

/** SHA-256 in hex of a policy with the scorecard in it. */
export function policyHash(policy: ScorePolicy): string {
  return keptHash(policy, (json) => json);
}

/** The shipped score models; null where none is shipped. */
export function shippedScores({ reference, now }: Pick<Services, 'reference' | 'now'>): ScoreReference | null {
  // Models are the same on every day: only parameters change.
  return reference(calendarDateIn(now().toISOString() as Instant, 'UTC')).scores;
}

/**
 * The shipped policy around a project's scorecard, as `saldo backtest --as-issued` measures it: prior, transfer weight and the
 * points by judgement stay.
 */
export function policyAround(shipped: ScorePolicy, { model, version }: Pick<ScorecardRecord, 'model' | 'version'>) {
  return { ...shipped, version, scorecard: model };
}

/**
 * The reference data with the default rates and transfer weights that a lender has set for a project in place of the shipped
 * ones; the very same where it has set none. A score's record keeps them with its policy.
 */
export function withLenderSettings(reference: Reference, project: Project | null): Reference {
  const { scores } = reference;
  if (scores === null || project === null) return reference;
  const { creditDefaultRate, creditTransferWeight, paymentDefaultRate, paymentTransferWeight } = project;
  const set = [creditDefaultRate, creditTransferWeight, paymentDefaultRate, paymentTransferWeight];
  if (set.every((value) => value === null)) return reference;
  const credit = policyWith(scores.credit, creditDefaultRate, creditTransferWeight);
  const payment = policyWith(scores.payment, paymentDefaultRate, paymentTransferWeight);
  return Object.freeze({ ...reference, scores: { ...scores, hash: hashOf([scores.hash, ...set]), credit, payment } });
}

function policyWith(policy: ScorePolicy, defaultRate: number | null, transferWeight: number | null): ScorePolicy {
  return {
    ...policy,
    priorLogOdds: defaultRate === null ? policy.priorLogOdds : Math.log((1 - defaultRate) / defaultRate),
    transferWeight: transferWeight ?? policy.transferWeight,
  };
}

/** The reference data with a project's champions in place of the shipped scorecards; the very same where it has none. */
export function withChampions(reference: Reference, inUse: readonly ScorecardRecord[]): Reference {
  const { scores } = reference;
  const champions = inUse.filter(({ role }) => role === 'champion');
  if (scores === null || champions.length === 0) return reference;
  const policyOf = (kind: ScoreKind) => {
    const champion = champions.find(({ name }) => name === kind);
    return champion ? policyAround(scores[kind], champion) : scores[kind];
  };
  const hash = hashOf([scores.hash, ...SCORE_KINDS.map((kind) => champions.find(({ name }) => name === kind)?.hash)]);
  return Object.freeze({
    ...reference,
    scores: { ...scores, hash, credit: policyOf('credit'), payment: policyOf('payment') },
  });
}
