import { exponentOf } from '../domain/money.js';
import type { Reference } from '../domain/reference.js';
import type { CreditApplication } from '../domain/score.js';
import { classifyAmounts } from '../engine/insights/classify-amounts.js';
import { scoreFactsOf } from '../engine/score/facts.js';
import { computeFeatures } from '../engine/score/features.js';
import { caseAnalyser } from './analyse-case.js';
import { CaseError, type TrainingCase } from './case.js';
import type { Example } from './scorecard-fit.js';

/** The features of past cases, by the same functions that score a customer. */
export function examplesOf(
  cases: readonly TrainingCase[],
  reference: Reference,
  onProgress: (done: number, all: number) => void = () => undefined,
): Example[] {
  const analyse = caseAnalyser(reference);
  return cases.map((one, at) => {
    const analysis = analyse(one);
    const classified = classifyAmounts(analysis.accounts, analysis.transactions);
    const application = applicationOf(one, exponentOf(analysis.currency));
    const facts = scoreFactsOf({ ...analysis, classified }, application);
    if (facts === null) throw new CaseError(`case ${one.id}: ${analysis.error?.message ?? 'cannot be analysed'}`);
    onProgress(at + 1, cases.length);
    const values = new Map(computeFeatures(facts).values.map((value) => [value.id, value]));
    return { id: one.id, asOf: one.asOf, isBad: one.outcome === 'bad', values };
  });
}

function applicationOf({ application }: TrainingCase, exponent: number): CreditApplication | null {
  if (!application) return null;
  const minor = (units: number) => Math.round(units * 10 ** exponent);
  return {
    amountMinor: minor(application.amount),
    durationMonths: application.durationMonths,
    monthlyPaymentMinor: minor(application.monthlyPayment),
  };
}
