import { AppError } from '../domain/errors.js';
import { SCORE_RANGES, type ScoreKind } from '../domain/score.js';
import { insertScoreOverride, listScoreOverrides, type ScoreOverride } from '../store/score-overrides.js';
import { getAnalysis } from './analyses.js';
import type { Services } from './services.js';

export type { ScoreOverride } from '../store/score-overrides.js';

/** Where an override belongs. */
export interface OverriddenAnalysis {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
}

/** The override in force of each score that has one. */
export type OverridesInForce = Readonly<Partial<Record<ScoreKind, ScoreOverride>>>;

/**
 * Keeps a person's decision beside a score, which stays as it was; a later one takes its place and both are kept.
 * Throws UNKNOWN_ENTITY for the analysis, BAD_REQUEST for a value outside the score's range or an analysis without scores.
 */
export async function overrideScore(
  services: Services,
  { projectId, customerId, analysisId }: OverriddenAnalysis,
  decision: Pick<ScoreOverride, 'score' | 'value' | 'reason' | 'by'>,
): Promise<ScoreOverride> {
  const { database, newId, now } = services;
  const { result, disableScores } = await getAnalysis(services, projectId, customerId, analysisId);
  if (disableScores || !result?.scores) throw new AppError('BAD_REQUEST', 'This analysis has no scores to override');
  const { min, max } = SCORE_RANGES[decision.score];
  if (!Number.isInteger(decision.value) || decision.value < min || decision.value > max)
    throw new AppError(
      'BAD_REQUEST',
      `value of the ${decision.score} score must be a whole number from ${min} to ${max}`,
    );
  const { score, value, reason, by } = decision;
  const at = now().toISOString();
  const override = { projectId, customerId, analysisId, id: newId(), score, value, reason, by, at };
  await insertScoreOverride(database, override);
  return override;
}

/** Every override of an analysis, oldest first; throws UNKNOWN_ENTITY for an unknown or foreign analysis. */
export async function listOverrides(
  services: Services,
  { projectId, customerId, analysisId }: OverriddenAnalysis,
): Promise<ScoreOverride[]> {
  await getAnalysis(services, projectId, customerId, analysisId);
  return listScoreOverrides(services.database, projectId, customerId, analysisId);
}

/** The overrides in force by analysis, of one analysis where an id is given: the latest of each score. */
export async function overridesInForce(
  { database }: Pick<Services, 'database'>,
  projectId: string,
  customerId: string,
  analysisId: string | null = null,
): Promise<ReadonlyMap<string, OverridesInForce>> {
  const byAnalysis = new Map<string, OverridesInForce>();
  for (const override of await listScoreOverrides(database, projectId, customerId, analysisId)) {
    const others = byAnalysis.get(override.analysisId);
    byAnalysis.set(override.analysisId, { ...others, [override.score]: override });
  }
  return byAnalysis;
}
