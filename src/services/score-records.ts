import type { Analysis } from '../domain/analysis.js';
import type { Reference } from '../domain/reference.js';
import { type FeatureValue, SCORE_KINDS, type ScoreKind, type ScorePolicy } from '../domain/score.js';
import { outcomeOf } from '../engine/score/apply-policy.js';
import type { AnalysisRecord } from '../store/analyses.js';
import type { Queryable } from '../store/database.js';
import { insertScoreRecord, listScoreRecords, type ScoredAs, type ScoreRecord } from '../store/score-records.js';
import { findPolicy, type ScorecardRecord, savePolicy } from '../store/scorecards.js';
import { policyAround, policyHash, scorecardHash } from './score-policies.js';
import type { Services } from './services.js';

export type { ScoreRecord } from '../store/score-records.js';

/** One of the scorecards that take part in an analysis, side by side. */
export interface ScoredBy {
  readonly score: ScoreKind;
  readonly role: ScoredAs;
  readonly policy: ScorePolicy;
}

/** The champion of each score, as the reference has it, and the project's challengers. */
export function scorersOf({ scores }: Reference, inUse: readonly ScorecardRecord[]): ScoredBy[] {
  if (scores === null) return [];
  const champions = SCORE_KINDS.map((score) => ({ score, role: 'champion' as const, policy: scores[score] }));
  const challengers = inUse
    .filter(({ role }) => role === 'challenger')
    .map((own) => ({ score: own.name, role: 'challenger' as const, policy: policyAround(scores[own.name], own) }));
  return [...champions, ...challengers];
}

/**
 * Writes down every score of a finished analysis with what it was made of, challengers' too, in the caller's transaction.
 * An analysis without scores, or for which the client asked for none, leaves no record.
 */
export async function recordScores(
  { now }: Pick<Services, 'now'>,
  transaction: Queryable,
  analysis: AnalysisRecord,
  { result, scorers }: { result: Analysis; scorers: readonly ScoredBy[] },
): Promise<void> {
  if (result.scores === null || analysis.disableScores) return;
  const { features } = result.scores;
  const { projectId, customerId, id: analysisId } = analysis;
  const createdAt = now().toISOString();
  for (const { score, role, policy } of scorers) {
    const outcome = outcomeOf(score, features, policy);
    const hash = policyHash(policy);
    await savePolicy(transaction, projectId, hash, policy);
    await insertScoreRecord(transaction, {
      projectId,
      customerId,
      analysisId,
      score,
      role,
      modelVersion: outcome.version,
      modelHash: scorecardHash(policy.scorecard),
      policyHash: hash,
      engineVersion: result.engineVersion,
      referenceHash: result.referenceHash,
      features: Object.fromEntries(features.map(({ id, value }) => [id, value])),
      points: outcome.points,
      probability: outcome.probabilityOfDefault,
      value: outcome.value,
      outcome: JSON.stringify(outcome),
      createdAt,
    });
  }
}

/** A score made again from its record. */
export interface Replay {
  readonly record: ScoreRecord;
  /** The outcome that this engine makes of the record's features and policy, as JSON text. */
  readonly outcome: string;
  /** Whether that is, byte for byte, what was given then. */
  readonly isSame: boolean;
}

/**
 * Makes every score of an analysis again from what was kept of it: feature values and policy, neither bank data nor today's
 * models. Throws when a policy has been lost or does not bear its hash any more.
 */
export async function replayScores(
  { database }: Pick<Services, 'database'>,
  projectId: string,
  customerId: string,
  analysisId: string,
): Promise<Replay[]> {
  const records = await listScoreRecords(database, projectId, customerId, analysisId);
  const replays: Replay[] = [];
  for (const record of records) {
    const policy = await findPolicy(database, projectId, record.policyHash);
    if (policy === null || policyHash(policy) !== record.policyHash)
      throw new Error('the policy of a score record is not what was kept');
    const outcome = JSON.stringify(outcomeOf(record.score, featuresOf(record), policy));
    replays.push({ record, outcome, isSame: outcome === record.outcome });
  }
  return replays;
}

function featuresOf({ features }: ScoreRecord): FeatureValue[] {
  return Object.entries(features).map(([id, value]) => ({
    id,
    value,
    absentBecause: value === null ? 'not known when the score was made' : null,
  }));
}
