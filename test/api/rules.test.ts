import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../src/services/create-client.js';
import { endInInternalError } from '../../src/services/end-analysis.js';
import { keepHouse } from '../../src/services/housekeeping.js';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: { transactions: unknown[] }[] };

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

let count = 0;
/** A project of its own with an operator's token and one customer. */
async function customerOf() {
  count += 1;
  const token = await saldo.tokenFor(`project ${count}`, 'personal', 'operator');
  const { body } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'c' });
  const path = `/v2/customers/${body.id}`;
  const call = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: unknown) =>
    saldo.call(token, method, url, payload);
  const analyse = async (payload: object = { accounts }) => {
    const { body: created } = await call('POST', `${path}/analyses`, payload);
    await saldo.drainJobs();
    return (await call('GET', `${path}/analyses/${created.id}`)).body;
  };
  return { token, id: body.id as string, path, call, analyse };
}

describe('a corrected cash flow', () => {
  it('gives a new analysis with the client’s category, which later analyses keep', async () => {
    const { path, call, analyse } = await customerOf();
    const first = await analyse();
    const flow = first.creditInsights.cashFlows.find(({ category }: Json) => category === 'RENT');
    const corrected = await call('PATCH', `${path}/analyses/${first.id}/credit-insights/cash-flows/${flow.id}`, {
      category: 'LEISURE',
    });
    expect(corrected.status).toBe(202);
    expect(corrected.body).toMatchObject({ source: 'CASH_FLOW_UPDATE', status: 'IN_PROGRESS' });
    await saldo.drainJobs();
    const { body: second } = await call('GET', `${path}/analyses/${corrected.body.id}`);
    const names = (analysis: Json) => analysis.creditInsights.expenses.categories.map(({ name }: Json) => name);
    expect(names(first)).toContain('RENT');
    expect(names(second)).not.toContain('RENT');
    const leisure = second.creditInsights.expenses.categories.find(({ name }: Json) => name === 'LEISURE');
    expect(leisure.transactions[0].enrichments.reasons).toEqual([{ kind: 'correction', id: flow.id, weight: 1 }]);
    expect(names(await analyse())).not.toContain('RENT');
  });

  it.each([
    ['NO_SUCH', 'BAD_REQUEST', 400],
    ['WAGE', 'BAD_REQUEST', 400],
  ])('is refused for %s', async (category, code, status) => {
    const { path, call, analyse } = await customerOf();
    const { id, creditInsights } = await analyse();
    const flow = creditInsights.cashFlows.find(({ category: of }: Json) => of === 'RENT');
    const answer = await call('PATCH', `${path}/analyses/${id}/credit-insights/cash-flows/${flow.id}`, { category });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.message).toContain('category');
  });
});

describe('an account that comes twice', () => {
  const warningsOf = (analysis: Json): string[] =>
    analysis.warnings.map(({ code, accountId }: Json) => `${code} ${accountId}`);
  const named = (id: string) => accounts.map((account) => ({ ...account, aggregator: { id } }));

  it('under another id, in a later analysis, is one account and warned of from then on', async () => {
    const { path, call, analyse } = await customerOf();
    const first = await analyse({ accounts: named('first') });
    const again = await analyse({ accounts: named('first') });
    for (const analysis of [first, again]) expect(warningsOf(analysis).join()).not.toContain('MERGED');
    const second = await analyse({ accounts: named('second') });
    const { resources } = (await call('GET', `${path}/analyses/${second.id}/accounts`)).body;
    expect(resources).toHaveLength(1);
    expect(warningsOf(second)).toContain(`DUPLICATE_ACCOUNTS_MERGED ${resources[0].id}`);
    expect(second.creditInsights.incomes.totalAmount).toBe(first.creditInsights.incomes.totalAmount);
    expect(warningsOf(await analyse({ accounts: named('second') })).join()).toContain('MERGED');
  });

  it('in one request is warned of', async () => {
    const { analyse } = await customerOf();
    expect(warningsOf(await analyse({ accounts: [...named('one'), ...named('two')] })).join()).toContain('MERGED');
  });
});

