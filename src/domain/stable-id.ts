import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes kept of the digest: 96 bits, the 24 hexadecimal characters of contract A's identifiers. */
const ID_BYTES = 12;

/**
 * Ids of 24 lower-case hexadecimal characters that depend on the parts and their order alone. The first parts are those that many
 * things share; they are digested once.
 */
export function stableIdsWithin(...first: readonly string[]): (...rest: readonly string[]) => string {
  const begun = sha256.create().update(bytesOf(first));
  const own = sha256.create();
  const digest = new Uint8Array(sha256.outputLen);
  return (...rest) => {
    begun._cloneInto(own).update(bytesOf(rest)).digestInto(digest);
    return bytesToHex(digest.subarray(0, ID_BYTES));
  };
}

/**
 * Ids of things that may look alike: each has the first occurrence number that is free. An id that was refused once is taken
 * to be refused for good, so that a thousand alike cost a thousand digests and not half a million.
 */
export class IdsByOccurrence {
  readonly #idOf: (content: string, occurrence: string) => string;
  readonly #nextOf = new Map<string, number>();

  constructor(idOf: (content: string, occurrence: string) => string) {
    this.#idOf = idOf;
  }

  /** The id of the first occurrence of this content that may be used. */
  first(content: string, isUsable: (id: string) => boolean): string {
    for (let occurrence = this.#nextOf.get(content) ?? 0; ; occurrence++) {
      const id = this.#idOf(content, String(occurrence));
      this.#nextOf.set(content, occurrence);
      if (isUsable(id)) return id;
    }
  }
}

/** Lengths are part of the text, so that ["ab", "c"] and ["a", "bc"] differ. */
function bytesOf(parts: readonly string[]): Uint8Array {
  return utf8ToBytes(parts.map((part) => `${part.length}:${part}`).join(''));
}

/** JSON with the keys of every object in order: equal for equal content, however it was stored in between. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
