import { readFileSync } from 'node:fs';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/api/app.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

const persona = readFileSync(new URL('../../examples/personae/fr__luke_skywalker.json', import.meta.url), 'utf8');
const NUL = '\\u0000';
const HALF_PAIR = '\\ud83d';

let saldo: AppUnderTest;
let token: string;
let customer: string;

beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('hostile');
  customer = (await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'target' })).body.id;
});
afterAll(() => saldo.close());

async function send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: string) {
  const response = await saldo.app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: response.statusCode, text: response.body, headers: response.headers };
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('input that is meant to break something', () => {
  const refused: [string, string, string][] = [
    ['a NUL in an identifier', '/v2/customers', `{"customIdentifier":"a${NUL}b"}`],
    ['a NUL in a detail', '/v2/customers', `{"customIdentifier":"n","personalDetails":{"identity":{"x":"${NUL}"}}}`],
    ['a deep detail', '/v2/customers', `{"customIdentifier":"d","personalDetails":{"x":${nested(50_000)}}}`],
    ['a wide detail', '/v2/customers', `{"customIdentifier":"w","personalDetails":{"x":[${'1,'.repeat(5_000)}1]}}`],
    ['a long detail', '/v2/customers', `{"customIdentifier":"l","personalDetails":{"x":"${'y'.repeat(20_000)}"}}`],
    ['a prototype', '/v2/customers', '{"customIdentifier":"p","__proto__":{"admin":true}}'],
    ['no body', '/v2/customers', ''],
    ['a text for a body', '/v2/customers', '"customer"'],
  ];
  it.each(refused)('%s is a 400', async (_name, url, payload) => {
    const { status, text } = await send('POST', url, payload);
    expect([status, JSON.parse(text).status]).toEqual([400, 400]);
  });

  it('deep or strange members that nobody reads do no harm', async () => {
    const { status } = await send('POST', '/v2/customers', `{"customIdentifier":"deep","ignored":${nested(50_000)}}`);
    expect(status).toBe(201);
  });

  it('a request whose caller has gone is dropped, and is no fault of ours', async () => {
    const faults: unknown[] = [];
    const app = await buildApp({ ...saldo.context, faults: (_what, error) => faults.push(error) });
    const request = Object.assign(new IncomingMessage(new Socket()), { method: 'GET', url: '/health' });
    const response = new ServerResponse(request);
    app.server.emit('request', request, response);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([response.headersSent, faults]).toEqual([false, []]);
    await app.close();
  });

  it('identifiers with NUL are refused, whatever the route', async () => {
    for (const url of ['/v2/customers/%00', `/v2/customers/${customer}/analyses/%00`]) {
      expect((await send('GET', url)).status).toBeLessThan(500);
    }
    const response = await saldo.app.inject({
      method: 'POST',
      url: '/v2/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=client_credentials&client_id=%00&client_secret=x',
    });
    expect(response.statusCode).toBeLessThan(500);
  });

  it('an address that cannot be read is a 400 in the contract’s words', async () => {
    for (const url of ['/v2/customers/%ff', `/v2/customers/${'a'.repeat(5_000)}`]) {
      const { status, text } = await send('GET', url);
      expect([status, JSON.parse(text)]).toEqual([
        400,
        { code: 'BAD_REQUEST', message: expect.any(String), status: 400 },
      ]);
      expect(text).not.toContain('aaaa');
    }
  });

  it('amounts that no sum can hold are a 400, not a fault of ours later on', async () => {
    const url = `/v2/customers/${customer}/analyses`;
    const { status, text } = await send(
      'POST',
      url,
      persona.replace(/"amount": [^,}]*/g, '"amount": 45035996273704.95'),
    );
    expect([status, JSON.parse(text).code]).toEqual([400, 'BAD_REQUEST']);
    expect(text).toContain('accounts hold balances and amounts too large');
  });

  it('half a surrogate pair in a description never ends in a fault of ours', async () => {
    const url = `/v2/customers/${customer}/analyses`;
    const { status, text } = await send(
      'POST',
      url,
      persona.replace('"description": "', `"description": "${HALF_PAIR}`),
    );
    expect(status).toBeLessThan(500);
    if (status !== 202) return;
    await saldo.drainJobs();
    const analysis = JSON.parse((await send('GET', `${url}/${JSON.parse(text).id}`)).text);
    expect(analysis.status).toBe('COMPLETED');
  });

  const days = ['0000-01-01', '0001-01-01', '9999-12-31'];
  it.each(days)('the day %s never ends in a fault of ours', async (day) => {
    const url = `/v2/customers/${customer}/analyses`;
    const payload = persona.replace(/"debitedAt": "[^"]*"/, `"debitedAt": "${day}T00:00:00.000Z"`);
    expect((await send('POST', url, payload)).status).toBeLessThan(500);
    await saldo.drainJobs();
  });
});

