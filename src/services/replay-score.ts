import type { FeatureValue, ScoreOutcome, ScorePolicy } from '../domain/score.js';
import { outcomeOf } from '../engine/score/apply-policy.js';
import type { ScoreRecord } from '../store/score-records.js';
import { policyHash, scorecardHash } from './score-policies.js';

/** What was kept of a score: the record without whose it is, and the policy, null when it has been lost. */
export interface KeptScore {
  readonly record: Omit<ScoreRecord, 'projectId' | 'customerId'>;
  readonly policy: ScorePolicy | null;
}

/** One thing that does not come out as it was kept. */
export interface Difference {
  /** `policyHash`, `modelHash`, `version`, `value`, `points`, `probability`, `features.ID`, `points.ID` or `outcome`. */
  readonly what: string;
  /** What the record says. */
  readonly kept: string | number | null;
  /** What comes out of the record's features and policy; null where nothing does. */
  readonly replayed: string | number | null;
}

/** A score made again from what was kept of it. */
export interface Replay extends KeptScore {
  /** Whether all of the record comes out again, the outcome byte for byte. */
  readonly isIdentical: boolean;
  readonly differences: readonly Difference[];
}

/** Makes a score again: neither bank data nor today's models take part. */
export function replayScore({ record, policy }: KeptScore): Replay {
  const differences = policy === null ? [lost(record)] : differencesOf(record, policy);
  return { record, policy, isIdentical: differences.length === 0, differences };
}

function lost({ policyHash: kept }: KeptScore['record']): Difference {
  return { what: 'policyHash', kept, replayed: null };
}

function differencesOf(record: KeptScore['record'], policy: ScorePolicy): Difference[] {
  const hash = policyHash(policy);
  // A policy that is not the one that was kept may not even be a policy: nothing is made with it.
  if (hash !== record.policyHash) return [{ what: 'policyHash', kept: record.policyHash, replayed: hash }];
  const outcome = outcomeOf(record.score, featuresOf(record), policy);
  const columns: Difference[] = [
    { what: 'modelHash', kept: record.modelHash, replayed: scorecardHash(policy.scorecard) },
    { what: 'version', kept: record.modelVersion, replayed: outcome.version },
    { what: 'value', kept: record.value, replayed: outcome.value },
    { what: 'points', kept: record.points, replayed: outcome.points },
    { what: 'probability', kept: record.probability, replayed: outcome.probabilityOfDefault },
  ];
  const text = JSON.stringify(outcome);
  return [
    ...columns.filter(({ kept, replayed }) => kept !== replayed),
    ...(text === record.outcome ? [] : withinOutcome(record.outcome, outcome, text)),
  ];
}

/** Where the text of an outcome says something else: feature by feature where it can be read, else as a whole. */
function withinOutcome(kept: string, replayed: ScoreOutcome, text: string): Difference[] {
  const effects = effectsOf(kept);
  const found = replayed.effects.flatMap(({ id, value, points }): Difference[] => {
    const own = effects.get(id);
    if (own === undefined) return [];
    return [
      { what: `features.${id}`, kept: own.value, replayed: value },
      { what: `points.${id}`, kept: own.points, replayed: points },
    ].filter((difference) => difference.kept !== difference.replayed);
  });
  return found.length > 0 ? found : [{ what: 'outcome', kept, replayed: text }];
}

function effectsOf(outcome: string): ReadonlyMap<string, { readonly value: number | null; readonly points: number }> {
  try {
    const { effects } = JSON.parse(outcome) as ScoreOutcome;
    return new Map(effects.map(({ id, value, points }) => [id, { value, points }]));
  } catch {
    return new Map();
  }
}

function featuresOf({ features }: KeptScore['record']): FeatureValue[] {
  return Object.entries(features).map(([id, value]) => ({
    id,
    value,
    absentBecause: value === null ? 'not known when the score was made' : null,
  }));
}
