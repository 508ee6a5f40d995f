import { type CurrencyCode, formatDecimal, type MinorUnits } from '../../domain/money.js';
import { hasDigit, wordsOf } from '../../domain/text.js';

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
  // A word said twice is said once, but `118 118` is a name.
  return words.filter((word, at) => hasDigit(word) || words.indexOf(word) === at);
}

/** Share of a known name's words from which the descriptions are taken to mean that name, cut short by the bank. */
const NAMED_SHARE_MIN = 0.5;

/**
 * What all descriptions of a counterparty's flows have in common; the counterparty's name where they share no word. A name of
 * which the descriptions keep only a part stands in full (`LINE INSURANCE` of Direct Line is `DIRECT LINE INSURANCE`).
 */
export function labelRootOf(siblings: readonly Labelled[], name: string): string {
  const shared = commonWords(siblings.flatMap(({ labels }) => labels));
  if (shared.length === 0) return name;
  const named = wordsOf(name);
  const kept = named.filter((word) => shared.includes(word));
  if (kept.length === named.length || kept.length < named.length * NAMED_SHARE_MIN) return shared.join(' ');
  return [...named, ...shared.filter((word) => !named.includes(word))].join(' ');
}

/** How a description of cash reads without dates and numbers; its telling words alone would be the place of the machine. */
export function cashLabelOf(description: string): string {
  return wordsOf(description)
    .filter((word) => word.length > 1 && !hasDigit(word))
    .join(' ');
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
