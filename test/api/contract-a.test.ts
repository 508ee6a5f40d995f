import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const persona = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../examples/personae/${name}.json`, import.meta.url), 'utf8')) as {
    accounts: unknown[];
  };

let saldo: AppUnderTest;
let token: string;

beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('first project');
});
afterAll(() => saldo.close());

async function newCustomer(customIdentifier: string, as = token): Promise<string> {
  const { status, body } = await saldo.call(as, 'POST', '/v2/customers', { customIdentifier });
  expect(status).toBe(201);
  return body.id;
}

describe('tokens', () => {
  const form = (fields: Record<string, string>) =>
    saldo.app.inject({
      method: 'POST',
      url: '/v2/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });

  it('are refused for wrong credentials, whether or not the client exists', async () => {
    for (const client of ['nobody', 'first project']) {
      const response = await form({ client_id: client, client_secret: 'wrong', grant_type: 'client_credentials' });
      expect(response.statusCode).toBe(401);
      expect(response.json()).toEqual({ code: 'UNAUTHORIZED', message: expect.any(String), status: 401 });
    }
  });

  it('are renewed by a refresh token, which is no access token', async () => {
    const { clientId, clientSecret } = await import('../../src/services/create-client.js').then(({ createClient }) =>
      createClient(saldo.context.services, { name: 'c', project: 'refreshing', role: 'api' }),
    );
    const first = await form({
      client_id: clientId,
      client_secret: clientSecret,
      username: '',
      password: '',
      grant_type: 'client_credentials',
    });
    expect(first.statusCode).toBe(201);
    const issued = first.json();
    expect(issued).toMatchObject({ token_type: 'bearer', expires_in: 86_400, refresh_expires_in: 864_000 });
    const second = await form({ grant_type: 'refresh_token', refresh_token: issued.refresh_token });
    expect(second.statusCode).toBe(201);
    expect((await saldo.call(second.json().access_token, 'GET', '/v2/customers')).status).toBe(200);
    expect((await saldo.call(issued.refresh_token, 'GET', '/v2/customers')).status).toBe(401);
  });

  it('are needed everywhere', async () => {
    for (const url of [
      '/v2/customers',
      '/v2/customers/x',
      '/v2/customers/x/analyses',
      '/v2/customers/x/analyses/y/scores',
    ]) {
      expect((await saldo.app.inject({ method: 'GET', url })).statusCode).toBe(401);
    }
  });
});

describe('customers', () => {
  it('are created, read, changed deeply, listed and erased', async () => {
    const created = await saldo.call(token, 'POST', '/v2/customers', {
      customIdentifier: 'c-1',
      unknownField: 1,
      aggregationDetails: { callbackUrl: 'https://lender.example/back' },
      personalDetails: { contact: { email: 'a@example.org' } },
    });
    expect(created.status).toBe(201);
    expect(created.body.id).toMatch(/^[0-9a-f]{24}$/);
    expect(created.body.aggregationDetails).toEqual({ mode: 'REDIRECT', callbackUrl: 'https://lender.example/back' });
    const url = `/v2/customers/${created.body.id}`;
    const patched = await saldo.call(token, 'PATCH', url, {
      aggregationDetails: { redirectUrl: 'https://bank.example' },
    });
    expect(patched.body.aggregationDetails).toEqual({
      mode: 'REDIRECT',
      callbackUrl: 'https://lender.example/back',
      redirectUrl: 'https://bank.example',
    });
    expect((await saldo.call(token, 'GET', url)).body).toEqual(patched.body);
    expect((await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'c-1' })).body).toMatchObject({
      code: 'ALREADY_EXISTS',
      status: 422,
    });
    expect((await saldo.call(token, 'DELETE', url)).status).toBe(204);
    expect((await saldo.call(token, 'GET', url)).body).toMatchObject({ code: 'UNKNOWN_ENTITY', status: 404 });
  });

  it('keep an aggregator’s token and link however long those are', async () => {
    const id = await newCustomer('long token');
    const jwt = 'eyJ'.repeat(1_000);
    const aggregationDetails = { token: jwt, redirectUrl: `https://bank.example/?token=${jwt}`, userId: 'u' };
    const { status, body } = await saldo.call(token, 'PATCH', `/v2/customers/${id}`, { aggregationDetails });
    expect([status, body.aggregationDetails]).toEqual([200, { mode: 'REDIRECT', ...aggregationDetails }]);
  });

  it('need an identifier, and the field is named', async () => {
    const { status, body } = await saldo.call(token, 'POST', '/v2/customers', {});
    expect(status).toBe(400);
    expect(body).toEqual({ code: 'MISSING_PARAM', message: 'customIdentifier is required', status: 400 });
  });

  it('come in pages with the links of the contract', async () => {
    const lister = await saldo.tokenFor('paging');
    const empty = await saldo.call(lister, 'GET', '/v2/customers');
    expect(empty.body).toEqual({
      resources: [],
      pagination: { next: null, previous: null, first: null, last: null, totalPages: 1, totalResources: 0 },
    });
    for (let at = 0; at < 5; at += 1) await newCustomer(`page-${at}`, lister);
    const middle = await saldo.call(lister, 'GET', '/v2/customers?limit=2&page=2');
    expect(middle.body.pagination).toEqual({
      next: '/v2/customers?page=3&limit=2',
      previous: '/v2/customers?page=1&limit=2',
      first: '/v2/customers?page=1&limit=2',
      last: '/v2/customers?page=3&limit=2',
      totalPages: 3,
      totalResources: 5,
    });
    for (const query of ['limit=0', 'limit=1001', 'page=0', 'limit=x', 'page=1.5']) {
      expect((await saldo.call(lister, 'GET', `/v2/customers?${query}`)).status).toBe(400);
    }
  });
});