describe('records of an aggregator that cannot be read', () => {
  const line = { id: 1, date: '2026-03-02', value: -5, original_wording: 'X' };
  const account = { id: 3, balance: 10, last_update: '2026-03-02 04:00:00', currency: { id: 'EUR' }, type: 'checking' };
  const body = {
    format: 'BUDGET_INSIGHT_V2_0',
    connections: [{ accounts: [{ ...account, transactions: [line, { ...line, id: 2, value: null }] }] }],
  };
  const problem = { path: 'connections[0].accounts[0].transactions[1].value', kind: 'missing' };

  it('are told of in the answer and in the analysis', async () => {
    const { path, call, analyse } = await customerOf();
    const { body: created } = await call('POST', `${path}/analyses`, body);
    expect(created.import).toMatchObject({ taken: 1, merged: 0, refused: 1, problems: [problem] });
    expect((await analyse(body)).import).toMatchObject({ taken: 1, merged: 1, refused: 1, problems: [problem] });
  });

  it('are told of where a connector sent them; an analysis that brought nothing tells nothing', async () => {
    const { path, call } = await customerOf();
    const target = 'https://connector.example/hook';
    await call('POST', '/v1/subscriptions', { target, eventName: 'bank_details_required' });
    const { body: waiting } = await call('POST', `${path}/analyses`, {});
    expect(waiting.import).toBeUndefined();
    const fed = await call('PATCH', `${path}/analyses/${waiting.id}`, body);
    expect(fed.body.import).toMatchObject({ taken: 1, refused: 1, problems: [problem] });
    await saldo.drainJobs();
  });
});

describe('a connector that was told twice', () => {
  it('sends everything twice, at once too, and changes nothing by the second time', async () => {
    const { path, call } = await customerOf();
    await call('POST', '/v1/subscriptions', { target: 'https://c.example/h', eventName: 'bank_details_required' });
    const { body: waiting } = await call('POST', `${path}/analyses`, {});
    const url = `${path}/analyses/${waiting.id}`;
    const fewer = accounts.map((account) => ({ ...account, transactions: account.transactions.slice(0, 30) }));
    const both = await Promise.all([call('PATCH', url, { accounts }), call('PATCH', url, { accounts })]);
    expect(both.map(({ status, body }) => [status, body.status])).toEqual(Array(2).fill([200, 'IN_PROGRESS']));
    await saldo.drainJobs();
    const { body: done } = await call('GET', url);
    expect(done.status).toBe('COMPLETED');
    const late = [{ accounts: fewer }, { accounts: [] }, { status: 'ERROR', error: { code: 'X', message: 'late' } }];
    for (const update of late) expect(await call('PATCH', url, update)).toEqual({ status: 200, body: done });
    await saldo.drainJobs();
    expect((await call('GET', url)).body).toEqual(done);
    expect((await call('GET', `${path}/analyses`)).body.pagination.totalResources).toBe(1);
  });
});

