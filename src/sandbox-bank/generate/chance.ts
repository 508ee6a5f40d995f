/** A repeatable stream of numbers in [0, 1): the same seed gives the same stream, in every process and for ever. */
export type Chance = () => number;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over UTF-16 units, mixed once more because near seeds ("…day 1", "…day 2") must not give near numbers. */
function hashOf(seed: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < seed.length; index++) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), FNV_PRIME);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The stream of a seed (mulberry32). */
export function chanceOf(seed: string): Chance {
  let state = hashOf(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `low` to `high`, both included. */
export function wholeBetween(chance: Chance, low: number, high: number): number {
  return low + Math.floor(chance() * (high - low + 1));
}

/** One of a list; the list must not be empty. */
export function oneOf<T>(chance: Chance, list: readonly [T, ...T[]] | readonly T[]): T {
  const picked = list[Math.floor(chance() * list.length)];
  if (picked === undefined) throw new RangeError('nothing to pick from');
  return picked;
}

/** `count` digits, the first of them not zero. */
export function digits(chance: Chance, count: number): string {
  let text = String(wholeBetween(chance, 1, 9));
  while (text.length < count) text += String(wholeBetween(chance, 0, 9));
  return text;
}
