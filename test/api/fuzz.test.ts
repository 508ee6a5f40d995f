import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';
import {
  bodyOf,
  HOSTILE,
  inUrl,
  type Operation,
  operationsOf,
  queryOf,
  sendHostile,
  withOnePartHostile,
} from './hostile.js';
import { ownedThings } from './owned-things.js';

const OPERATIONS = operationsOf('algoan');
const WITH_BODY = OPERATIONS.filter(({ body }) => body !== null);
const RUNS = { numRuns: 60, seed: 20_261_121 };
const scorecard = JSON.parse(
  readFileSync(new URL('../../src/reference/models/credit.json', import.meta.url), 'utf8'),
) as object;

/** Accounts as contract A wants them, with one part of them hostile. */
const ACCOUNTS = fc.record({
  accounts: fc.array(
    fc.record({
      type: fc.oneof(fc.constantFrom('CHECKING', 'SAVINGS'), HOSTILE),
      balance: fc.oneof(fc.double(), HOSTILE),
      balanceDate: fc.oneof(fc.constant('2026-03-31T00:00:00Z'), HOSTILE),
      currency: fc.oneof(fc.constant('EUR'), HOSTILE),
      transactions: fc.oneof(
        HOSTILE,
        fc.array(
          fc.record({
            description: fc.oneof(fc.string({ unit: 'binary' }), HOSTILE),
            amount: fc.oneof(fc.double(), HOSTILE),
            currency: fc.oneof(fc.constant('EUR'), HOSTILE),
            dates: fc.oneof(fc.record({ debitedAt: fc.oneof(fc.constant('2026-03-28'), HOSTILE) }), HOSTILE),
          }),
          { maxLength: 3 },
        ),
      ),
    }),
    { maxLength: 3 },
  ),
});

let saldo: AppUnderTest;
let token: string;
let ids: Record<string, string>;
beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('fuzz', 'personal', 'operator');
  ids = await ownedThings(saldo, token);
});
afterAll(() => saldo.close());

/** An operation's address on things that are there. */
const urlOf = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name);

async function neverFails(
  operation: Pick<Operation, 'method' | 'path'>,
  requests: fc.Arbitrary<{ body?: unknown; url?: string }>,
): Promise<void> {
  const { method, path } = operation;
  await fc.assert(
    fc.asyncProperty(requests, fc.boolean(), async ({ body, url = urlOf(path) }, hasDoubledKey) => {
      const response = await sendHostile(saldo.app, token, { method, url, body, hasDoubledKey });
      expect(response.statusCode).toBeLessThan(500);
      if (response.statusCode < 400) return;
      const error = response.json();
      expect(error).toEqual({ code: expect.any(String), message: expect.any(String), status: response.statusCode });
    }),
    RUNS,
  );
}

describe('hostile requests', () => {
  it('walk every operation with a body, those of operators among them', () => {
    const names = WITH_BODY.map(({ method, path }) => `${method} ${path}`);
    expect(names).toContain('POST /operator/customers/{id}/analyses/{analysisId}/overrides');
    expect(names).toContain('PATCH /operator/scorecards/{scorecardId}');
    expect(names.length).toBeGreaterThan(15);
  });

  it.each(WITH_BODY)('to $method $path never end in a fault of ours', async (operation) => {
    await neverFails(
      operation,
      bodyOf(operation.body ?? {}, Object.values(ids)).map((body) => ({ body })),
    );
  });

  const readable = OPERATIONS.filter(({ method, needsToken }) => method === 'GET' && needsToken);
  it.each(readable)('in the address of $method $path never end in a fault of ours', async (operation) => {
    const known = Object.values(ids);
    const id = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }));
    const url = fc.tuple(id, queryOf(operation, known)).map(([strange, query]) => {
      const path = strange === null ? operation.path : operation.path.replace(/\{\w+\}/, inUrl(strange));
      return `${urlOf(path)}?${query}`;
    });
    await neverFails(
      operation,
      url.map((one) => ({ url: one })),
    );
  });

  it('with accounts of any shape never end in a fault of ours, at once or in the analysis', async () => {
    const bodies = ACCOUNTS.map((body) => ({ body }));
    await neverFails({ method: 'POST', path: '/v2/customers/{id}/analyses' }, bodies);
    await neverFails({ method: 'PATCH', path: '/v2/customers/{id}/analyses/{analysisId}' }, bodies);
    await saldo.drainJobs();
  });

  it('with a scorecard that is wrong in one place never end in a fault of ours', async () => {
    const bodies = withOnePartHostile(scorecard).map((body) => ({ body }));
    await neverFails({ method: 'POST', path: '/operator/scorecards' }, bodies);
  });
});
