import { ENGINE_VERSION } from '../../engine/version.js';
import type { AnalysisRecord } from '../../services/analyses.js';
import type { OverridesInForce } from '../../services/score-overrides.js';
import { weakTagOf } from '../entity-tags.js';

/**
 * The entity tag of a finished analysis (RFC 9110 §8.8.3), made of all that its answer depends on: hashing the answer itself would
 * mean making it first.
 */
export function analysisEtag({ id, updatedAt }: AnalysisRecord, overrides: OverridesInForce | undefined): string {
  return weakTagOf(JSON.stringify([ENGINE_VERSION, id, updatedAt, overrides ?? {}]));
}
