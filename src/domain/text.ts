const APOSTROPHES = /['’‘`´]/g;
const COMBINING = /[\u0300-\u036f]/g;
const NOT_ALPHANUMERIC = /[^A-Z0-9]+/g;

/** Letters that Unicode does not decompose into a base letter and a mark. */
const LIGATURES: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Þ: 'TH', ẞ: 'SS' };
const NOT_ASCII = /[^\x20-\x7e]/;

/**
 * The form in which names and wordings are compared: upper case, no accents, apostrophes deleted, everything else that is
 * neither letter nor digit a single space. Normalising twice equals once.
 */
export function normaliseText(text: string): string {
  let upper = text.toUpperCase();
  if (NOT_ASCII.test(upper)) {
    upper = upper
      .normalize('NFD')
      .replace(COMBINING, '')
      .replace(/[ÆŒØŁĐÞẞ]/g, (letter) => LIGATURES[letter] ?? letter);
  }
  return upper.replace(APOSTROPHES, '').replace(NOT_ALPHANUMERIC, ' ').trim();
}
