import type { FeatureValue, PointsTableFeature } from '../../domain/score.js';

/** Points of a table for one value; the table's own answer where the value cannot be known. */
export function pointsFor({ bins, missingPoints }: PointsTableFeature, value: number | null): number {
  if (value === null) return missingPoints;
  return bins.find(({ upTo }) => upTo === null || value <= upTo)?.points ?? missingPoints;
}

/** Points of all features of a table; a feature that was not computed counts as not known. */
export function tablePoints(
  table: readonly PointsTableFeature[],
  values: ReadonlyMap<string, FeatureValue>,
): { readonly id: string; readonly points: number }[] {
  return table.map((feature) => ({
    id: feature.id,
    points: pointsFor(feature, values.get(feature.id)?.value ?? null),
  }));
}
