import type { FeatureValue } from '../../domain/score.js';
import { BALANCE_FEATURES } from './balance-features.js';
import type { ScoreFacts } from './facts.js';
import type { Feature } from './feature.js';
import { FLOW_FEATURES } from './flow-features.js';
import { INCIDENT_FEATURES } from './incident-features.js';

/** Every number that a score may use; nothing outside this list reaches a score. */
export const FEATURES: readonly Feature[] = [...BALANCE_FEATURES, ...FLOW_FEATURES, ...INCIDENT_FEATURES];

const BY_ID: ReadonlyMap<string, Feature> = new Map(FEATURES.map((feature) => [feature.id, feature]));

/** The feature with this id; throws when the catalogue has none. */
export function featureOf(id: string): Feature {
  const feature = BY_ID.get(id);
  if (!feature) throw new Error(`no feature ${id} in the catalogue`);
  return feature;
}

/** The values of all features of one customer, in the catalogue's order. */
export function computeFeatures(facts: ScoreFacts): FeatureValue[] {
  return FEATURES.map((feature) => {
    const computed = feature.compute(facts);
    if (computed.value === null) {
      return { id: feature.id, value: null, absentBecause: computed.because, transactionIds: [] };
    }
    const transactionIds = computed.items.map((item) => (typeof item === 'string' ? item : item.id));
    // Twelve digits are far beyond what data carry and make the value independent of the order of a sum.
    return { id: feature.id, value: Number(computed.value.toPrecision(12)), absentBecause: null, transactionIds };
  });
}
