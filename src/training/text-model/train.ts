import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { NamedParty, PhraseRule } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import { featuresOf, softmax } from '../../engine/enrich/text-model.js';
import { textExamples } from './examples.js';
import { type FitOptions, fitTemperature, fitTextModel, scoresOf, type TextExample } from './fit.js';

/** The model as it is shipped: weights as signed bytes in base64. */
export interface TextModelFile {
  readonly hash: string;
  readonly buckets: number;
  readonly classes: readonly LeafId[];
  readonly scale: number;
  readonly temperature: number;
  readonly weights: string;
  readonly trainedOn: { readonly examples: number; readonly heldBack: number };
  /** On the held-back names: how often the likeliest class is right, and the calibration error of its probability. */
  readonly heldBack: { readonly accuracy: number; readonly ece: number };
}

const OPTIONS: FitOptions = { buckets: 16_384, epochs: 12, learningRate: 0.6, l2: 1e-5, seed: 20261121 };
const INT8_MAX = 127;

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function measure(scores: readonly Float64Array[], targets: readonly number[], temperature: number) {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, said: 0, right: 0 }));
  let right = 0;
  scores.forEach((row, at) => {
    const probabilities = softmax(row, temperature);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const isRight = best === targets[at] ? 1 : 0;
    right += isRight;
    const bin = bins[Math.min(9, Math.floor((probabilities[best] ?? 0) * 10))];
    if (bin) {
      bin.n += 1;
      bin.said += probabilities[best] ?? 0;
      bin.right += isRight;
    }
  });
  const ece = bins.reduce((sum, { said, right: hits }) => sum + Math.abs(said - hits), 0) / (scores.length || 1);
  return { accuracy: round(right / (scores.length || 1)), ece: round(ece) };
}

/** Trains, quantises and calibrates the text model; the same reference data gives the same bytes. */
export function trainTextModel(parties: readonly NamedParty[], phrases: readonly PhraseRule[]): TextModelFile {
  const { training, heldBack } = textExamples(parties, phrases);
  const { classes, weights } = fitTextModel(training, OPTIONS);
  const largest = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0) || 1;
  const scale = largest / INT8_MAX;
  const quantised = Int8Array.from(weights, (weight) => Math.round(weight / scale));
  const known = heldBack.filter(({ category }) => classes.includes(category));
  const scores = known.map(({ words }: TextExample) =>
    scoresOf(quantised, classes.length, featuresOf(words, OPTIONS.buckets), scale),
  );
  const targets = known.map(({ category }) => classes.indexOf(category));
  const temperature = fitTemperature(scores, targets);
  const bytes = new Uint8Array(quantised.buffer);
  return {
    hash: bytesToHex(sha256(bytes)),
    buckets: OPTIONS.buckets,
    classes,
    scale,
    temperature,
    weights: Buffer.from(bytes).toString('base64'),
    trainedOn: { examples: training.length, heldBack: known.length },
    heldBack: measure(scores, targets, temperature),
  };
}
