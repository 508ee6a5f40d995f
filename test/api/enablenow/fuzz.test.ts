import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, inUrl, operationsOf, queryOf, sendHostile } from '../hostile.js';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

const OPERATIONS = operationsOf('enablenow').filter(({ needsToken }) => needsToken);
const RUNS = { numRuns: 60, seed: 20_261_121 };

let saldo: ContractBUnderTest;
let token: string;
const ids: string[] = ['00000000-0000-8000-8000-000000000000'];

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('fuzz');
  ids.push(await saldo.consentOf(token, 'target'));
  const { body: users } = await saldo.call(token, 'GET', '/cfa/users');
  const { body: accounts } = await saldo.call(token, 'GET', `/cfa/accounts?userId=${users[0].id}`);
  ids.push(users[0].id, accounts[0].id);
});
afterAll(() => saldo.close());

describe('hostile requests', () => {
  it('walk every operation of contract B', () => {
    expect(OPERATIONS.length).toBeGreaterThan(14);
  });

  it.each(OPERATIONS)('to $method $path never end in a fault of ours', async (operation) => {
    const { method, path, body } = operation;
    const id = fc.oneof(fc.constantFrom(...ids), fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }));
    // What erases would leave nothing for the others to find.
    const target = method === 'DELETE' ? id.filter((one) => !ids.includes(one)) : id;
    const requests = fc.record({
      id: target,
      query: queryOf(operation, ids),
      body: body === null ? fc.constant(undefined) : bodyOf(body, ids),
      hasDoubledKey: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ id: one, query, ...request }) => {
        const url = `${path.replace('{id}', inUrl(one))}?${query}`;
        const response = await sendHostile(saldo.app, token, { ...request, method, url });
        expect(response.statusCode).toBeLessThan(500);
        if (response.statusCode < 400) return;
        expect(response.headers['content-type']).toContain('application/problem+json');
        expect(response.json()).toMatchObject({ status: response.statusCode, errors: expect.any(Object) });
      }),
      RUNS,
    );
  });

  it('leave jobs that end', async () => {
    await saldo.drain();
    const { body } = await saldo.call(token, 'GET', '/cfa/analysis-jobs');
    expect(body.filter(({ status }: { status: string }) => status === 'REQUESTED')).toEqual([]);
  });
});
