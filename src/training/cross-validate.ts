import type { ScoredOutcome } from './measures.js';
import { type Random, shuffled } from './random.js';
import { type CandidateFeature, type Example, type FitOptions, fitScorecard, predict } from './scorecard-fit.js';

/** One repetition: a prediction for every example by a model that did not see it, and the fold it was left out in. */
export interface Repetition {
  readonly scored: readonly ScoredOutcome[];
  readonly foldOf: readonly number[];
}

export interface Folds {
  readonly repetitions: number;
  readonly folds: number;
}

/** Stratified folds: as many bad cases in each as can be, in random order. */
export function stratifiedFolds(outcomes: readonly boolean[], folds: number, random: Random): number[] {
  const foldOf = new Array<number>(outcomes.length).fill(0);
  let next = 0;
  for (const isBad of [true, false]) {
    const indexes = outcomes.flatMap((outcome, at) => (outcome === isBad ? [at] : []));
    for (const at of shuffled(indexes, random)) {
      foldOf[at] = next % folds;
      next += 1;
    }
  }
  return foldOf;
}

/**
 * Repeated stratified cross-validation (Kohavi 1995). Everything that depends on data, the cutting into bins included,
 * is done anew on the training part of each fold.
 */
export function crossValidate(
  examples: readonly Example[],
  candidates: readonly CandidateFeature[],
  options: FitOptions,
  { repetitions, folds }: Folds,
  random: Random,
  onProgress: (done: number, all: number) => void = () => undefined,
): Repetition[] {
  const outcomes = examples.map(({ isBad }) => isBad);
  return Array.from({ length: repetitions }, (_, repetition) => {
    const foldOf = stratifiedFolds(outcomes, folds, random);
    const scored = new Array<ScoredOutcome>(examples.length);
    for (let fold = 0; fold < folds; fold += 1) {
      const card = fitScorecard(
        examples.filter((_, at) => foldOf[at] !== fold),
        candidates,
        options,
      );
      examples.forEach((example, at) => {
        if (foldOf[at] === fold) scored[at] = { probability: predict(card, example), isBad: example.isBad };
      });
      onProgress(repetition * folds + fold + 1, repetitions * folds);
    }
    return { scored, foldOf };
  });
}
