import type { TextModel } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';

/** Lengths of the character n-grams a word is cut into, with its two ends marked. */
const NGRAM_MIN = 3;
const NGRAM_MAX = 5;
/** Words after these are places and references in practice. */
const WORDS_MAX = 4;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), folded to the number of buckets. */
function bucketOf(text: string, from: number, to: number, buckets: number): number {
  let hash = FNV_OFFSET;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return (hash >>> 0) % buckets;
}

/** Buckets of all n-grams of the first telling words; repeated where an n-gram repeats. */
export function featuresOf(words: readonly string[], buckets: number): number[] {
  const features: number[] = [];
  for (const word of words.slice(0, WORDS_MAX)) {
    const marked = `^${word}$`;
    features.push(bucketOf(marked, 0, marked.length, buckets));
    for (let size = NGRAM_MIN; size <= NGRAM_MAX; size += 1) {
      for (let at = 0; at + size <= marked.length; at += 1) features.push(bucketOf(marked, at, at + size, buckets));
    }
  }
  return features;
}

/** Softmax of class scores divided by the temperature (Guo et al. 2017, On Calibration of Modern Neural Networks). */
export function softmax(scores: Float64Array, temperature: number): Float64Array {
  const largest = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp((score - largest) / temperature));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** The likeliest category of a debit by its words, with its probability; null when there is nothing to read. */
export function predict(model: TextModel, words: readonly string[]): { category: LeafId; probability: number } | null {
  const features = featuresOf(words, model.buckets);
  if (features.length === 0) return null;
  const classes = model.classes.length;
  const scores = new Float64Array(classes);
  for (const feature of features) {
    const row = feature * classes;
    for (let index = 0; index < classes; index += 1)
      scores[index] = (scores[index] ?? 0) + (model.weights[row + index] ?? 0);
  }
  const factor = model.scale / Math.sqrt(features.length);
  const probabilities = softmax(
    scores.map((score) => score * factor),
    model.temperature,
  );
  let best = 0;
  probabilities.forEach((probability, index) => {
    if (probability > (probabilities[best] ?? 0)) best = index;
  });
  const category = model.classes[best];
  return category === undefined ? null : { category, probability: probabilities[best] ?? 0 };
}
