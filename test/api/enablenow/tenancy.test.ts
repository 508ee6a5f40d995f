import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../app-under-test.js';
import { type Operation, operationsOf } from '../hostile.js';
import { type ContractBUnderTest, contractBUnderTest, type Method } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

const OPERATIONS = operationsOf('enablenow').filter(({ needsToken }) => needsToken);
/** Names under which requests tell whose data they mean, in paths, queries and bodies. */
const NAMES = ['consentId', 'userId', 'externalUserId', 'accountId'];

let saldo: ContractBUnderTest;
let owner: string;
let stranger: string;
let ids: Record<string, string>;
let idsByPath: Record<string, string>;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  owner = await saldo.tokenFor('owner');
  stranger = await saldo.tokenFor('stranger');
  const read = async (method: Method, url: string, body?: unknown): Promise<Json> =>
    (await saldo.call(owner, method, url, body)).body;
  const consentId = await saldo.consentOf(owner, 'theirs');
  const [{ id: userId }] = await read('GET', '/cfa/users');
  const [{ id: accountId }] = await read('GET', `/cfa/accounts?consentId=${consentId}`);
  const z1 = await read('POST', '/cfa/CategorizationJobs', { consentId });
  const z2 = await read('POST', '/cfa/v2/categorization-jobs', { consentId });
  const job = await read('POST', '/cfa/analysis-jobs', { input: { consentIds: [consentId] } });
  await saldo.drain();
  ids = { consentId, userId, accountId, externalUserId: 'theirs', analysisJobId: job.id };
  idsByPath = {
    '/cfa/consent/{id}/refresh': consentId,
    '/cfa/consents/{id}': consentId,
    '/cfa/CategorizationJobs/{id}': z1.id,
    '/cfa/v2/categorization-jobs/{id}': z2.id,
    '/cfa/analysis-jobs/{id}': job.id,
  };
});
afterAll(() => saldo.close());

/** Every way in which an operation can be asked for the owner's things. */
function attemptsAt({ method, path, query, body }: Operation): { url: string; body?: object }[] {
  if (path.includes('{')) {
    const url = path.replace('{id}', idsByPath[path] ?? 'missing');
    return [{ url, ...(body === null ? {} : { body: { reference: 'mine' } }) }];
  }
  const properties = Object.keys((body?.['properties'] as object | undefined) ?? {});
  if (method === 'POST' && path === '/cfa/analysis-jobs')
    return Object.entries(ids)
      .filter(([name]) => name !== 'externalUserId')
      .map(([name, id]) => ({ url: path, body: { input: { [`${name}s`]: [id] } } }));
  if (method === 'POST')
    return NAMES.filter((name) => properties.includes(name) && path !== '/cfa/users').map((name) => ({
      url: path,
      body: { providerKey: 'ENABNL2A', redirectUrl: 'https://x.test', [name]: ids[name] },
    }));
  const named = NAMES.filter((name) => query.some((parameter) => parameter.name === name));
  return ['', ...named.map((name) => `?${name}=${encodeURIComponent(ids[name] ?? '')}`)].map((search) => ({
    url: path + search,
  }));
}

async function stateOfOwner(): Promise<Json> {
  const urls = [
    'users',
    'v2/consents',
    `accounts?userId=${ids['userId']}`,
    'analysis-jobs',
    `transactions?userId=${ids['userId']}`,
  ];
  return Promise.all(urls.map(async (url) => (await saldo.call(owner, 'GET', `/cfa/${url}`)).body));
}

describe('another project', () => {
  it('is tried on every route, by every name', () => {
    const paths = OPERATIONS.filter(({ path }) => path.includes('{')).map(({ path }) => path);
    expect([...new Set(paths)].sort()).toEqual(Object.keys(idsByPath).sort());
    expect(OPERATIONS.flatMap(attemptsAt).length).toBeGreaterThan(25);
  });

  it.each(OPERATIONS)('finds and changes nothing of it with $method $path', async (operation) => {
    const before = await stateOfOwner();
    for (const { url, body } of attemptsAt(operation)) {
      const answer = await saldo.call(stranger, operation.method as Method, url, body);
      const isList = operation.method === 'GET' && !operation.path.includes('{');
      const allowed = !isList ? [404] : url.includes('?') ? [[], 404] : [[], 400];
      expect([url, allowed]).toEqual([
        url,
        expect.arrayContaining([answer.status === 200 ? answer.body : answer.status]),
      ]);
      for (const id of Object.values(ids).filter((one) => one !== 'theirs'))
        expect([url, JSON.stringify(answer.body?.data ?? answer.body)]).toEqual([url, expect.not.stringContaining(id)]);
    }
    expect(await stateOfOwner()).toEqual(before);
  });
});
