import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';
import { type Method, operationsOf } from './hostile.js';
import { ACCOUNTS, ownedThings } from './owned-things.js';

type OwnMethod = Exclude<Method, 'PUT'>;

const OPERATIONS = operationsOf('algoan').filter(({ needsToken }) => needsToken);
/** Every route that names something by its id. */
const ROUTES = OPERATIONS.filter(({ path }) => path.includes('{')).map(({ method, path }): [OwnMethod, string] => [
  method as OwnMethod,
  path,
]);
/** Every route that lists what a project has. */
const LISTS = OPERATIONS.filter(({ method, path }) => method === 'GET' && !path.includes('{')).map(({ path }) => path);

let saldo: AppUnderTest;
let owner: string;
let stranger: string;
let connector: string;
let ids: Record<string, string>;

beforeAll(async () => {
  saldo = await appUnderTest();
  owner = await saldo.tokenFor('owner', 'personal', 'operator');
  stranger = await saldo.tokenFor('stranger', 'personal', 'operator');
  connector = await saldo.tokenFor('stranger', 'personal', 'connector');
  ids = await ownedThings(saldo, owner);
});
afterAll(() => saldo.close());

/** A body that each route takes, so that a refusal can only be about whose it is. */
function bodyFor(method: Method, path: string): Json {
  if (method === 'GET' || method === 'DELETE') return undefined;
  if (path.endsWith('/analyses')) return { accounts: ACCOUNTS };
  if (path.includes('/cash-flows/')) return { category: 'LEISURE' };
  if (path.endsWith('/analyses/{analysisId}')) return { status: 'ERROR', error: { code: 'X' } };
  if (path.endsWith('/overrides')) return { score: 'credit', value: 500, reason: 'r', by: 'b' };
  if (path.includes('/scorecards/')) return { role: 'champion' };
  if (path.endsWith('/replay')) return { since: '2026-01-01T00:00:00Z' };
  if (path.includes('/events/')) return { status: 'PROCESSED' };
  if (path.includes('/subscriptions/')) return { status: 'INACTIVE' };
  return { personalDetails: { contact: { email: 'a@example.com' } } };
}

/** Everything of the owner's that a stranger's request could have changed. */
async function stateOfOwner(): Promise<Json> {
  const lists = ['/v2/subscriptions', `/v2/subscriptions/${ids['subscriptionId']}/events`, '/operator/scorecards'];
  const overrides = `/operator/customers/${ids['id']}/analyses/${ids['analysisId']}/overrides`;
  const read = async (url: string) => (await saldo.call(owner, 'GET', url)).body;
  const exported = await read(`/operator/customers/${ids['id']}/export`);
  return { ...exported, accesses: [], others: await Promise.all([...lists, overrides].map(read)) };
}

describe('another project', () => {
  it('is tried on every route that names something', () => {
    expect(ROUTES.length).toBeGreaterThan(30);
    expect(ROUTES.flatMap(([, path]) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))).toSatisfy(
      (names: string[]) => names.every((name) => name in ids),
    );
  });

  it.each(LISTS)('sees nothing of it in %s', async (path) => {
    const as = path.endsWith('/service-accounts') ? connector : stranger;
    const { status, body } = await saldo.call(as, 'GET', path);
    expect(status).toBe(200);
    for (const id of Object.values(ids)) expect(JSON.stringify(body)).not.toContain(id);
    expect(JSON.stringify(body)).not.toMatch(/"theirs"|receiver\.example/);
  });

  it.each(ROUTES)('gets 404 for %s %s and changes nothing', async (method, path) => {
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'unknown');
    const before = await stateOfOwner();
    const { status, body } = await saldo.call(stranger, method, url, bodyFor(method, path));
    expect([status, body.code]).toEqual([404, 'UNKNOWN_ENTITY']);
    expect(await stateOfOwner()).toEqual(before);
  });
});
