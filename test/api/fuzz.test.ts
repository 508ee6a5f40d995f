import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

type JsonSchema = { readonly [key: string]: unknown };
type Method = 'POST' | 'PATCH';

const openApi = JSON.parse(readFileSync(new URL('../../openapi/algoan.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: JsonSchema }> } }>>;
};
const ROUTES = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, { requestBody }]): [Method, string, JsonSchema][] => {
    const schema = requestBody?.content['application/json']?.schema;
    return schema === undefined ? [] : [[method.toUpperCase() as Method, path, schema]];
  }),
);

/** Anything but what is wanted: other types, numbers as text, huge and nested values, odd Unicode. */
const HOSTILE: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom('1e400', '-0', '12.5', '2026-02-30', 'NaN', '\u0000', '\ud83d', 'x'.repeat(5_000), '__proto__'),
  fc.constantFrom<unknown>(null, 0, -1, 1e308, true, [], {}, [[[[]]]]),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** Bodies in the shape of a schema in which any part may be hostile, missing or doubled by unknown ones. */
function bodyOf(schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
  const properties = schema['properties'] as Record<string, JsonSchema> | undefined;
  if (properties === undefined || depth > 3) return fc.oneof(plausible(schema), HOSTILE);
  const parts = Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [name, fc.option(bodyOf(part, depth + 1), { nil: undefined })]),
  );
  return fc.oneof({ weight: 5, arbitrary: fc.record(parts) }, { weight: 1, arbitrary: HOSTILE });
}

function plausible(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  if (schema['type'] === 'string') return fc.string({ maxLength: 20 });
  if (schema['type'] === 'boolean') return fc.boolean();
  return HOSTILE;
}

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
let customer: string;
beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('fuzz', 'personal', 'operator');
  customer = (await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'target' })).body.id;
});
afterAll(() => saldo.close());

async function neverFails(method: Method, path: string, bodies: fc.Arbitrary<unknown>): Promise<void> {
  const url = path.replace('{id}', customer).replace(/\{\w+\}/g, '0123456789abcdef01234567');
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const response = await saldo.app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        payload: JSON.stringify(body) ?? 'null',
      });
      expect(response.statusCode).toBeLessThan(500);
      if (response.statusCode < 400) return;
      const error = response.json();
      expect(error).toEqual({ code: expect.any(String), message: expect.any(String), status: response.statusCode });
    }),
    { numRuns: 60, seed: 20_261_121 },
  );
}

describe('hostile requests', () => {
  it.each(ROUTES)('to %s %s never end in a fault of ours', async (method, path, schema) => {
    await neverFails(method, path, bodyOf(schema));
  });

  it('with accounts of any shape never end in a fault of ours', async () => {
    await neverFails('POST', '/v2/customers/{id}/analyses', ACCOUNTS);
    await neverFails('PATCH', '/v2/customers/{id}/analyses/{analysisId}', ACCOUNTS);
  });
});
