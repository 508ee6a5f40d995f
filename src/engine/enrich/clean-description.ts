import type { Reference } from '../../domain/reference.js';
import { hasDigit } from '../../domain/text.js';
import type { Line } from './read-line.js';

const MASKED = /^X+$/;

/**
 * The words of a description that tell who or what it is: channel words, legal noise, references, dates and card numbers are
 * left out. The raw text is never changed; an empty answer means that nothing tells.
 */
export function tellingWords(line: Line, reference: Reference): string[] {
  const telling: string[] = [];
  for (let at = 0; at < line.descriptionLength; at += 1) {
    const word = line.words[at] ?? '';
    if (word.length === 1 || reference.noiseWords.has(word) || isOperation(line, at) || isMasked(word)) continue;
    if (hasDigit(word) && !isPartOfName(line, at)) continue;
    telling.push(word);
  }
  return telling;
}

/**
 * The words that name the other side in free text: the telling words up to the payer's message, each once, without the purpose
 * of the payment ("SALARIS", "LOYER"). Falls back on all telling words where nothing else is left.
 */
export function namingWords(line: Line, telling: readonly string[], reference: Reference): string[] {
  const end = line.words.findIndex(
    (word, at) => reference.remittanceMarkers.has(word) && holdsTelling(line, telling, at),
  );
  const before = end < 0 ? line.descriptionLength : end;
  const purposes = line.rules.filter(({ rule }) => rule.layer === 'purpose');
  const isNaming = (word: string) => {
    const at = line.words.indexOf(word);
    return at < before && !purposes.some(({ start, end: stop }) => at >= start && at < stop);
  };
  const naming = telling.filter((word, at) => telling.indexOf(word) === at && isNaming(word));
  return naming.length > 0 ? naming : telling.filter((word, at) => telling.indexOf(word) === at);
}

function holdsTelling(line: Line, telling: readonly string[], before: number): boolean {
  return telling.some((word) => line.words.indexOf(word) < before);
}

/** Whether the word belongs to what the bank printed about the operation. */
function isOperation(line: Line, at: number): boolean {
  return line.rules.some(({ rule, start, end }) => rule.layer === 'operation' && at >= start && at < end);
}

function isMasked(word: string): boolean {
  return word.charCodeAt(0) === 88 && MASKED.test(word);
}

/** Digits count where a known name holds them, as in `BET 365` or `118 118 MONEY`. */
function isPartOfName(line: Line, at: number): boolean {
  return line.parties.some((party) => at >= party.start && at < party.end);
}

/** Longest label shown, in words; what follows is place and reference in practice. */
const LABEL_WORDS_MAX = 6;

/** The description as a person would write it down; null where nothing is left but references and dates. */
export function labelOf(line: Line, telling: readonly string[]): string | null {
  if (telling.length > 0) return telling.slice(0, LABEL_WORDS_MAX).join(' ');
  const words = line.words.slice(0, line.descriptionLength).filter((word) => !hasDigit(word) && !isMasked(word));
  return words.slice(0, LABEL_WORDS_MAX).join(' ') || null;
}
