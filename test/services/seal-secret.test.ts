import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSecret, sealSecret, UnsealError } from '../../src/services/seal-secret.js';

const PLACE = 'subscription:p:s';
const KEY = 'operator key';

describe('a sealed secret', () => {
  it('opens to what it was, whatever that was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
        expect(openSecret(sealSecret(secret, PLACE, KEY), PLACE, KEY)).toBe(secret);
      }),
    );
  });

  it('shows nothing: neither the secret nor that two are equal', () => {
    const [one, two] = [sealSecret('hush hush', PLACE, KEY), sealSecret('hush hush', PLACE, KEY)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one.slice(3), 'base64url').toString('utf8')).not.toContain('hush');
  });

  it('opens in no other place and with no other key', () => {
    const sealed = sealSecret('hush', PLACE, KEY);
    expect(() => openSecret(sealed, 'subscription:p:other', KEY)).toThrow(UnsealError);
    expect(() => openSecret(sealed, PLACE, 'another key')).toThrow(UnsealError);
  });

  it('that was changed in any byte, or cut, does not open', () => {
    const sealed = sealSecret('hush', PLACE, KEY);
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openSecret(`v1.${changed.toString('base64url')}`, PLACE, KEY)).toThrow(UnsealError);
      expect(() => openSecret(`v1.${bytes.subarray(0, at).toString('base64url')}`, PLACE, KEY)).toThrow(UnsealError);
    }
    for (const text of ['', 'hush', 'v1.', `v2.${sealed.slice(3)}`])
      expect(() => openSecret(text, PLACE, KEY)).toThrow(UnsealError);
  });
});
