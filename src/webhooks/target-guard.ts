import { lookup as systemLookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** All addresses of a host name, as text; throws when it has none. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** The operating system's resolver, /etc/hosts included. */
export const resolveBySystem: Lookup = async (hostname) =>
  (await systemLookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

/** What an operator lets webhooks reach although it is not on the public internet. */
export interface AllowList {
  /** Host names in lower case, whatever they resolve to. */
  readonly hosts: ReadonlySet<string>;
  readonly ranges: readonly Range[];
}

/** Where a webhook may go: connect to these addresses and to no others, so that a second look-up cannot move it. */
export interface GuardedTarget {
  readonly url: URL;
  /** At least one, in the resolver's order. */
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
}

/** `unresolvable` may pass; every other kind is a rule that the target breaks. */
export type RefusalKind = 'url' | 'scheme' | 'credentials' | 'address' | 'unresolvable';

/** A target that must not be called. The message names the rule, not the address: a subscriber must not learn our network. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}

const TARGET_LENGTH_MAX = 2_048;
/** Resolvers give up only after half a minute; a delivery has no such time. */
const LOOKUP_TIMEOUT_MS = 5_000;
/** The part of the IPv6 space in which public addresses are given out (IANA). */
const GLOBAL_IPV6: Range = [ipaddr.parse('2000::'), 3];
/** Serves credentials to machines of one cloud under an address that looks public (Azure's WireServer). */
const METADATA_ON_PUBLIC_ADDRESS = '168.63.129.16';

/** Reads a target's URL by the rules that need no look-up; throws TargetRefused. */
export function parseTarget(target: string): URL {
  if (target.length > TARGET_LENGTH_MAX || !URL.canParse(target))
    throw new TargetRefused('url', `is not a URL of at most ${TARGET_LENGTH_MAX} characters`);
  const url = new URL(target);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new TargetRefused('scheme', 'must begin with https:// or http://');
  if (url.username !== '' || url.password !== '')
    throw new TargetRefused('credentials', 'must not hold a user name or password');
  return url;
}

/**
 * Resolves a target once and refuses it when any of its addresses is not a public one (loopback, private, link-local,
 * metadata, carrier NAT, multicast, addresses that wrap an IPv4 one, …), unless the operator allows it. Throws TargetRefused.
 */
export async function guardTarget(target: string, allow: AllowList, lookup: Lookup): Promise<GuardedTarget> {
  const url = parseTarget(target);
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const found = ipaddr.isValid(hostname) ? [hostname] : await addressesOf(hostname, lookup);
  const addresses = found.map((text) => ipaddr.parse(text));
  const isHostAllowed = allow.hosts.has(nameOf(hostname));
  if (!isHostAllowed && !addresses.every((address) => isPublic(address) || isInAny(address, allow.ranges)))
    throw new TargetRefused('address', 'leads to an address that is not on the public internet');
  return { url, addresses: addresses.map((address, at) => ({ address: found[at] ?? '', family: familyOf(address) })) };
}

async function addressesOf(hostname: string, lookup: Lookup): Promise<readonly string[]> {
  const unresolvable = () => new TargetRefused('unresolvable', 'has a host name that does not resolve');
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(unresolvable()), LOOKUP_TIMEOUT_MS);
  });
  try {
    const found = await Promise.race([lookup(hostname), timeout]);
    if (found.length === 0 || !found.every((text) => ipaddr.isValid(text))) throw unresolvable();
    return found;
  } catch {
    throw unresolvable();
  } finally {
    clearTimeout(timer);
  }
}

function familyOf(address: Address): 4 | 6 {
  return address.kind() === 'ipv4' ? 4 : 6;
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast' || address.toString() === METADATA_ON_PUBLIC_ADDRESS) return false;
  return address.kind() === 'ipv4' || isIn(address, GLOBAL_IPV6);
}

function isIn(address: Address, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match([network, bits] as [ipaddr.IPv4 & ipaddr.IPv6, number]);
}

/** An operator who allows 127.0.0.1 also means ::ffff:127.0.0.1. */
function isInAny(address: Address, ranges: readonly Range[]): boolean {
  const plain = ipaddr.process(address.toString());
  return ranges.some((range) => isIn(address, range) || isIn(plain, range));
}

/** A host name for comparison: `Example.COM.` is `example.com`. */
function nameOf(hostname: string): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

const HOST_NAME = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/**
 * Reads a comma-separated list of host names, addresses and CIDR ranges; null when an entry is none of them. A number alone is
 * no host name: it would be a mistyped address.
 */
export function parseAllowList(text: string): AllowList | null {
  const hosts = new Set<string>();
  const ranges: Range[] = [];
  for (const entry of text.split(',').map((word) => nameOf(word.trim()))) {
    if (entry === '') continue;
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry));
    else if (ipaddr.IPv4.isValidFourPartDecimal(entry)) ranges.push([ipaddr.parse(entry), 32]);
    else if (ipaddr.IPv6.isValid(entry)) ranges.push([ipaddr.parse(entry), 128]);
    else if (HOST_NAME.test(entry) && !/^[\d.]+$/.test(entry)) hosts.add(entry);
    else return null;
  }
  return { hosts, ranges };
}
