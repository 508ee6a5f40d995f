import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/services/create-client.js';
import type { Json } from '../../app-under-test.js';
import { type Answer, type ContractBUnderTest, contractBUnderTest, type Method } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

const UNKNOWN = '00000000-0000-8000-8000-000000000000';

let saldo: ContractBUnderTest;
let token: string;
let consentId: string;
let userId: string;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('lender');
  consentId = await saldo.consentOf(token, 'Jane-1');
  const users = await call('GET', '/cfa/users');
  userId = users.body[0].id;
});
afterAll(() => saldo.close());

function call(method: Method, url: string, body?: unknown): Promise<Answer> {
  return saldo.call(token, method, url, body);
}

function expectProblem({ status, body, type }: Answer, wanted: number, fields: readonly string[] = []): void {
  expect(type).toBe('application/problem+json; charset=utf-8');
  expect(Object.keys(body)).toEqual(['type', 'title', 'status', 'detail', 'traceId', 'errors']);
  expect([status, body.status]).toEqual([wanted, wanted]);
  expect(body.type).toMatch(/^https:/);
  expect(body.traceId).toMatch(/^[0-9a-f-]{36}$/);
  expect(Object.keys(body.errors)).toEqual(fields);
  for (const messages of Object.values(body.errors)) expect(Array.isArray(messages)).toBe(true);
}

