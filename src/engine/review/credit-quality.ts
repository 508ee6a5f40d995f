import type { CreditQualityMetric, ReviewInput, ReviewProfile } from '../../domain/review.js';
import { medianOf } from '../insights/statistics.js';
import type { Driver } from './drivers.js';

/** How each driver compares to the project's other completed analyses of the same profile. */
export function creditQualityOf(
  drivers: readonly Driver[],
  { peers, peersMin, profile }: Pick<ReviewInput, 'peers' | 'peersMin' | 'profile'>,
): CreditQualityMetric[] {
  return drivers.map(({ name, unit, direction, value }) => {
    const values = peers
      .map((peer) => peer[name] ?? null)
      .filter((one): one is number => one !== null)
      .sort((a, b) => a - b);
    const isFew = values.length < peersMin;
    return {
      name,
      value,
      unit,
      peerGroup: peerGroupOf(profile, isFew ? peersMin : null),
      peerCount: values.length,
      peerMedian: isFew ? null : medianOf(values),
      percentile: value === null || isFew ? null : percentileOf(value, values),
      direction,
    };
  });
}

/** `needed` is how many peers there had to be, null when there are enough. */
function peerGroupOf(profile: ReviewProfile, needed: number | null): string {
  const group = `completed ${profile} analyses of this project`;
  return needed === null ? group : `${group}; no median or percentile under ${needed} of them`;
}

/** Share of the peers that are lower, equal ones counted half (mid-rank), 0 to 100 with one decimal. */
function percentileOf(value: number, sorted: readonly number[]): number {
  const lower = sorted.filter((one) => one < value).length;
  const equal = sorted.filter((one) => one === value).length;
  return Math.round(((lower + equal / 2) / sorted.length) * 1_000) / 10;
}
