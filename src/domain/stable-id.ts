import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Bytes kept of the digest: 96 bits, the 24 hexadecimal characters of contract A's identifiers. */
const ID_BYTES = 12;

const UTF8 = new TextEncoder();
/** UTF-16 code units take at most three bytes each in UTF-8. */
const BYTES_PER_UNIT = 3;
/** Where texts are encoded: an import asks for an id for each of its transactions, and each encoding of its own costs as much as the hash. */
let scratch = new Uint8Array(4_096);

/** 24 lower-case hexadecimal characters that depend on the parts and their order alone. */
export function stableId(...parts: readonly string[]): string {
  // Lengths are part of the text, so that ["ab", "c"] and ["a", "bc"] differ.
  let text = '';
  for (const part of parts) text += `${part.length}:${part}`;
  if (text.length * BYTES_PER_UNIT > scratch.length) scratch = new Uint8Array(text.length * BYTES_PER_UNIT);
  const { written } = UTF8.encodeInto(text, scratch);
  return bytesToHex(sha256(scratch.subarray(0, written)).subarray(0, ID_BYTES));
}

/** JSON with the keys of every object in order: equal for equal content, however it was stored in between. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