describe('tokens', () => {
  const post = (fields: Record<string, string>) =>
    saldo.app.inject({
      method: 'POST',
      url: '/cfa/connect/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });

  it('are given for 60 minutes to a client that knows its secret', async () => {
    const wanted = { name: 'app', project: 'lender', role: 'api' as const };
    const { clientId, clientSecret } = await createClient(saldo.services, wanted);
    const form = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' };
    const right = await post({ ...form, scope: 'customer-api' });
    expect(right.statusCode).toBe(200);
    const { access_token: accessToken, ...rest } = right.json();
    expect(rest).toEqual({ expires_in: 3600, token_type: 'Bearer', scope: 'customer-api' });
    expect((await saldo.call(accessToken, 'GET', '/cfa/users')).status).toBe(200);
    expect((await post({ ...form, scope: 'customer-api', client_secret: 'x' })).statusCode).toBe(401);
    expect((await post({ ...form, scope: 'other' })).statusCode).toBe(400);
    expect((await post(form)).json().errors).toEqual({ scope: ['is required'] });
    expect((await post({ ...form, scope: 'customer-api', grant_type: 'password' })).statusCode).toBe(400);
  });

  it('are needed everywhere', async () => {
    const routes: [Method, string][] = [
      ['GET', '/cfa/users'],
      ['POST', '/cfa/consents'],
      ['GET', '/cfa/v2/consents'],
      ['POST', `/cfa/consent/${UNKNOWN}/refresh`],
      ['GET', '/cfa/accounts'],
      ['GET', '/cfa/transactions'],
      ['POST', '/cfa/v2/categorization-jobs'],
      ['GET', '/cfa/analysis-jobs'],
    ];
    for (const [method, url] of routes)
      expectProblem(await saldo.call('wrong', method, url, method === 'POST' ? {} : undefined), 401);
  });
});

describe('users', () => {
  it('have external ids that are one whatever their letter case', async () => {
    const created = await call('POST', '/cfa/users', { ExternalUserId: 'Client-42' });
    expect(created.status).toBe(201);
    expect(Object.keys(created.body)).toEqual(['id', 'externalUserId', 'dateCreated']);
    expectProblem(await call('POST', '/cfa/users', { externaluserid: 'CLIENT-42' }), 409, ['externalUserId']);
    expectProblem(await call('POST', '/cfa/users', {}), 400, ['externalUserId']);
    const found = await call('GET', '/cfa/consents?ExternalUserId=JANE-1');
    expect(found.body.map(({ id }: Json) => id)).toEqual([consentId]);
  });
});

describe('consents', () => {
  it('are listed by consent, user and external id, and page by page', async () => {
    const [consent] = (await call('GET', `/cfa/consents?ConsentId=${consentId}`)).body;
    expect(Object.keys(consent)).toEqual([
      'id',
      'status',
      'dateStatusUpdated',
      'dateRequested',
      'dateExpire',
      'dateTransactionsUpdated',
      'providerKey',
      'errors',
    ]);
    expect(consent).toMatchObject({ id: consentId, status: 'UPDATED', providerKey: 'ENABNL2A', errors: [] });
    const days = (Date.parse(`${consent.dateExpire}Z`) - Date.parse(`${consent.dateRequested}Z`)) / 86_400_000;
    expect(days).toBe(180);
    expect((await call('GET', `/cfa/consents?userId=${userId}`)).body).toEqual([consent]);
    expect((await call('GET', `/cfa/v2/consents?UserId=${userId}&Page=1&PageSize=1`)).body).toEqual([consent]);
    expect((await call('GET', `/cfa/v2/consents?UserId=${userId}&Page=2&PageSize=1`)).body).toEqual([]);
    expect((await call('GET', '/cfa/v2/consents?FromDate=2999-01-01')).body).toEqual([]);
    expectProblem(await call('GET', '/cfa/v2/consents?PageSize=101'), 400, ['pageSize']);
    expectProblem(await call('GET', '/cfa/consents?ConsentId=no-uuid'), 400, ['consentId']);
    expectProblem(await call('GET', `/cfa/consents?UserId=${UNKNOWN}`), 404, ['userId']);
  });

  it('need a bank on offer, a user and a safe redirect', async () => {
    const right = {
      providerKey: 'enabnl2a',
      CountryCode: 'nl',
      userId,
      redirectUrl: 'https://lender.test',
      syncMode: 'x',
    };
    const created = await call('POST', '/cfa/consents', right);
    expect(created.status).toBe(201);
    expect(Object.keys(created.body)).toEqual(['consentId', 'consentUrl']);
    expectProblem(await call('POST', '/cfa/consents', { ...right, providerKey: 'NOBANK' }), 400, ['providerKey']);
    expectProblem(await call('POST', '/cfa/consents', { ...right, countryCode: 'BE' }), 400, ['countryCode']);
    expectProblem(await call('POST', '/cfa/consents', { ...right, userId: undefined }), 400, ['userId']);
    expectProblem(await call('POST', '/cfa/consents', { ...right, userId: UNKNOWN }), 404, ['userId']);
    for (const redirectUrl of ['/relative', 'javascript:alert(1)', 'data:text/html,x'])
      expectProblem(await call('POST', '/cfa/consents', { ...right, redirectUrl }), 400, ['redirectUrl']);
  });
});

describe('accounts', () => {
  it('are those that consents cover', async () => {
    const { body } = await call('GET', `/cfa/accounts?UserId=${userId}`);
    const current = body.find(({ providerAccountId }: Json) => providerAccountId === 'current');
    expect(Object.keys(current)).toEqual([
      'id',
      'iban',
      'accountHolder',
      'bban',
      'providerAccountId',
      'currency',
      'accountBalance',
    ]);
    expect(current).toMatchObject({ iban: 'NL11ENAB1234567890', accountHolder: 'J. Doe', bban: null, currency: 'EUR' });
    expect(current.accountBalance).toMatchObject({ currency: 'EUR', amount: 1229.82 });
    expect((await call('GET', `/cfa/accounts?ConsentId=${consentId}&Page=2&Size=1`)).body).toEqual([body[1]]);
    expectProblem(await call('GET', '/cfa/accounts'), 400, ['consentId']);
    expectProblem(await call('GET', `/cfa/accounts?ConsentId=${UNKNOWN}`), 404, ['consentId']);
    expectProblem(await call('GET', `/cfa/accounts?ConsentId=${consentId}&Size=0`), 400, ['size']);
  });
});

describe('transactions', () => {
  it('refuse what they do not take', async () => {
    expectProblem(await call('GET', '/cfa/transactions'), 400, ['consentId']);
    expectProblem(await call('GET', `/cfa/transactions?accountId=${UNKNOWN}`), 404, ['accountId']);
    const of = `/cfa/transactions?consentId=${consentId}`;
    expectProblem(await call('GET', `${of}&orderBy=balance`), 400, ['orderBy']);
    expectProblem(await call('GET', `${of}&orderDirection=up`), 400, ['orderDirection']);
    expectProblem(await call('GET', `${of}&pageSize=1001`), 400, ['pageSize']);
    expectProblem(await call('GET', `${of}&dateFrom=2026-02-30`), 400, ['dateFrom']);
  });
});

describe('categorization jobs', () => {
  const categories = async () => {
    const { body } = await call('GET', `/cfa/transactions?consentId=${consentId}&pageSize=1000`);
    return body.data.map(({ category }: Json) => category);
  };

  it('give each transaction its category, z1 and z2 side by side', async () => {
    expect((await categories()).every((one: Json) => one === undefined)).toBe(true);
    const z2 = await call('POST', '/cfa/v2/categorization-jobs', { Engine: 'z2', Profile: 'retail', consentId });
    expect(z2.status).toBe(201);
    expect(z2.body).toMatchObject({ engine: 'Z2', profile: 'RETAIL', status: 'PENDING', finishedAt: null });
    await saldo.drain();
    const done = await call('GET', `/cfa/v2/categorization-jobs/${z2.body.id}`);
    expect(done.body).toMatchObject({ status: 'COMPLETED', input: { consentId } });
    for (const category of await categories()) {
      expect(Object.keys(category)).toEqual(['z2']);
      expect(Object.keys(category.z2)).toEqual(['category', 'confidence', 'entity', 'flags']);
    }
    await call('POST', '/cfa/CategorizationJobs', {
      externalUserId: 'jane-1',
      metaData: { internal_ibans: ['nl12 RABO 0123 4567 89'] },
    });
    await saldo.drain();
    const both = await categories();
    for (const category of both)
      expect(Object.keys(category)).toEqual(['l0Name', 'l1Name', 'l2Name', 'l3Name', 'code', 'z2']);
    const salary = both.find(({ z2 }: Json) => z2.category === 'income.salary');
    expect(salary).toMatchObject({
      code: 'R010101',
      l0Name: 'Retail',
      l1Name: 'Inflows',
      l2Name: 'Income',
      l3Name: 'Fixed income',
    });
  });

  it('take IBANs that are the person’s own: transfers with them are internal', async () => {
    const { body } = await call('GET', `/cfa/transactions?consentId=${consentId}&pageSize=1000`);
    const toto = body.data.find(({ counterpartDescription }: Json) => counterpartDescription === 'TOTO');
    expect(toto.category.code).toMatch(/^R0209/);
    expect(toto.category.z2.category).toBe('gambling.other');
  });

  it('refuse what they do not take', async () => {
    const post = (body: Json) => call('POST', '/cfa/v2/categorization-jobs', body);
    expectProblem(await post({}), 400, ['consentId']);
    expectProblem(await post({ consentId: UNKNOWN }), 404, ['consentId']);
    expectProblem(await post({ consentId, engine: 'z3' }), 400, ['engine']);
    expectProblem(await post({ consentId, profile: 'corporate' }), 400, ['metadata.kvk_number']);
    expectProblem(await post({ consentId, metadata: { internal_ibans: ['x'] } }), 400, ['metadata.internal_ibans']);
    expectProblem(await call('GET', `/cfa/CategorizationJobs/${UNKNOWN}`), 404, ['id']);
  });
});

describe('analysis jobs', () => {
  it('are created, renamed, read and listed', async () => {
    const metadata = { Kvk_Number: '12345678', internal_ibans: [], note: 'kept' };
    const body = {
      Reference: 'first',
      Engine: 'z2',
      PROFILE: 'corporate',
      Input: { ConsentIds: [consentId] },
      MetaData: metadata,
    };
    const created = await call('POST', '/cfa/analysis-jobs', { ...body, dateFrom: '2026-01-01', dateTo: '2026-06-30' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      reference: 'first',
      finishedAt: null,
      engine: 'Z2',
      status: 'PENDING',
      profile: 'CORPORATE',
      input: { consentIds: [consentId] },
      metadata: { kvk_number: '12345678', internal_ibans: [], note: 'kept' },
    });
    expect('analysis' in created.body).toBe(false);
    const { id } = created.body;
    expect((await call('GET', `/cfa/analysis-jobs/${id}`)).body.analysis).toBeNull();
    expect((await call('GET', '/cfa/analysis-jobs?Status=pending')).body).toHaveLength(1);
    await saldo.drain();
    expect((await call('PUT', `/cfa/analysis-jobs/${id}`, { REFERENCE: 'second' })).body.reference).toBe('second');
    const { body: done } = await call('GET', `/cfa/analysis-jobs/${id}`);
    expect(done).toMatchObject({ status: 'COMPLETED', reference: 'second' });
    expect(done.analysis.generalInfo).toMatchObject({ startDate: '2026-01-01', endDate: '2026-06-30' });
    expect(done.analysis.companyInfo).toMatchObject({ kvkNumber: '12345678', name: 'J. Doe' });
    const list = async (query: string) => (await call('GET', `/cfa/analysis-jobs?${query}`)).body.length;
    const today = new Date().toISOString().slice(0, 10);
    expect(await list(`Status=COMPLETED&Engine=Z2&FromDate=${today}&ToDate=${today}`)).toBe(1);
    expect(await list('Status=FAILED')).toBe(0);
    expect(await list('ToDate=2020-01-01')).toBe(0);
    expect(await list('FromDate=2999-01-01')).toBe(0);
  });

  it('tell of a company what the operator’s register says', async () => {
    const companyInfoOf = async (kvk_number: string) => {
      const body = { profile: 'corporate', input: { consentIds: [consentId] }, metadata: { kvk_number } };
      const { id } = (await call('POST', '/cfa/analysis-jobs', body)).body;
      await saldo.drain();
      return (await call('GET', `/cfa/analysis-jobs/${id}`)).body.analysis.companyInfo;
    };
    expect(await companyInfoOf('87654321')).toEqual({
      name: 'Doe Advies B.V.',
      kvkNumber: '87654321',
      legalForm: 'Besloten vennootschap',
      sbiActivity: '7022 Organisatieadvies',
      startDate: '2014-02-28',
      status: 'actief',
    });
    const unknown = { legalForm: null, sbiActivity: null, startDate: null, status: null };
    expect(await companyInfoOf('00000001')).toEqual({ name: 'J. Doe', kvkNumber: '00000001', ...unknown });
  });

  it('take users, accounts and earlier jobs as input', async () => {
    const accounts = (await call('GET', `/cfa/accounts?UserId=${userId}`)).body.map(({ id }: Json) => id);
    const inputs = [
      { userIds: [userId] },
      { accountIds: accounts },
      { accountIds: accounts.slice(0, 1), consentIds: null },
    ];
    for (const input of inputs) {
      const { status, body } = await call('POST', '/cfa/analysis-jobs', { input });
      expect(status).toBe(201);
      expect(body.accountIds).toEqual(input.accountIds ?? accounts);
      const again = await call('POST', '/cfa/analysis-jobs', { input: { analysisJobIds: [body.id] } });
      expect(again.body.accountIds).toEqual(body.accountIds);
    }
    await saldo.drain();
  });

  it('refuse what they do not take', async () => {
    const post = (body: Json) => call('POST', '/cfa/analysis-jobs', body);
    const input = { consentIds: [consentId] };
    expectProblem(await post({}), 400, ['input']);
    expectProblem(await post({ input: {} }), 400, ['input']);
    expectProblem(await post({ input, engine: 'Z9' }), 400, ['engine']);
    expectProblem(await post({ input, profile: 'CORPORATE' }), 400, ['metadata.kvk_number']);
    for (const number of ['1234567', '123456789', 'abcdefgh'])
      expectProblem(await post({ input, profile: 'corporate', metadata: { kvk_number: number } }), 400, [
        'metadata.kvk_number',
      ]);
    expectProblem(await post({ input: { consentIds: ['x'] } }), 400, ['input.consentIds.0']);
    for (const name of ['consentIds', 'userIds', 'accountIds', 'analysisJobIds'])
      expect((await post({ input: { [name]: [UNKNOWN] } })).status).toBe(404);
    expectProblem(await post({ input, dateFrom: '2026-05-01', dateTo: '2026-04-01' }), 400, ['dateFrom']);
    expectProblem(await call('GET', `/cfa/analysis-jobs/${UNKNOWN}`), 404, ['id']);
    expectProblem(await call('GET', '/cfa/analysis-jobs/nonsense'), 404, ['id']);
    expectProblem(await call('PUT', `/cfa/analysis-jobs/${UNKNOWN}`, { reference: 'x' }), 404, ['id']);
    expectProblem(await call('GET', '/cfa/analysis-jobs?Status=DONE'), 400, ['status']);
    expectProblem(await call('GET', '/cfa/nothing'), 404);
  });

  it('tell what is wrong with a body in the contract’s way', async () => {
    const raw = (headers: Record<string, string>, payload: string) =>
      saldo.app.inject({
        method: 'POST',
        url: '/cfa/users',
        headers: { authorization: `Bearer ${token}`, ...headers },
        payload,
      });
    expect((await raw({ 'content-type': 'application/json' }, '{"x"')).json().status).toBe(400);
    expect((await raw({ 'content-type': 'text/xml' }, '<x/>')).json().status).toBe(415);
  });
});
