import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { enrich } from '../../../src/engine/enrich/enrich.js';
import { readCompiled, referenceOn } from '../../../src/reference/load.js';
import { singleLine } from '../../../src/services/single-line.js';

/** A line and what must be read from it; `not` names a category that it must not get. */
interface Case {
  readonly line: string;
  readonly amount: string;
  readonly country: string;
  readonly currency?: string;
  readonly owner?: string;
  readonly category?: string;
  readonly not?: string;
  readonly type?: string;
  readonly kind?: string;
  /** Display name of the counterparty; null when the line must not name one. */
  readonly name?: string | null;
  readonly flag?: string;
  /** A flag that it must not get. */
  readonly noFlag?: string;
}

const CASES = new URL('../../cases/', import.meta.url);
const reference = referenceOn(readCompiled(), parseCalendarDate('2026-01-15'));

function read(one: Case) {
  const { account, transaction } = singleLine({
    description: one.line,
    amount: one.amount,
    country: one.country,
    currency: one.currency ?? 'EUR',
    owner: one.owner ?? null,
  });
  const input = {
    accounts: [account],
    transactions: [transaction],
    currency: account.currency,
    profile: 'personal' as const,
    corrections: [],
  };
  const [enrichment] = enrich(input, [{ account, excludedBy: null }], reference);
  if (!enrichment) throw new Error('no enrichment');
  return enrichment;
}

for (const file of readdirSync(CASES).filter((name) => name.endsWith('.yaml'))) {
  describe(`cases ${file}`, () => {
    it.each(parse(readFileSync(new URL(file, CASES), 'utf8')) as Case[])('$country $line ($amount)', (one) => {
      const enrichment = read(one);
      if (one.category) expect(enrichment.category).toBe(one.category);
      if (one.not) expect(enrichment.category).not.toBe(one.not);
      if (one.type) expect(enrichment.type).toBe(one.type);
      if (one.kind) expect(enrichment.counterparty?.kind).toBe(one.kind);
      if (one.name !== undefined) expect(enrichment.counterparty?.name ?? null).toBe(one.name);
      if (one.flag) expect(enrichment.flags).toContain(one.flag);
      if (one.noFlag) expect(enrichment.flags).not.toContain(one.noFlag);
    });
  });
}
