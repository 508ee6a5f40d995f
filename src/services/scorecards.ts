import { AppError } from '../domain/errors.js';
import { SCORE_KINDS, type Scorecard, type ScoreKind, type ScoreReference } from '../domain/score.js';
import { FEATURES } from '../engine/score/features.js';
import { scorecardSchema } from '../reference/compile-scores.js';
import { lockProject } from '../store/projects.js';
import {
  insertScorecard,
  listScorecards as listStored,
  retireScorecard,
  type ScorecardRecord,
  type ScorecardRole,
  setScorecardRole,
} from '../store/scorecards.js';
import { scorecardHash, shippedScores } from './score-policies.js';
import type { Services } from './services.js';

export type { ScorecardRole } from '../store/scorecards.js';

/** A scorecard that a project can use: its own, or one that comes with Saldo. */
export interface OfferedScorecard extends Omit<ScorecardRecord, 'projectId' | 'createdAt'> {
  readonly isShipped: boolean;
  /** Null for a shipped one. */
  readonly createdAt: string | null;
}

const SHIPPED = 'shipped-';
const DIRECTIONS = new Map(FEATURES.map(({ id, direction }) => [id, direction]));

/** The project's own scorecards, newest first, then the shipped ones. A shipped one is champion where no other is. */
export async function listScorecards(services: Services, projectId: string): Promise<OfferedScorecard[]> {
  const own = (await listStored(services.database, projectId)).map(({ projectId: _, ...scorecard }) => ({
    ...scorecard,
    isShipped: false,
  }));
  const scores = shippedScores(services);
  if (scores === null) return own;
  const shipped = SCORE_KINDS.map((name) => {
    const hasOwn = own.some((scorecard) => scorecard.name === name && scorecard.role === 'champion');
    return shippedScorecard(name, scores, hasOwn ? 'retired' : 'champion');
  });
  return [...own, ...shipped];
}

function shippedScorecard(name: ScoreKind, scores: ScoreReference, role: ScorecardRole): OfferedScorecard {
  const { scorecard: model, version } = scores[name];
  return {
    id: SHIPPED + name,
    name,
    version,
    hash: scorecardHash(model),
    model,
    role,
    createdAt: null,
    isShipped: true,
  };
}

/** The scorecard; throws UNKNOWN_ENTITY for an unknown or foreign one. */
export async function getScorecard(services: Services, projectId: string, id: string): Promise<OfferedScorecard> {
  const found = (await listScorecards(services, projectId)).find((scorecard) => scorecard.id === id);
  if (!found) throw new AppError('UNKNOWN_ENTITY', 'There is no scorecard with this id');
  return found;
}

/**
 * Keeps a scorecard that `saldo train` wrote, in no use yet. Throws BAD_REQUEST naming what is wrong with the file,
 * ALREADY_EXISTS when the project has it or it is the shipped one.
 */
export async function addScorecard(services: Services, projectId: string, file: unknown): Promise<OfferedScorecard> {
  const parsed = scorecardSchema.safeParse(file);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      'BAD_REQUEST',
      `The body is no scorecard: ${issue?.path.join('.') || 'body'}: ${issue?.message}`,
    );
  }
  const model: Scorecard = parsed.data;
  const name = SCORE_KINDS.find((kind) => kind === model.name);
  if (name === undefined) throw new AppError('BAD_REQUEST', `name must be one of ${SCORE_KINDS.join(', ')}`);
  checkFeatures(model);
  const hash = scorecardHash(model);
  const scores = shippedScores(services);
  const isShipped = scores !== null && SCORE_KINDS.some((kind) => scorecardHash(scores[kind].scorecard) === hash);
  const { database, newId, now } = services;
  const created = isShipped
    ? null
    : await insertScorecard(database, {
        projectId,
        id: newId(),
        name,
        version: model.version,
        hash,
        model,
        createdAt: now().toISOString(),
      });
  if (created === null) throw new AppError('ALREADY_EXISTS', 'The project has this very scorecard already');
  const { projectId: _, ...scorecard } = created;
  return { ...scorecard, isShipped: false };
}

/** A scorecard may only use the catalogue, once each, in bins that rise and that move risk the way the feature states. */
function checkFeatures({ features }: Scorecard): void {
  const seen = new Set<string>();
  for (const [at, { id, bins }] of features.entries()) {
    const fault = (what: string) => new AppError('BAD_REQUEST', `features.${at}: ${what}`);
    const direction = DIRECTIONS.get(id);
    if (direction === undefined) throw fault('is not in the catalogue of features');
    if (seen.has(id)) throw fault('is there twice');
    seen.add(id);
    const limits = bins.map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY);
    const rises = limits.every((limit, bin) => bin === 0 || limit > (limits[bin - 1] ?? limit));
    if (!rises || bins.at(-1)?.upTo !== null) throw fault('limits must rise and only the last bin be open');
    const sign = direction === 'higher_is_safer' ? 1 : -1;
    const isMonotone = bins.every(
      ({ weightOfEvidence }, bin) =>
        bin === 0 || sign * (weightOfEvidence - (bins[bin - 1]?.weightOfEvidence ?? 0)) >= 0,
    );
    if (!isMonotone) throw fault(`weights of evidence must follow the feature’s direction, ${direction}`);
  }
}

/**
 * Gives a scorecard a use; the one that had it retires. Without a champion of the project's own the shipped one is champion,
 * which is also how a shipped one is taken back. Analyses that have ended keep their scores.
 * Throws UNKNOWN_ENTITY, and BAD_REQUEST for a use that the scorecard cannot have.
 */
export async function useScorecard(
  services: Services,
  projectId: string,
  id: string,
  role: ScorecardRole,
): Promise<OfferedScorecard> {
  const wanted = await getScorecard(services, projectId, id);
  if (wanted.isShipped && role !== 'champion') {
    throw new AppError('BAD_REQUEST', 'role of a shipped scorecard can only be champion: make another one champion');
  }
  if (role === 'champion' && !wanted.isShipped) checkWording(services, wanted.model);
  await services.database.transaction(async (transaction) => {
    // Held, so that two changes at once do not both find the place free.
    await lockProject(transaction, projectId);
    if (role !== 'retired') await retireScorecard(transaction, projectId, wanted.name, role);
    if (!wanted.isShipped) await setScorecardRole(transaction, projectId, id, role);
  });
  return getScorecard(services, projectId, id);
}

/** Clients are told reasons in sentences: a champion must not use a feature that has none. */
function checkWording(services: Services, { features }: Scorecard): void {
  const wordings = Object.values(shippedScores(services)?.wording ?? {});
  const without = features.filter(({ id }) => wordings.some(({ clauses }) => clauses[id] === undefined));
  if (without.length === 0) return;
  const ids = without.map(({ id }) => id).join(', ');
  throw new AppError('BAD_REQUEST', `A champion needs a sentence for each feature; there is none for ${ids}`);
}
