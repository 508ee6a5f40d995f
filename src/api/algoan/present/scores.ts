import type { IssuedScore, Scores, WhatWouldChange } from '../../../domain/score.js';

/** Contract A has version, value and indicators; probability, horizon, reasons and what would change it stand beside them. */
export function presentScores({ creditScore, paymentScore }: Scores) {
  return {
    creditScore: {
      ...presentIssued(creditScore),
      indicators: creditScore.indicators,
      whatWouldChange: presentChanges(creditScore.whatWouldChange),
    },
    paymentScore: presentIssued(paymentScore),
  };
}

function presentIssued({ version, value, probabilityOfDefault, horizonMonths, reasons }: IssuedScore) {
  const reasonCodes = reasons.map((reason) => ({ ...reason, transactionIds: [...reason.transactionIds] }));
  return { version, value, probabilityOfDefault, horizonMonths, reasonCodes };
}

function presentChanges({ changes, nextBand }: WhatWouldChange) {
  return {
    changes: [...changes],
    nextBand: nextBand === null ? null : { ...nextBand, changes: [...nextBand.changes] },
  };
}
