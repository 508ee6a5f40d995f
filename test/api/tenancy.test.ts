import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

const openApi = JSON.parse(readFileSync(new URL('../../openapi/algoan.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, { security?: unknown }>>;
};
/** Every route that names something by its id. */
const ROUTES = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  path.includes('{')
    ? Object.keys(methods).map((method): [Method, string] => [method.toUpperCase() as Method, path])
    : [],
);
const persona = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: unknown[] };

const shipped = JSON.parse(
  readFileSync(new URL('../../src/reference/models/credit.json', import.meta.url), 'utf8'),
) as object;

let saldo: AppUnderTest;
let owner: string;
let stranger: string;
let ids: Record<string, string>;

beforeAll(async () => {
  saldo = await appUnderTest();
  owner = await saldo.tokenFor('owner', 'personal', 'operator');
  stranger = await saldo.tokenFor('stranger', 'personal', 'operator');
  const customer = (await saldo.call(owner, 'POST', '/v2/customers', { customIdentifier: 'theirs' })).body;
  const path = `/v2/customers/${customer.id}/analyses`;
  const target = 'https://receiver.example/hook';
  const subscription = (
    await saldo.call(owner, 'POST', '/v2/subscriptions', { target, eventName: 'analysis_completed' })
  ).body;
  const analysis = (await saldo.call(owner, 'POST', path, { accounts: persona.accounts })).body;
  await saldo.drainJobs();
  const done = (await saldo.call(owner, 'GET', `${path}/${analysis.id}`)).body;
  const accounts = (await saldo.call(owner, 'GET', `${path}/${analysis.id}/accounts`)).body;
  const [event] = (await saldo.call(owner, 'GET', `/v2/subscriptions/${subscription.id}/events`)).body;
  const model = { ...shipped, version: 'theirs' };
  const scorecard = (await saldo.call(owner, 'POST', '/operator/scorecards', model)).body;
  ids = {
    id: customer.id,
    analysisId: analysis.id,
    accountId: accounts.resources[0].id,
    cashFlowId: done.creditInsights.cashFlows[0].id,
    subscriptionId: subscription.id,
    eventId: event.id,
    scorecardId: scorecard.id,
  };
});
afterAll(() => saldo.close());

/** A body that each route takes, so that a refusal can only be about whose it is. */
function bodyFor(method: Method, path: string): Json {
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (path.endsWith('/analyses')) return { accounts: persona.accounts };
  if (path.includes('/cash-flows/')) return { category: 'LEISURE' };
  if (path.endsWith('/analyses/{analysisId}')) return { status: 'ERROR', error: { code: 'X' } };
  if (path.endsWith('/overrides')) return { score: 'credit', value: 500, reason: 'r', by: 'b' };
  if (path.includes('/scorecards/')) return { role: 'champion' };
  if (path.endsWith('/replay')) return { since: '2026-01-01T00:00:00Z' };
  if (path.includes('/events/')) return { status: 'PROCESSED' };
  if (path.includes('/subscriptions/')) return { status: 'INACTIVE' };
  return { personalDetails: { contact: { email: 'a@example.com' } } };
}

describe('another project', () => {
  it('is tried on every route that names something', () => {
    expect(ROUTES.length).toBeGreaterThan(30);
  });

  it.each(ROUTES)('gets 404 for %s %s and changes nothing', async (method, path) => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'unknown');
    const before = await saldo.call(owner, 'GET', `/operator/customers/${ids['id']}/export`);
    const { status, body } = await saldo.call(stranger, method, url, bodyFor(method, path));
    expect([status, body.code]).toEqual([404, 'UNKNOWN_ENTITY']);
    const after = await saldo.call(owner, 'GET', `/operator/customers/${ids['id']}/export`);
    expect({ ...after.body, accesses: [] }).toEqual({ ...before.body, accesses: [] });
  });
});
