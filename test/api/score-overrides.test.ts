import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: unknown[] };

let saldo: AppUnderTest;
let token: string;
let customer: string;
beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('overrides', 'personal', 'operator');
  customer = (await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'c' })).body.id;
});
afterAll(() => saldo.close());

const call = (method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown) => saldo.call(token, method, url, body);
const overridesOf = (id: string) => `/operator/customers/${customer}/analyses/${id}/overrides`;

async function analyse(payload: object = {}): Promise<string> {
  const { body } = await call('POST', `/v2/customers/${customer}/analyses`, { accounts, ...payload });
  await saldo.drainJobs();
  return body.id;
}

const decision = { score: 'credit', value: 640, reason: 'Guarantor signed', by: 'credit desk' };

describe('a person’s decision', () => {
  it('stands beside the score, which stays as it was; the latest of each score is in force and all are kept', async () => {
    const id = await analyse();
    const path = `/v2/customers/${customer}/analyses/${id}`;
    const { body: original } = await call('GET', `${path}/scores`);
    const etagOf = async () =>
      (await saldo.app.inject({ method: 'GET', url: path, headers: { authorization: `Bearer ${token}` } })).headers[
        'etag'
      ];
    const etagBefore = await etagOf();
    const made = await call('POST', overridesOf(id), decision);
    expect([made.status, made.body]).toEqual([
      201,
      { ...decision, id: expect.any(String), at: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    await call('POST', overridesOf(id), { ...decision, value: 500, reason: 'Guarantor withdrew' });
    await call('POST', overridesOf(id), { ...decision, score: 'payment', value: 10 });
    const { body: list } = await call('GET', overridesOf(id));
    expect(list.resources.map(({ score, value }: { score: string; value: number }) => [score, value])).toEqual([
      ['credit', 640],
      ['credit', 500],
      ['payment', 10],
    ]);
    const { body: scores } = await call('GET', `${path}/scores`);
    const { override, ...credit } = scores.creditScore;
    expect(override).toEqual({ value: 500, reason: 'Guarantor withdrew', at: list.resources[1].at });
    expect(credit).toEqual(original.creditScore);
    expect((await call('GET', path)).body.scores).toEqual(scores);
    expect(etagBefore).toBeDefined();
    expect(await etagOf()).not.toBe(etagBefore);
    const { body: all } = await call('GET', `/v2/customers/${customer}/analyses`);
    expect(all.resources.at(-1).scores).toEqual(scores);
    const { body: kept } = await call('GET', `/operator/customers/${customer}/export`);
    expect(kept.scoreOverrides).toHaveLength(3);
  });

  it.each([
    [{ ...decision, value: 1001 }, /0 to 1000/],
    [{ ...decision, score: 'payment', value: 0 }, /1 to 10/],
    [{ ...decision, value: 1.5 }, /value/],
    [{ ...decision, score: 'mood' }, /score/],
    [{ ...decision, reason: '  ' }, /reason/],
    [{ ...decision, by: undefined }, /by/],
  ])('is refused as %j', async (body, message) => {
    const answer = await call('POST', overridesOf(await analyse()), body);
    expect([answer.status, answer.body.message]).toEqual([400, expect.stringMatching(message)]);
  });

  it('needs a score, and an operator', async () => {
    const without = await analyse({ parameters: { disableScores: true } });
    expect((await call('POST', overridesOf(without), decision)).status).toBe(400);
    expect((await call('POST', overridesOf('unknown'), decision)).status).toBe(404);
    const plain = await saldo.tokenFor('overrides', 'personal', 'api');
    expect((await saldo.call(plain, 'POST', overridesOf(without), decision)).status).toBe(403);
    expect((await saldo.call(plain, 'GET', overridesOf(without))).status).toBe(403);
  });

  it('is erased with the customer', async () => {
    await call('DELETE', `/v2/customers/${customer}`);
    expect(await saldo.context.services.database.query('select * from score_override')).toEqual([]);
  });
});
