import type { FeatureValue } from '../../domain/score.js';
import type { TransactionId } from '../../domain/transaction.js';
import { BALANCE_FEATURES } from './balance-features.js';
import type { ScoreFacts } from './facts.js';
import type { Feature } from './feature.js';
import { FLOW_FEATURES } from './flow-features.js';
import { INCIDENT_FEATURES } from './incident-features.js';

/** Every number that a score may use; nothing outside this list reaches a score. */
export const FEATURES: readonly Feature[] = [...BALANCE_FEATURES, ...FLOW_FEATURES, ...INCIDENT_FEATURES];

const PLACES: ReadonlyMap<string, number> = new Map(FEATURES.map(({ id }, at) => [id, at]));
const BY_ID: ReadonlyMap<string, Feature> = new Map(FEATURES.map((feature) => [feature.id, feature]));

/** The feature with this id; throws when the catalogue has none. */
export function featureOf(id: string): Feature {
  const feature = BY_ID.get(id);
  if (!feature) throw new Error(`no feature ${id} in the catalogue`);
  return feature;
}

/** The transactions behind a feature; none where it is not known or rests on days, not bookings. */
export type Evidence = (featureId: string) => readonly TransactionId[];

/** The values of all features of one customer, in the catalogue's order, and what stands behind each. */
export function computeFeatures(facts: ScoreFacts): { readonly values: FeatureValue[]; readonly evidence: Evidence } {
  const all = FEATURES.map((feature) => feature.compute(facts));
  const values = all.map((computed, at): FeatureValue => {
    const id = FEATURES[at]?.id ?? '';
    if (computed.value === null) return { id, value: null, absentBecause: computed.because };
    return { id, value: steady(computed.value), absentBecause: null };
  });
  const evidence: Evidence = (id) => {
    const computed = all[PLACES.get(id) ?? -1];
    return computed === undefined || computed.value === null ? [] : computed.evidence().map((item) => item.id);
  };
  return { values, evidence };
}

const STEADY = 1e9;

/** Nine decimals are far beyond what data carry and make a value independent of the order of its sums. */
function steady(value: number): number {
  return Math.round(value * STEADY) / STEADY + 0;
}
