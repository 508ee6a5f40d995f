import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOfUuid, uuidOf } from '../../src/domain/uuid.js';

const id = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 });

describe('a UUID of contract B', () => {
  it('means one of our ids, in any case, and is marked as custom (RFC 9562: version 8, variant 10)', () => {
    fc.assert(
      fc.property(id, (own) => {
        const uuid = uuidOf(own);
        expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(idOfUuid(uuid)).toBe(own);
        expect(idOfUuid(uuid.toUpperCase())).toBe(own);
      }),
    );
  });

  it('sorts as the ids do', () => {
    fc.assert(fc.property(id, id, (a, b) => uuidOf(a) < uuidOf(b) === a < b));
  });

  it('that we did not make means nothing', () => {
    expect(idOfUuid('aeeffb5c-4800-5f6f-8797-7f488351553d')).toBeNull();
    expect(idOfUuid('0123456789ab')).toBeNull();
    expect(() => uuidOf('another id')).toThrow();
  });
});
