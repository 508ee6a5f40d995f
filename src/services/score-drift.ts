import type { ScorecardFeature, ScoreKind, ScorePolicy } from '../domain/score.js';
import { listProjectsToMeasure, listScoreDrift, replaceScoreDrift, type ScoreDriftRow } from '../store/score-drift.js';
import { type DriftRecord, listFirstRecords, listRecordsAfter } from '../store/score-records.js';
import { populationStability } from '../training/measures.js';
import { policyAround, shippedScores } from './score-policies.js';
import { getScorecard, listScorecards, type OfferedScorecard } from './scorecards.js';
import type { Services } from './services.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The span that is held against the past. */
const RECENT_DAYS = 90;
/** Projects measured at a time: housekeeping must not hold up its other work. */
const CHUNK = 50;

/** How many records drift is measured by. */
export interface DriftLimits {
  /** The first ones, which stand for the past where the scorecard's file has no distribution. */
  readonly first: number;
  /** Fewer recent ones tell nothing. */
  readonly recentMin: number;
  /** The newest ones are a sample large enough. */
  readonly recentMax: number;
}

const LIMITS: DriftLimits = { first: 200, recentMin: 100, recentMax: 10_000 };

/** How far one distribution has moved: below 0.1 hardly, from 0.25 on much (Siddiqi 2006). */
export interface Drift {
  /** Population stability index, ≥ 0; null with too few records on either side. */
  readonly psi: number | null;
  /** What the last 90 days are held against. */
  readonly against: 'training' | 'first_records';
  /** Recent records that were counted. */
  readonly records: number;
}

export interface ScorecardDrift {
  readonly scorecardId: string;
  readonly name: ScoreKind;
  readonly modelHash: string;
  readonly score: Drift;
  readonly features: readonly (Drift & { readonly id: string })[];
}

/** The drift of a scorecard as of now; throws UNKNOWN_ENTITY for an unknown or foreign one. */
export async function measureDrift(
  services: Services,
  projectId: string,
  scorecardId: string,
  limits: DriftLimits = LIMITS,
): Promise<ScorecardDrift> {
  return driftOf(services, projectId, await getScorecard(services, projectId, scorecardId), limits);
}

async function driftOf(
  services: Services,
  projectId: string,
  scorecard: OfferedScorecard,
  limits: DriftLimits,
): Promise<ScorecardDrift> {
  const { database, now } = services;
  const since = now().getTime() - RECENT_DAYS * DAY_MS;
  const { hash, name } = scorecard;
  const first = await listFirstRecords(database, projectId, hash, limits.first);
  const recent = await listRecordsAfter(database, projectId, hash, { after: new Date(since), count: limits.recentMax });
  const firstEnd = new Date(first.at(-1)?.createdAt ?? 0).getTime();
  const samples: Samples = {
    recent,
    first: first.length < limits.first ? [] : first,
    later: recent.filter(({ createdAt }) => new Date(createdAt).getTime() > firstEnd),
    recentMin: limits.recentMin,
  };
  const shipped = shippedScores(services)?.[name];
  const policy = shipped ? policyAround(shipped, scorecard) : null;
  return {
    scorecardId: scorecard.id,
    name,
    modelHash: hash,
    score: againstFirst(samples, ({ points }) => Math.min(SCORE_BANDS - 1, Math.floor(points / 100)), SCORE_BANDS),
    features: policy === null ? [] : featureDrifts(policy, samples),
  };
}

const SCORE_BANDS = 10;

interface Samples {
  readonly recent: readonly DriftRecord[];
  /** Empty until there are enough. */
  readonly first: readonly DriftRecord[];
  /** The recent ones that are not among the first. */
  readonly later: readonly DriftRecord[];
  readonly recentMin: number;
}

type BinOf = (record: DriftRecord) => number;

function featureDrifts({ scorecard, features }: ScorePolicy, samples: Samples): (Drift & { id: string })[] {
  const fitted = scorecard.features.map((feature) => ({ id: feature.id, ...againstTraining(feature, samples) }));
  const judged = features
    .filter(({ id }) => !scorecard.features.some((feature) => feature.id === id))
    .map(({ id, bins }) => ({ id, ...againstFirst(samples, binOfFeature(id, bins), bins.length + 1) }));
  return [...fitted, ...judged];
}

/** The place of a feature's value among the bins; missing values have a place of their own behind them. */
function binOfFeature(id: string, bins: readonly { readonly upTo: number | null }[]): BinOf {
  return ({ features }) => {
    const value = features[id] ?? null;
    const at = value === null ? -1 : bins.findIndex(({ upTo }) => upTo === null || value <= upTo);
    return at < 0 ? bins.length : at;
  };
}

function againstTraining(feature: ScorecardFeature, { recent, recentMin }: Samples): Drift {
  const expected = [...feature.bins, feature.missing].map(({ good, bad }) => good + bad);
  const isEnough = recent.length >= recentMin && expected.some((cases) => cases > 0);
  const actual = counted(recent, binOfFeature(feature.id, feature.bins), expected.length);
  return {
    psi: isEnough ? populationStability(expected, actual) : null,
    against: 'training',
    records: recent.length,
  };
}

function againstFirst({ first, later, recentMin }: Samples, binOf: BinOf, bins: number): Drift {
  const isEnough = first.length > 0 && later.length >= recentMin;
  const psi = isEnough ? populationStability(counted(first, binOf, bins), counted(later, binOf, bins)) : null;
  return { psi, against: 'first_records', records: later.length };
}

function counted(records: readonly DriftRecord[], binOf: BinOf, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (const record of records) {
    const bin = binOf(record);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts;
}

/**
 * Measures the scorecards in use of every project that has given scores, at most once an hour whoever asks, and keeps the
 * results for the metrics; returns how many projects were measured.
 */
export async function measureAllDrift(services: Services, limits: DriftLimits = LIMITS): Promise<number> {
  const { database, now } = services;
  const due = await listProjectsToMeasure(database, new Date(now().getTime() - HOUR_MS), CHUNK);
  for (const projectId of due) {
    const inUse = (await listScorecards(services, projectId)).filter(({ role }) => role !== 'retired');
    const rows: ScoreDriftRow[] = [];
    for (const scorecard of inUse) {
      const { modelHash, name, score, features } = await driftOf(services, projectId, scorecard, limits);
      for (const { id, psi } of [{ id: 'score', ...score }, ...features]) {
        if (psi !== null) rows.push({ projectId, modelHash, score: name, feature: id, psi });
      }
    }
    await database.transaction((transaction) => replaceScoreDrift(transaction, projectId, rows, now()));
  }
  return due.length;
}

/** The drift that was measured last, of all projects. */
export function lastDrift({ database }: Pick<Services, 'database'>): Promise<ScoreDriftRow[]> {
  return listScoreDrift(database);
}
