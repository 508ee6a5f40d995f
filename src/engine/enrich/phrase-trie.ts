import { hasDigit } from '../../domain/text.js';

/** A pattern found in a row of words: which one, and the words it covers. */
export interface PhraseHit {
  readonly pattern: number;
  readonly start: number;
  /** Index after the last word. */
  readonly end: number;
}

interface Node {
  next: Map<string, Node> | null;
  /** Follows a word that holds a digit. */
  digit: Node | null;
  /** Follow a word that begins with their text; found by its first letters. */
  prefixes: Map<string, { text: string; node: Node }[]> | null;
  patterns: number[] | null;
}

/** Letters by which prefixes are found; a shorter prefix would match too much anyway. */
const PREFIX_KEY_LENGTH = 2;

function emptyNode(): Node {
  return { next: null, digit: null, prefixes: null, patterns: null };
}

/**
 * All phrases of the reference data as one tree over whole words, so that a description is read once however many names are
 * known: cost grows with the length of the line, not with the number of phrases.
 * Patterns are normalised text; `#` is a word with a digit, a final `*` makes the last word a prefix.
 */
export class PhraseTrie {
  private readonly root = emptyNode();
  /** Words with digits that some pattern names, and the prefixes that a word with digits may begin with. */
  private readonly digitWords = new Set<string>();
  private readonly prefixTexts = new Map<string, string[]>();

  add(pattern: string, id: number): void {
    let node = this.root;
    for (const word of pattern.split(' ')) node = this.step(node, word);
    node.patterns ??= [];
    node.patterns.push(id);
  }

  private step(node: Node, word: string): Node {
    if (word === '#') {
      node.digit ??= emptyNode();
      return node.digit;
    }
    if (word.endsWith('*')) {
      return this.prefixStep(node, word.slice(0, -1));
    }
    if (hasDigit(word)) this.digitWords.add(word);
    node.next ??= new Map();
    let child = node.next.get(word);
    if (!child) {
      child = emptyNode();
      node.next.set(word, child);
    }
    return child;
  }

  private prefixStep(node: Node, text: string): Node {
    if (text.length < PREFIX_KEY_LENGTH) throw new Error(`the prefix ${text}* is too short`);
    node.prefixes ??= new Map();
    const key = text.slice(0, PREFIX_KEY_LENGTH);
    const alike = node.prefixes.get(key) ?? [];
    const known = alike.find((prefix) => prefix.text === text);
    if (known) return known.node;
    const created = { text, node: emptyNode() };
    node.prefixes.set(key, [...alike, created]);
    const texts = this.prefixTexts.get(key) ?? [];
    if (!texts.includes(text))
      this.prefixTexts.set(
        key,
        [...texts, text].sort((a, b) => b.length - a.length),
      );
    return created.node;
  }

  /** What the patterns can tell of a word with a digit: words of the same answer give the same hits wherever they stand. */
  seenAs(word: string): string {
    if (this.digitWords.has(word)) return word;
    const begins = this.prefixTexts.get(word.slice(0, PREFIX_KEY_LENGTH))?.find((text) => word.startsWith(text));
    return begins === undefined ? '#' : `${begins}#`;
  }

  /** Every occurrence of every pattern, in order of its first word. */
  find(words: readonly string[]): PhraseHit[] {
    const hits: PhraseHit[] = [];
    for (let start = 0; start < words.length; start += 1) this.walk(this.root, words, start, start, hits);
    return hits;
  }

  private walk(node: Node, words: readonly string[], start: number, at: number, hits: PhraseHit[]): void {
    if (node.patterns) for (const pattern of node.patterns) hits.push({ pattern, start, end: at });
    const word = words[at];
    if (word === undefined) return;
    const child = node.next?.get(word);
    if (child) this.walk(child, words, start, at + 1, hits);
    if (node.digit && hasDigit(word)) this.walk(node.digit, words, start, at + 1, hits);
    const alike = node.prefixes?.get(word.slice(0, PREFIX_KEY_LENGTH));
    if (alike) {
      for (const prefix of alike) if (word.startsWith(prefix.text)) this.walk(prefix.node, words, start, at + 1, hits);
    }
  }
}
