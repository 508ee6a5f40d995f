import { type CurrencyCode, formatDecimal, type MinorUnits } from '../../domain/money.js';

/** A sibling flow as the labels need it. */
export interface Labelled {
  /** Cleaned descriptions of its transactions. */
  readonly labels: readonly string[];
  /** Signed amounts of its transactions. */
  readonly amounts: readonly MinorUnits[];
}

/** The words that all texts share, in the order of the first. */
function commonWords(texts: readonly string[]): string[] {
  const distinct = [...new Set(texts)];
  const seenIn = new Map<string, number>();
  for (const text of distinct) {
    for (const word of new Set(text.split(' '))) seenIn.set(word, (seenIn.get(word) ?? 0) + 1);
  }
  const words = (distinct[0] ?? '').split(' ').filter((word) => word !== '' && seenIn.get(word) === distinct.length);
  return [...new Set(words)];
}

/** What all descriptions of a counterparty's flows have in common; `fallback` where they share no word. */
export function labelRootOf(siblings: readonly Labelled[], fallback: string): string {
  return commonWords(siblings.flatMap(({ labels }) => labels)).join(' ') || fallback;
}

/**
 * The root for an only flow; for siblings the root and what tells them apart: their own words, else their usual amount, else
 * a number in their order.
 */
export function labelsOf(siblings: readonly Labelled[], root: string, currency: CurrencyCode): string[] {
  if (siblings.length === 1) return [root];
  const rootWords = new Set(root.split(' '));
  const ownWords = siblings.map(({ labels }) =>
    commonWords(labels)
      .filter((word) => !rootWords.has(word))
      .join(' '),
  );
  const amounts = siblings.map(({ amounts }) => formatDecimal(Math.abs(medianOf(amounts)), currency));
  const suffixes = siblings.map((_, at) => {
    const words = ownWords[at] ?? '';
    const amount = amounts[at] ?? '';
    if (words !== '' && isOnly(words, ownWords)) return words;
    const full = words === '' ? amount : `${words} ${amount}`;
    return isOnly(amount, amounts)
      ? full
      : `${full} (${amounts.slice(0, at + 1).filter((one) => one === amount).length})`;
  });
  return suffixes.map((suffix) => `${root} - ${suffix}`);
}

function isOnly(value: string, values: readonly string[]): boolean {
  return values.indexOf(value) === values.lastIndexOf(value);
}

/** The middle value; the lower of two. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
