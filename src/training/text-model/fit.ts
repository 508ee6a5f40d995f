import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import { featuresOf, softmax } from '../../engine/enrich/text-model.js';

/** Words of a statement line without its channel, and the category it belongs to. */
export interface TextExample {
  readonly words: readonly string[];
  readonly category: LeafId;
}

export interface FitOptions {
  readonly buckets: number;
  readonly epochs: number;
  readonly learningRate: number;
  /** Shrinkage of a weight per update that touches it. */
  readonly l2: number;
  readonly seed: number;
}

/** Weights before quantisation, row per bucket. */
export interface FittedWeights {
  readonly classes: readonly LeafId[];
  readonly weights: Float32Array;
}

/** A generator with a stated seed (Lehmer 1951, multiplier 48271), so that training gives the same bytes everywhere. */
function lehmer(seed: number): () => number {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function shuffled(count: number, random: () => number): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** Scores of all classes for a row of features, on the scale that the shipped model uses. */
export function scoresOf(
  weights: Float32Array | Int8Array,
  classes: number,
  features: readonly number[],
  scale: number,
): Float64Array {
  const scores = new Float64Array(classes);
  for (const feature of features) {
    for (let index = 0; index < classes; index += 1) {
      scores[index] = (scores[index] ?? 0) + (weights[feature * classes + index] ?? 0);
    }
  }
  const factor = scale / Math.sqrt(features.length || 1);
  return scores.map((score) => score * factor);
}

/** Multinomial logistic regression over hashed n-grams, by stochastic gradient descent with a decaying rate. */
export function fitTextModel(examples: readonly TextExample[], options: FitOptions): FittedWeights {
  const classes = [...new Set(examples.map(({ category }) => category))].sort();
  const classIndex = new Map(classes.map((category, index) => [category, index]));
  const prepared = examples.map(({ words, category }) => ({
    features: featuresOf(words, options.buckets),
    target: classIndex.get(category) ?? 0,
  }));
  const weights = new Float32Array(options.buckets * classes.length);
  const random = lehmer(options.seed);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const rate = options.learningRate / (1 + epoch);
    for (const at of shuffled(prepared.length, random)) {
      const example = prepared[at];
      if (example && example.features.length > 0) step(weights, classes.length, example, rate, options.l2);
    }
  }
  return { classes, weights };
}

function step(
  weights: Float32Array,
  classes: number,
  example: { features: readonly number[]; target: number },
  rate: number,
  l2: number,
): void {
  const probabilities = softmax(scoresOf(weights, classes, example.features, 1), 1);
  const factor = rate / Math.sqrt(example.features.length);
  for (const feature of example.features) {
    for (let index = 0; index < classes; index += 1) {
      const at = feature * classes + index;
      const error = (probabilities[index] ?? 0) - (index === example.target ? 1 : 0);
      const weight = weights[at] ?? 0;
      weights[at] = weight - factor * error - rate * l2 * weight;
    }
  }
}

/** The temperature that makes held-back examples likeliest, by golden-section search on their negative log-likelihood. */
export function fitTemperature(scores: readonly Float64Array[], targets: readonly number[]): number {
  const loss = (temperature: number) =>
    scores.reduce(
      (sum, row, at) => sum - Math.log(Math.max(1e-12, softmax(row, temperature)[targets[at] ?? 0] ?? 0)),
      0,
    );
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [0.2, 8];
  for (let round = 0; round < 40; round += 1) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Math.round(((low + high) / 2) * 1000) / 1000;
}
