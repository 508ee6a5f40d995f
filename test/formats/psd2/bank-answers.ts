import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportBatch } from '../../../src/domain/import.js';
import { parseBankData } from '../../../src/formats/parse-bank-data.js';

const BANKS = join(import.meta.dirname, '..', '..', 'data', 'banks');

/** The response's body of a sample payload, for example `rabobank/accounts`. */
export function body(name: string): unknown {
  return JSON.parse(readFileSync(join(BANKS, `${name}.json`), 'utf8')).body;
}

export interface AccountAnswers {
  readonly resourceId: string;
  readonly balances?: unknown;
  readonly transactions?: readonly unknown[];
}

/** The answers about one account, off sample payloads. */
export function details(resourceId: string, balances: string | null, ...pages: readonly string[]): AccountAnswers {
  return {
    resourceId,
    ...(balances === null ? {} : { balances: body(balances) }),
    transactions: pages.map(body),
  };
}

export function readAnswers(
  providerKey: string,
  accounts: unknown,
  details: readonly AccountAnswers[],
  more: { readonly fetchedAt?: string; readonly country?: string } = {},
): ImportBatch {
  const { country = null, ...rest } = more;
  return parseBankData({ providerKey, accounts, details, ...rest }, { format: 'auto', country });
}

/** The one account of a batch that has no other. */
export function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (list.length !== 1 || first === undefined) throw new Error(`expected one, got ${list.length}`);
  return first;
}
