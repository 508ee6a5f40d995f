import type { CreditQualityMetric, Drivers, ReviewProfile } from '../../domain/review.js';
import { medianOf } from '../insights/statistics.js';
import type { Driver } from './drivers.js';

/** Below this many peers a percentile says more about chance than about the client. */
const PEERS_MIN = 30;

/** How each driver compares to the project's other completed analyses of the same profile. */
export function creditQualityOf(
  drivers: readonly Driver[],
  peers: readonly Drivers[],
  profile: ReviewProfile,
): CreditQualityMetric[] {
  return drivers.map(({ name, unit, direction, value }) => {
    const values = peers
      .map((peer) => peer[name] ?? null)
      .filter((one): one is number => one !== null)
      .sort((a, b) => a - b);
    return {
      name,
      value,
      unit,
      peerGroup: peerGroupOf(profile, values.length),
      peerCount: values.length,
      peerMedian: medianOf(values),
      percentile: value === null || values.length < PEERS_MIN ? null : percentileOf(value, values),
      direction,
    };
  });
}

function peerGroupOf(profile: ReviewProfile, count: number): string {
  const group = `completed ${profile} analyses of this project`;
  return count < PEERS_MIN ? `${group}; no percentile under ${PEERS_MIN} of them` : group;
}

/** Share of the peers that are lower, equal ones counted half (mid-rank), 0 to 100 with one decimal. */
function percentileOf(value: number, sorted: readonly number[]): number {
  const lower = sorted.filter((one) => one < value).length;
  const equal = sorted.filter((one) => one === value).length;
  return Math.round(((lower + equal / 2) / sorted.length) * 1_000) / 10;
}