describe('analyses', () => {
  it('run from accounts to credit insights', async () => {
    const id = await newCustomer('luke');
    const created = await saldo.call(token, 'POST', `/v2/customers/${id}/analyses`, persona('fr__luke_skywalker'));
    expect(created.status).toBe(202);
    expect(created.body).toMatchObject({ status: 'IN_PROGRESS', format: 'ALGOAN', source: 'CLIENT' });
    const url = `/v2/customers/${id}/analyses/${created.body.id}`;
    for (const path of ['/credit-insights', '/credit-insights/incomes', '/credit-insights/cash-flows', '/scores']) {
      expect(await saldo.call(token, 'GET', url + path)).toEqual({ status: 202, body: null });
    }
    await saldo.drainJobs();
    const analysis = (await saldo.call(token, 'GET', url)).body;
    expect(analysis.status).toBe('COMPLETED');
    expect(analysis.metadata.totalTransactionCount).toBe(73);
    for (const part of ['incomes', 'expenses', 'loans', 'risks']) {
      const answer = await saldo.call(token, 'GET', `${url}/credit-insights/${part}`);
      expect(answer).toEqual({ status: 200, body: analysis.creditInsights[part] });
    }
    const accounts = (await saldo.call(token, 'GET', `${url}/accounts`)).body.resources;
    expect(accounts).toHaveLength(1);
    const balances = (await saldo.call(token, 'GET', `${url}/accounts/${accounts[0].id}/balances`)).body.resources;
    expect(balances.at(-1)).toMatchObject({ balance: -159.9 });
    const transactions = (await saldo.call(token, 'GET', `${url}/transactions?limit=1000`)).body;
    expect(transactions.pagination.totalResources).toBe(73);
    const scores = (await saldo.call(token, 'GET', `${url}/scores`)).body;
    expect(scores).toEqual(analysis.scores);
    expect(scores.creditScore.value).toBeGreaterThanOrEqual(400);
    expect(scores.creditScore.value).toBeLessThanOrEqual(600);
    expect(scores.paymentScore.value).toBeGreaterThanOrEqual(1);
  });

  it('name the usage of every account, also one that nobody told', async () => {
    const id = await newCustomer('usages');
    const account = { type: 'CHECKING', balance: 1, balanceDate: '2026-03-01', currency: 'EUR' };
    const accounts = [undefined, null, 'UNKNOWN', 'PERSONAL', 'PROFESSIONAL'].map((usage, at) => ({
      ...account,
      usage,
      aggregator: { id: `account ${at}` },
    }));
    const { body } = await saldo.call(token, 'POST', `/v2/customers/${id}/analyses`, { accounts });
    await saldo.drainJobs();
    const answer = await saldo.call(token, 'GET', `/v2/customers/${id}/analyses/${body.id}/accounts`);
    const told = answer.body.resources.map(({ aggregator, usage }: Json) => `${aggregator.id} ${usage}`);
    expect(told.sort()).toEqual([
      'account 0 UNKNOWN',
      'account 1 UNKNOWN',
      'account 2 UNKNOWN',
      'account 3 PERSONAL',
      'account 4 PROFESSIONAL',
    ]);
  });

  it('merge what is sent again', async () => {
    const id = await newCustomer('twice');
    const url = `/v2/customers/${id}/analyses`;
    for (let time = 0; time < 2; time += 1) await saldo.call(token, 'POST', url, persona('fr__padme_amidala'));
    await saldo.drainJobs();
    const { resources } = (await saldo.call(token, 'GET', url)).body;
    expect(resources.map((analysis: Json) => [analysis.status, analysis.metadata.totalTransactionCount])).toEqual([
      ['COMPLETED', 78],
      ['COMPLETED', 78],
    ]);
  });

  it('end in the error that the accounts call for', async () => {
    const expected: [string, string][] = [
      ['fr__account_type_not_supported', 'ACCOUNT_TYPE_NOT_SUPPORTED'],
      ['fr__currency_not_supported', 'CURRENCY_NOT_SUPPORTED'],
      ['fr__not_enough_transactions', 'NOT_ENOUGH_TRANSACTIONS'],
    ];
    for (const [name, code] of expected) {
      const id = await newCustomer(name);
      const { body } = await saldo.call(token, 'POST', `/v2/customers/${id}/analyses`, persona(name));
      await saldo.drainJobs();
      const url = `/v2/customers/${id}/analyses/${body.id}`;
      const analysis = (await saldo.call(token, 'GET', url)).body;
      expect([analysis.status, analysis.error.code]).toEqual(['ERROR', code]);
      expect((await saldo.call(token, 'GET', `${url}/credit-insights`)).status).toBe(404);
    }
  });

  it('are refused without accounts, without a part to compute, and in an unknown format', async () => {
    const id = await newCustomer('refused');
    const url = `/v2/customers/${id}/analyses`;
    for (const nothing of [undefined, {}, { accounts: [] }, { accounts: null, format: null, parameters: null }])
      expect((await saldo.call(token, 'POST', url, nothing)).body).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    const parameters = { disableScores: true, disableCreditInsights: true };
    expect((await saldo.call(token, 'POST', url, { ...persona('fr__luke_skywalker'), parameters })).status).toBe(400);
    const unknown = await saldo.call(token, 'POST', url, { ...persona('fr__luke_skywalker'), format: 'NONE_SUCH' });
    expect(unknown.body.message).toContain('format');
    expect(unknown.status).toBe(400);
  });

  it('hide a disabled part', async () => {
    const id = await newCustomer('disabled');
    const { body } = await saldo.call(token, 'POST', `/v2/customers/${id}/analyses`, {
      ...persona('fr__luke_skywalker'),
      parameters: { disableCreditInsights: true },
    });
    await saldo.drainJobs();
    const url = `/v2/customers/${id}/analyses/${body.id}`;
    expect((await saldo.call(token, 'GET', `${url}/credit-insights/risks`)).status).toBe(404);
    const analysis = (await saldo.call(token, 'GET', url)).body;
    expect(analysis.creditInsights).toBeUndefined();
    expect(analysis.metadata.totalTransactionCount).toBe(73);
  });
});

