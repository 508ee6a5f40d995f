import { BankFault } from '../domain/bank-fault.js';
import { isObject, type JsonObject } from '../formats/fields.js';

/** Where Berlin Group banks put the links of a page: beside its lists, or within them. */
const HOLDERS = ['transactions', 'cardTransactions', 'accounts'];

/** The address of the page after this one; null on the last. Throws BankFault MALFORMED for an address of another place. */
export function nextPageOf(body: JsonObject, baseUrl: string): string | null {
  const holders = [body, ...HOLDERS.map((name) => body[name])];
  for (const holder of holders) {
    const links = isObject(holder) ? holder['_links'] : null;
    const next = isObject(links) ? links['next'] : null;
    const href = isObject(next) ? next['href'] : next;
    if (typeof href === 'string' && href !== '') return below(href, baseUrl);
  }
  return null;
}

/** Access goes with every request, so it stays with the bank: same origin, below its base. */
function below(href: string, baseUrl: string): string {
  const base = new URL(`${baseUrl}/`);
  const resolved = URL.canParse(href, base.href) ? new URL(href, base.href) : null;
  if (resolved === null || resolved.origin !== base.origin || resolved.username !== '') {
    throw new BankFault('MALFORMED', 'the bank names a next page that is not its own');
  }
  if (resolved.pathname.startsWith(base.pathname)) return resolved.href;
  // Some banks write paths as if their base were the root.
  return `${baseUrl}${resolved.pathname}${resolved.search}`;
}
