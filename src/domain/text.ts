const APOSTROPHES = /['’‘`´]/g;
const COMBINING = /[\u0300-\u036f]/g;
const NOT_ALPHANUMERIC = /[^A-Z0-9]+/g;

/** Letters that Unicode does not decompose into a base letter and a mark. */
const LIGATURES: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Þ: 'TH', ẞ: 'SS' };
const NOT_PLAIN = /[^\x20-\x26\x28-\x5f\x61-\x7e]/;

/**
 * The form in which names and wordings are compared: upper case, no accents, apostrophes deleted, everything else that is
 * neither letter nor digit a single space. Normalising twice equals once.
 */
export function normaliseText(text: string): string {
  return withoutMarks(text.toUpperCase()).replace(NOT_ALPHANUMERIC, ' ').trim();
}

/** Most bank lines hold neither accents nor apostrophes, so one look spares them four passes. */
function withoutMarks(upper: string): string {
  if (!NOT_PLAIN.test(upper)) return upper;
  return upper
    .normalize('NFD')
    .replace(COMBINING, '')
    .replace(/[ÆŒØŁĐÞẞ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replace(APOSTROPHES, '');
}

/** The words of the normalised text, in order; empty for a text without letters and digits. */
export function wordsOf(text: string): string[] {
  const upper = withoutMarks(text.toUpperCase());
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at < upper.length; at += 1) {
    const code = upper.charCodeAt(at);
    const isWord = (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
    if (isWord && start < 0) start = at;
    else if (!isWord && start >= 0) {
      words.push(upper.slice(start, at));
      start = -1;
    }
  }
  if (start >= 0) words.push(upper.slice(start));
  return words;
}

/** Whether a normalised word holds a digit. */
export function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (word.charCodeAt(at) < 58) return true;
  return false;
}
