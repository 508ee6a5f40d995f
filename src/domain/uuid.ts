const OWN_ID = /^[0-9a-f]{24}$/;
const UUID = /^([0-9a-f]{8})-([0-9a-f]{4})-8([0-9a-f]{3})-8([0-9a-f]{3})-([0-9a-f]{6})([0-9a-f]{6})$/;
/** Digits that fill a UUID up: the first ones of the id once more, so that no two UUIDs mean the same id. */
const FILLER_DIGITS = 6;

/**
 * One of our ids (24 hexadecimal digits) in the form of contract B, a UUID in lower case. The digits keep their order, so
 * that UUIDs sort as the ids do. Version 8 of RFC 9562 (section 5.8), which leaves the digits to whoever makes the UUID: ours are neither
 * digests nor, all of them, random.
 */
export function uuidOf(id: string): string {
  if (!OWN_ID.test(id)) throw new Error('is not one of our ids');
  const part = (from: number, to: number) => id.slice(from, to);
  const tail = part(18, 24) + part(0, FILLER_DIGITS);
  return `${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${tail}`;
}

/** The id behind a UUID in any case; null for one that was not made by `uuidOf`. */
export function idOfUuid(uuid: string): string | null {
  const match = UUID.exec(uuid.toLowerCase());
  if (!match) return null;
  const id = match.slice(1, 6).join('');
  return match[6] === id.slice(0, FILLER_DIGITS) ? id : null;
}
