import type { Reason } from '../../domain/analysis.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { leaf } from '../../domain/taxonomy/taxonomy.js';
import type { Evidence } from './evidence.js';

/** Rank bands with a calibration of their own; the parameter `confidence.<kind>-<band>` holds the share that was right. */
const BANDS: readonly (readonly [number, string])[] = [
  [95, 'certain'],
  [85, 'outright'],
  [65, 'known'],
  [50, 'likely'],
  [30, 'generic'],
  [0, 'weak'],
];

/** Two pieces of evidence this close in rank that disagree leave the decision open. */
const RIVAL_RANK_GAP = 12;
/** Agreement closes this share of the distance to certainty. */
const AGREEMENT_SHARE = 0.4;

function bandOf(rank: number): number {
  const band = BANDS.findIndex(([from]) => rank >= from);
  return band < 0 ? BANDS.length - 1 : band;
}

const KINDS = ['hint', 'counterparty', 'merchant', 'phrase', 'context'] as const;
const SHARES = new WeakMap<Reference, ReadonlyMap<string, readonly number[]>>();

/** The calibrated shares by kind of evidence and band, looked up once per reference. */
function sharesOf(reference: Reference): ReadonlyMap<string, readonly number[]> {
  let shares = SHARES.get(reference);
  if (!shares) {
    const fallback = parameterOf(reference, 'confidence.default');
    shares = new Map(
      KINDS.map((kind) => [
        kind,
        BANDS.map(([, band]) => reference.parameters[`confidence.${kind}-${band}`] ?? fallback),
      ]),
    );
    SHARES.set(reference, shares);
  }
  return shares;
}

/**
 * Calibrated probability that the decision is right: the share of right decisions of its kind and strength, raised when
 * other evidence agrees and lowered when a rival is nearly as strong.
 */
export function confidenceOf(decision: Evidence, evidence: readonly Evidence[], reference: Reference): number {
  // The model's probability is calibrated by itself.
  if (decision.kind === 'model') return Math.round(decision.rank * 1000) / 1000;
  let confidence = sharesOf(reference).get(decision.kind)?.[bandOf(decision.rank)] ?? 0.5;
  if (evidence.length === 1) return confidence;
  const value = leaf(decision.category).algoanCategory;
  const others = evidence.filter((other) => other !== decision);
  const rival = others.some(
    (other) => leaf(other.category).algoanCategory !== value && decision.rank - other.rank < RIVAL_RANK_GAP,
  );
  const agrees = others.some((other) => leaf(other.category).algoanCategory === value);
  if (rival) confidence *= parameterOf(reference, 'confidence.rival-factor');
  else if (agrees) confidence += (1 - confidence) * AGREEMENT_SHARE;
  return Math.round(confidence * 1000) / 1000;
}

/** The reasons of a decision in order of weight; the weights add up to 1. */
export function reasonsOf(decision: Evidence, evidence: readonly Evidence[]): Reason[] {
  if (evidence.length === 1) return [{ kind: decision.kind, id: decision.id, weight: 1 }];
  const supporting = [
    decision,
    ...evidence.filter((other) => other !== decision && other.category === decision.category),
  ];
  const total = supporting.reduce((sum, { rank }) => sum + Math.max(rank, 1), 0);
  return supporting.map(({ kind, id, rank }) => ({
    kind,
    id,
    weight: Math.round((Math.max(rank, 1) / total) * 100) / 100,
  }));
}
