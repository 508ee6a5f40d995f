import type { IssuedScore, Scores } from '../../../domain/score.js';

/** Contract A has version, value and indicators; probability, horizon and reasons stand beside them. */
export function presentScores({ creditScore, paymentScore }: Scores) {
  return {
    creditScore: { ...presentIssued(creditScore), indicators: creditScore.indicators },
    paymentScore: presentIssued(paymentScore),
  };
}

function presentIssued({ version, value, probabilityOfDefault, horizonMonths, reasons }: IssuedScore) {
  const reasonCodes = reasons.map((reason) => ({ ...reason, transactionIds: [...reason.transactionIds] }));
  return { version, value, probabilityOfDefault, horizonMonths, reasonCodes };
}
