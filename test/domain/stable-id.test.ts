import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IdsByOccurrence, stableIdsWithin } from '../../src/domain/stable-id.js';

const stableId = stableIdsWithin();
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 24);

it('is the beginning of the SHA-256 of the parts with their lengths, however long they are', () => {
  expect(stableId('ab', 'c')).toBe(sha256('2:ab1:c'));
  expect(stableId('a', 'bc')).toBe(sha256('1:a2:bc'));
  const long = 'Müller & Söhne € '.repeat(1_000);
  expect(stableId(long, '')).toBe(sha256(`${long.length}:${long}0:`));
  expect(stableId('ab', 'c')).toBe(sha256('2:ab1:c'));
});

it('takes half of a surrogate pair for the replacement character', () => {
  expect(stableId('a\ud83d')).toBe(sha256('2:a\ufffd'));
});

it('is the same wherever the first parts end, and however many ids are asked for', () => {
  const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 5 });
  fc.assert(
    fc.property(parts, fc.array(parts), (first, rests) => {
      const idOf = stableIdsWithin(...first);
      for (const rest of rests) expect(idOf(...rest)).toBe(stableId(...first, ...rest));
    }),
  );
});

it('gives each of many alike the first free occurrence, at about one digest each', () => {
  let digests = 0;
  const ids = new IdsByOccurrence((content, occurrence) => {
    digests += 1;
    return content + occurrence;
  });
  const taken = new Set(['a0', 'a2']);
  const take = (content: string) => {
    const id = ids.first(content, (one) => !taken.has(one));
    taken.add(id);
    return id;
  };
  expect([take('a'), take('b'), take('a'), take('a')]).toEqual(['a1', 'b0', 'a3', 'a4']);
  for (let count = 0; count < 1_000; count += 1) take('a');
  expect(digests).toBeLessThan(3_000);
});
