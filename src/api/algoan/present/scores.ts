import type { IssuedScore, Scores, WhatWouldChange } from '../../../domain/score.js';

/** A person's decision beside a score. */
interface Override {
  readonly value: number;
  readonly reason: string;
  readonly at: string;
}

/**
 * Contract A has version, value and indicators; probability, horizon, reasons, what would change it and a person's decision stand
 * beside them. The value is always the scorecard's own.
 */
export function presentScores(
  { creditScore, paymentScore }: Scores,
  overrides: { readonly credit?: Override; readonly payment?: Override } = {},
) {
  return {
    creditScore: {
      ...presentIssued(creditScore, overrides.credit),
      indicators: creditScore.indicators,
      whatWouldChange: presentChanges(creditScore.whatWouldChange),
    },
    paymentScore: presentIssued(paymentScore, overrides.payment),
  };
}

function presentIssued(score: IssuedScore, override: Override | undefined) {
  const { version, value, probabilityOfDefault, horizonMonths, reasons } = score;
  const reasonCodes = reasons.map((reason) => ({ ...reason, transactionIds: [...reason.transactionIds] }));
  const issued = { version, value, probabilityOfDefault, horizonMonths, reasonCodes };
  if (override === undefined) return issued;
  return { ...issued, override: { value: override.value, reason: override.reason, at: override.at } };
}

function presentChanges({ changes, nextBand }: WhatWouldChange) {
  return {
    changes: [...changes],
    nextBand: nextBand === null ? null : { ...nextBand, changes: [...nextBand.changes] },
  };
}