describe('a repeated request', () => {
  it('with the same Idempotency-Key is answered the same and done once', async () => {
    const { token, path } = await customerOf();
    const post = (payload: object) =>
      saldo.app.inject({
        method: 'POST',
        url: `${path}/analyses`,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k-1' },
        payload,
      });
    const first = await post({ accounts });
    const second = await post({ accounts });
    expect(second.statusCode).toBe(202);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotent-replayed']).toBe('true');
    const { body } = await saldo.call(token, 'GET', `${path}/analyses`);
    expect(body.pagination.totalResources).toBe(1);
    const other = await post({ accounts: [] });
    expect([other.statusCode, other.json().code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    await saldo.drainJobs();
  });

  it('is forgotten with the customer whose data the answer holds', async () => {
    const { token } = await customerOf();
    const create = () =>
      saldo.app.inject({
        method: 'POST',
        url: '/v2/customers',
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'k-2' },
        payload: { customIdentifier: 'forgotten' },
      });
    const first = await create();
    await saldo.call(token, 'DELETE', `/v2/customers/${first.json().id}`);
    const second = await create();
    expect(second.statusCode).toBe(201);
    expect(second.json().id).not.toBe(first.json().id);
  });
});

describe('first bank data', () => {
  it('that come twice at the same moment are taken in once', async () => {
    const { path, call } = await customerOf();
    const both = await Promise.all([1, 2].map(() => call('POST', `${path}/analyses`, { accounts })));
    expect(both.map(({ status }) => status)).toEqual([202, 202]);
    await saldo.drainJobs();
    const total = accounts.flatMap(({ transactions }) => transactions).length;
    for (const { body } of both) {
      const { status, metadata } = (await call('GET', `${path}/analyses/${body.id}`)).body;
      expect([status, metadata.totalTransactionCount]).toEqual(['COMPLETED', total]);
    }
  });

  it('for a customer that is not there leave nothing behind', async () => {
    const { call, id } = await customerOf();
    await call('DELETE', `/v2/customers/${id}`);
    const refused = await call('POST', `/v2/customers/${id}/analyses`, { accounts });
    expect([refused.status, refused.body.code]).toEqual([404, 'UNKNOWN_ENTITY']);
    const { database, queue } = saldo.context.services;
    for (const table of ['account', 'transaction', 'analysis'])
      expect(await database.query(`select 1 from ${table} where customer_id = $1`, [id])).toEqual([]);
    expect(await queue.fetch('run-analysis', 1)).toEqual([]);
  });
});

describe('answers', () => {
  it('carry an ETag, are compressed on request, and tell of the rate limit', async () => {
    const { token, path, analyse } = await customerOf();
    const { id } = await analyse();
    const get = (headers: Record<string, string>) =>
      saldo.app.inject({
        method: 'GET',
        url: `${path}/analyses/${id}`,
        headers: { authorization: `Bearer ${token}`, ...headers },
      });
    const plain = await get({});
    expect(plain.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(plain.headers['x-ratelimit-limit']).toBeDefined();
    expect(plain.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    const etag = String(plain.headers['etag']);
    const unchanged = await get({ 'if-none-match': etag });
    expect([unchanged.statusCode, unchanged.headers['etag'], unchanged.body]).toEqual([304, etag, '']);
    const zipped = await get({ 'accept-encoding': 'gzip' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(zipped.rawPayload).toString('utf8'))).toEqual(plain.json());
  });
});

describe('an access log that cannot be written', () => {
  it('fails what changes something in the words of the contract, and is completed later', async () => {
    const { id, path, call } = await customerOf();
    const { database } = saldo.context.services;
    await database.query('alter table audit_entry rename to audit_entry_away');
    const [changed, unchanged] = [await call('PATCH', path, { customIdentifier: 'B' }), await call('GET', path)];
    await database.query('alter table audit_entry_away rename to audit_entry');
    expect(changed).toMatchObject({ status: 500, body: { code: 'INTERNAL_SERVER_ERROR', status: 500 } });
    expect(unchanged.status).toBe(200);
    await vi.waitFor(async () => {
      const { body } = await call('GET', `/operator/accesses?customerId=${id}`);
      const entries = body.resources.map(({ action, status }: Json) => [action, status]);
      expect(entries).toContainEqual(['PATCH /v2/customers/:id', 500]);
      expect(entries).toContainEqual(['GET /v2/customers/:id', 200]);
    });
  });
});

describe('settings of a project', () => {
  it('switch scores off, limit the history, and are for operators', async () => {
    const { call, analyse } = await customerOf();
    const patched = await call('PATCH', '/operator/project', { scoresEnabled: false, analysisDays: 30, country: 'FR' });
    expect(patched.body).toMatchObject({ scoresEnabled: false, analysisDays: 30, country: 'FR', currency: 'EUR' });
    const recent = accounts.map((account) => ({ ...account, balanceDate: new Date().toISOString() }));
    const analysis = await analyse({ accounts: recent });
    expect(analysis.parameters.disableScores).toBe(true);
    expect((await call('PATCH', '/operator/project', { currency: 'EURO' })).status).toBe(400);
    const contacts = ['it@lender.example'];
    const { body } = await call('PATCH', '/operator/project', { contactEmails: contacts });
    expect([patched.body.contactEmails, body.contactEmails]).toEqual([[], contacts]);
    for (const wrong of ['it', 'it@lender.example\nBcc: b@else.example', 'a@lender.example,b@lender.example'])
      expect((await call('PATCH', '/operator/project', { contactEmails: [wrong] })).status).toBe(400);
    const api = await saldo.tokenFor('only api');
    expect((await saldo.call(api, 'GET', '/operator/project')).status).toBe(403);
  });

  it('erase customers past the retention, and nobody else', async () => {
    const { id, path, call } = await customerOf();
    await call('PATCH', '/operator/project', { retentionDays: 30 });
    await keepHouse(saldo.context.services, saldo.context.config);
    expect((await call('GET', path)).status).toBe(200);
    const later = { ...saldo.context.services, now: () => new Date(Date.now() + 31 * 86_400_000) };
    await keepHouse(later, { ...saldo.context.config, analysisTimeoutHours: 24 * 365 });
    expect((await call('GET', path)).status).toBe(404);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const { body } = await call('GET', `/operator/accesses?customerId=${id}`);
    expect(body.resources.map(({ action, status }: Json) => [action, status])).toContainEqual([
      'GET /v2/customers/:id',
      200,
    ]);
  });
});

describe('an analysis', () => {
  it('is launched again at most three times after an error of ours', async () => {
    const { id, path, call } = await customerOf();
    await call('POST', `${path}/analyses`, { accounts });
    const projectId = (await call('GET', '/operator/project')).body.id;
    for (let round = 0; round < 5; round += 1) {
      const { body } = await call('GET', `${path}/analyses`);
      const [open] = body.resources.filter(({ status }: Json) => status === 'IN_PROGRESS');
      if (open) await endInInternalError(saldo.context.services, { projectId, customerId: id, analysisId: open.id });
    }
    const { body } = await call('GET', `${path}/analyses`);
    expect(body.resources.map(({ source, status }: Json) => [source, status])).toEqual([
      ['CLIENT', 'ERROR'],
      ['INTERNAL', 'ERROR'],
      ['INTERNAL', 'ERROR'],
      ['INTERNAL', 'ERROR'],
    ]);
  });

  it('that waits for bank details too long ends in an error', async () => {
    const { path, call } = await customerOf();
    const target = 'https://connector.example/hook';
    await call('POST', '/v1/subscriptions', { target, eventName: 'bank_details_required' });
    const { body } = await call('POST', `${path}/analyses`, {});
    expect(body.status).toBe('CREATED');
    const later = { ...saldo.context.services, now: () => new Date(Date.now() + 25 * 3_600_000) };
    await keepHouse(later, saldo.context.config);
    const ended = (await call('GET', `${path}/analyses/${body.id}`)).body;
    expect(ended).toMatchObject({ status: 'ERROR', error: { code: 'BANK_DETAILS_TIMEOUT' } });
  });

  it('is made again from what is there when an operator asks', async () => {
    const { id, path, call, analyse } = await customerOf();
    const first = await analyse();
    const refreshed = await call('POST', `/operator/customers/${id}/refresh`);
    expect(refreshed.status).toBe(202);
    await saldo.drainJobs();
    const { body } = await call('GET', `${path}/analyses/${refreshed.body.id}`);
    expect(body.source).toBe('MANUAL_REFRESH');
    expect(body.creditInsights.incomes.totalAmount).toBe(first.creditInsights.incomes.totalAmount);
  });
});

describe('service accounts', () => {
  it('are for connectors, and only those assigned to them', async () => {
    const { services, tokens } = saldo.context;
    const make = (role: 'api' | 'connector', name: string, connector?: string) =>
      createClient(services, { name, project: 'assigned', role, ...(connector ? { connector } : {}) });
    const [one, two] = [await make('connector', 'one'), await make('connector', 'two')];
    const shared = await make('api', 'shared');
    const own = await make('api', 'own', one.clientId);
    const list = async ({ clientId, clientSecret }: typeof one, path: string) =>
      saldo.call((await tokens.issueFor(clientId, clientSecret)).accessToken, 'GET', path);
    const ids = ({ body }: { body: Json }) => body.map(({ clientId }: Json) => clientId);
    expect(ids(await list(one, '/v1/service-accounts'))).toEqual([shared.clientId, own.clientId]);
    expect(ids(await list(two, '/v1/service-accounts'))).toEqual([shared.clientId]);
    const { body } = await list(one, '/v2/service-accounts?limit=1000');
    const [, second] = body.resources;
    expect(second).toMatchObject({ clientId: own.clientId, clientSecret: own.clientSecret, config: {} });
    const found = await list(one, `/v2/service-accounts?filter={"_id":"${second.id}"}`);
    expect(found.body.resources).toEqual([second]);
    expect((await list(shared, '/v1/service-accounts')).status).toBe(403);
  });
});
