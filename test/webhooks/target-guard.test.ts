import { describe, expect, it } from 'vitest';
import {
  type AllowList,
  guardTarget,
  type Lookup,
  parseAllowList,
  parseTarget,
  resolveBySystem,
  TargetRefused,
} from '../../src/webhooks/target-guard.js';

const NOTHING: AllowList = { hosts: new Set(), ranges: [] };

function allowing(text: string): AllowList {
  const allow = parseAllowList(text);
  if (allow === null) throw new Error(`${text} is not read`);
  return allow;
}

const resolvingTo =
  (...addresses: string[]): Lookup =>
  async () =>
    addresses;
const noLookup: Lookup = () => Promise.reject(new Error('nothing was to be looked up'));

/** Why a target is refused; null when it may be called. */
async function refusalOf(target: string, lookup: Lookup = noLookup, allow = NOTHING): Promise<string | null> {
  try {
    await guardTarget(target, allow, lookup);
    return null;
  } catch (error) {
    if (error instanceof TargetRefused) return error.kind;
    throw error;
  }
}

const FORBIDDEN = [
  ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
  ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fd12:3456::1', 'fec0::1'],
  ['link-local and metadata', '169.254.1.1', '169.254.169.254', 'fe80::1', 'fe80::1%eth0', 'fd00:ec2::254'],
  ['metadata elsewhere', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
  ['carrier NAT', '100.64.0.1', '100.127.255.255'],
  ['multicast and broadcast', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
  ['reserved', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '240.0.0.1', '2001:db8::1', '100::1'],
  ['wrapping IPv4', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::1'],
  ['tunnelling IPv4', '2002:7f00:1::', '2001::1'],
  ['not given out', '4000::1', '5f00::1'],
].flatMap(([kind = '', ...addresses]) => addresses.map((address) => [kind, address] as const));

describe('an address', () => {
  it.each(FORBIDDEN)('that is %s (%s) is refused, looked up or written out', async (_kind, address) => {
    expect(await refusalOf('https://hooks.example/x', resolvingTo(address))).toBe('address');
    if (address.includes('%')) return;
    expect(await refusalOf(`http://${address.includes(':') ? `[${address}]` : address}:8080/`)).toBe('address');
  });

  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.0.0.1/',
    'http://[::ffff:7f00:1]/',
    'http://127.0.0.1./',
  ])('in disguise, %s, is refused', async (target) => {
    expect(await refusalOf(target)).toBe('address');
  });

  it.each(['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111'])(
    'on the public internet, %s, may be called',
    async (address) => {
      const { addresses, url } = await guardTarget('https://hooks.example/x?y=1', NOTHING, resolvingTo(address));
      expect(addresses).toEqual([{ address, family: address.includes(':') ? 6 : 4 }]);
      expect(url.href).toBe('https://hooks.example/x?y=1');
    },
  );

  it('that is forbidden spoils the public ones beside it', async () => {
    expect(await refusalOf('https://hooks.example', resolvingTo('8.8.8.8', '10.0.0.1'))).toBe('address');
  });
});

describe('a target', () => {
  it.each([
    ['ftp://hooks.example', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['https://user@hooks.example', 'credentials'],
    ['https://user:word@hooks.example', 'credentials'],
    ['hooks.example/x', 'url'],
    ['', 'url'],
    ['http://', 'url'],
    [`https://hooks.example/${'x'.repeat(2_048)}`, 'url'],
  ])('such as %s is refused without a look-up', async (target, kind) => {
    expect(await refusalOf(target)).toBe(kind);
    expect(() => parseTarget(target)).toThrow(TargetRefused);
  });

  it('whose name does not resolve says so and no more', async () => {
    const failing: Lookup = () => Promise.reject(new Error('getaddrinfo ENOTFOUND hooks.internal 10.0.0.2'));
    for (const lookup of [failing, resolvingTo(), resolvingTo('nonsense')])
      expect(await refusalOf('https://hooks.internal', lookup)).toBe('unresolvable');
    await expect(guardTarget('https://hooks.internal', NOTHING, failing)).rejects.toThrow(
      /^has a host name that does not resolve$/,
    );
  });

  it('on this machine is refused by the system resolver too', async () => {
    expect(await refusalOf('http://localhost:1/', resolveBySystem)).toBe('address');
  });
});

describe('the allow list', () => {
  it.each([
    ['127.0.0.1/32', '127.0.0.1'],
    ['127.0.0.1', '::ffff:127.0.0.1'],
    ['10.0.0.0/8, fd00::/8', 'fd12::1'],
    ['::1', '::1'],
    ['Hooks.Internal.', '10.1.2.3'],
  ])('%s lets webhooks reach %s', async (text, address) => {
    expect(await refusalOf('http://hooks.internal/', resolvingTo(address), allowing(text))).toBeNull();
  });

  it('allows no more than it says', async () => {
    const allow = allowing('127.0.0.1/32, hooks.internal');
    expect(await refusalOf('http://hooks.internal.evil.example/', resolvingTo('10.0.0.1'), allow)).toBe('address');
    expect(await refusalOf('http://other/', resolvingTo('127.0.0.2'), allow)).toBe('address');
    expect(await refusalOf('http://other/', resolvingTo('127.0.0.1', '10.0.0.1'), allow)).toBe('address');
    expect(await refusalOf('http://user@hooks.internal/', resolvingTo('127.0.0.1'), allow)).toBe('credentials');
  });

  it('is empty when nothing is given', () => {
    expect(parseAllowList(' , ')).toEqual(NOTHING);
  });

  it.each(['127.0.0.1/33', '127.1', '10', 'http://x', 'a b', '127.0.0.1:80', '*'])('refuses %s', (text) =>
    expect(parseAllowList(text)).toBeNull(),
  );
});
