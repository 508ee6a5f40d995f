import type { Analysis } from '../domain/analysis.js';
import type { Reference } from '../domain/reference.js';
import { SCORE_KINDS, type ScoreKind, type ScorePolicy } from '../domain/score.js';
import { outcomeOf } from '../engine/score/apply-policy.js';
import type { AnalysisRecord } from '../store/analyses.js';
import type { Database, Queryable } from '../store/database.js';
import { insertScoreRecords, type ScoredAs, type ScoreRecord } from '../store/score-records.js';
import { type ScorecardRecord, savePolicies } from '../store/scorecards.js';
import { policyAround, policyHash, scorecardHash } from './score-policies.js';
import type { Services } from './services.js';

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
  { database, now }: Pick<Services, 'database' | 'now'>,
  transaction: Queryable,
  analysis: Pick<AnalysisRecord, 'projectId' | 'customerId' | 'id' | 'disableScores'>,
  { result, scorers }: { result: Analysis; scorers: readonly ScoredBy[] },
): Promise<void> {
  if (result.scores === null || analysis.disableScores) return;
  const { features } = result.scores;
  const { projectId, customerId, id: analysisId } = analysis;
  const createdAt = now().toISOString();
  const policies = new Map<string, ScorePolicy>();
  const records = scorers.map(({ score, role, policy }): ScoreRecord => {
    const outcome = outcomeOf(score, features, policy);
    const hash = policyHash(policy);
    policies.set(hash, policy);
    return {
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
    };
  });
  const unsure = new Map([...policies].filter(([hash]) => !KEPT.get(database)?.has(`${projectId} ${hash}`)));
  if (unsure.size > 0) {
    const kept = await savePolicies(transaction, projectId, unsure);
    KEPT.set(database, new Set([...(KEPT.get(database) ?? []), ...kept.map((hash) => `${projectId} ${hash}`)]));
  }
  await insertScoreRecords(transaction, records);
}

/** Projects and hashes of policies that were found kept: they stay, and nearly every analysis is scored by the same few. */
const KEPT = new WeakMap<Database, ReadonlySet<string>>();