describe('what clients send without meaning it', () => {
  it('null counts as absent, and takes a known detail away', async () => {
    const created = await send(
      'POST',
      '/v2/customers',
      '{"customIdentifier":"nulls","aggregationDetails":{"token":null,"mode":null,"callbackUrl":"https://a.example"},"personalDetails":null}',
    );
    expect(created.status).toBe(201);
    const { id, ...rest } = JSON.parse(created.text);
    expect(rest.aggregationDetails).toEqual({ mode: 'REDIRECT', callbackUrl: 'https://a.example' });
    expect(created.text).not.toContain(':null');
    const patched = await send(
      'PATCH',
      `/v2/customers/${id}`,
      '{"aggregationDetails":{"callbackUrl":null,"mode":null}}',
    );
    expect(JSON.parse(patched.text).aggregationDetails).toEqual({ mode: 'REDIRECT' });
  });

  it('null for what is not told about an analysis counts as absent', async () => {
    const nulls = '"format":null,"dataOrigin":null,"application":null,"temporaryCode":null';
    for (const parameters of ['null', '{"disableScores":null}']) {
      const body = persona.replace('{', `{${nulls},"parameters":${parameters},`);
      const { status, text } = await send('POST', `/v2/customers/${customer}/analyses`, body);
      expect([status, JSON.parse(text).parameters]).toEqual([
        202,
        { disableScores: false, disableCreditInsights: false },
      ]);
    }
    await saldo.drainJobs();
  });

  it('an empty list of accounts is no accounts', async () => {
    for (const body of [
      '{}',
      '{"accounts":[]}',
      '{"accounts":null}',
      '{"format":"BUDGET_INSIGHT_V2_0","connections":[]}',
    ]) {
      const { status, text } = await send('POST', `/v2/customers/${customer}/analyses`, body);
      expect([body, status, JSON.parse(text).code]).toEqual([body, 403, 'FORBIDDEN']);
    }
  });

  it('the JSON content type without a body is fine where no body is needed', async () => {
    const { id } = (await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'bodiless' })).body;
    expect((await send('GET', `/v2/customers/${id}`)).status).toBe(200);
    expect((await send('DELETE', `/v2/customers/${id}`, '')).status).toBe(204);
  });

  it('both names of the Linxo format are the same format, with connections or accounts alone', async () => {
    const raw = readFileSync(
      new URL('../../examples/personae/fr__luke_skywalker.linxo-direct-account.json', import.meta.url),
      'utf8',
    );
    for (const format of ['OXLIN_DIRECT_ACCOUNT_API_V3', 'LINXO_CONNECT_DIRECT_ACCOUNT_API_V3']) {
      const body = JSON.stringify({ ...JSON.parse(raw), format });
      const { status, text } = await send('POST', `/v2/customers/${customer}/analyses`, body);
      expect([format, status]).toEqual([format, 202]);
      expect(JSON.parse(text).format).toBe(format);
    }
    const [{ accounts }] = JSON.parse(raw).connections;
    const bare = JSON.stringify({ format: 'OXLIN_DIRECT_ACCOUNT_API_V3', accounts });
    expect((await send('POST', `/v2/customers/${customer}/analyses`, bare)).status).toBe(202);
    await saldo.drainJobs();
  });
});

describe('while an analysis is in progress', () => {
  it('its parts answer 202 with an empty body', async () => {
    const { body } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'waiting' });
    const url = `/v2/customers/${body.id}/analyses`;
    const { id } = JSON.parse((await send('POST', url, persona)).text);
    const parts = ['', '/incomes', '/expenses', '/loans', '/risks', '/affordability', '/cash-flows'].map(
      (part) => `credit-insights${part}`,
    );
    for (const part of [...parts, 'scores', 'accounts', 'transactions', 'accounts/x/balances']) {
      const { status, text } = await send('GET', `${url}/${id}/${part}`);
      expect([part, status, text]).toEqual([part, 202, '']);
    }
    const { status, text } = await send('GET', `${url}/${id}`);
    expect([status, JSON.parse(text).status]).toEqual([200, 'IN_PROGRESS']);
    await saldo.drainJobs();
    const accounts = JSON.parse((await send('GET', `${url}/${id}/accounts`)).text).resources;
    expect(accounts[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    for (const part of parts) expect((await send('GET', `${url}/${id}/${part}`)).status).toBe(200);
    const pages = JSON.parse((await send('GET', `${url}/${id}/transactions?limit=10&page=8`)).text);
    expect(pages.resources).toHaveLength(3);
    expect(pages.pagination).toMatchObject({ next: null, totalPages: 8, totalResources: 73 });
    expect(pages.pagination.previous).toBe(`${url}/${id}/transactions?page=7&limit=10`);
  });
});