describe('other projects', () => {
  it('see and change nothing of this one, by any route', async () => {
    const id = await newCustomer('secret');
    const { body } = await saldo.call(token, 'POST', `/v2/customers/${id}/analyses`, persona('fr__luke_skywalker'));
    await saldo.drainJobs();
    const stranger = await saldo.tokenFor('second project');
    const customer = `/v2/customers/${id}`;
    const analysis = `${customer}/analyses/${body.id}`;
    const account = (await saldo.call(token, 'GET', `${analysis}/accounts`)).body.resources[0].id;
    const reads = [
      customer,
      `${customer}/analyses`,
      analysis,
      `${analysis}/scores`,
      `${analysis}/accounts`,
      `${analysis}/transactions`,
    ];
    const insights = ['', '/incomes', '/expenses', '/loans', '/risks', '/affordability', '/cash-flows'].map(
      (part) => `${analysis}/credit-insights${part}`,
    );
    const ofAccount = ['balances', 'transactions'].map((part) => `${analysis}/accounts/${account}/${part}`);
    for (const url of [...reads, ...insights, ...ofAccount]) {
      const answer = await saldo.call(stranger, 'GET', url);
      expect([url, answer.status, answer.body.code]).toEqual([url, 404, 'UNKNOWN_ENTITY']);
    }
    expect((await saldo.call(stranger, 'PATCH', customer, { aggregationDetails: { token: 'x' } })).status).toBe(404);
    expect((await saldo.call(stranger, 'POST', `${customer}/analyses`, persona('fr__luke_skywalker'))).status).toBe(
      404,
    );
    expect((await saldo.call(stranger, 'POST', `${customer}/analyses`, {})).status).toBe(404);
    expect((await saldo.call(stranger, 'DELETE', customer)).status).toBe(404);
    expect((await saldo.call(stranger, 'GET', '/v2/customers')).body.resources).toEqual([]);
    expect((await saldo.call(token, 'GET', customer)).status).toBe(200);
  });
});

describe('what is not an API', () => {
  it('gets contract A’s error body', async () => {
    const response = await saldo.app.inject({ method: 'GET', url: '/v2/nothing' });
    expect(response.json()).toEqual({ code: 'NOT_FOUND', message: expect.any(String), status: 404 });
  });
});
