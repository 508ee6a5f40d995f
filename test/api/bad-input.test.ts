import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const good = readFileSync(new URL('../../examples/personae/fr__luke_skywalker.json', import.meta.url), 'utf8');

let saldo: AppUnderTest;
let token: string;
let url: string;

beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('bad input');
  const { body } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'bad' });
  url = `/v2/customers/${body.id}/analyses`;
});
afterAll(() => saldo.close());

/** Posts a text as it is, so that what JSON cannot say can be sent too. */
async function post(payload: string, contentType = 'application/json', more: Record<string, string> = {}) {
  const response = await saldo.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType, ...more },
    payload,
  });
  return { status: response.statusCode, body: response.json() };
}

async function rowCounts() {
  const { database } = saldo.context.services;
  const [counts] = await database.query(
    'select (select count(*) from account) as accounts, (select count(*) from transaction) as transactions, (select count(*) from analysis) as analyses, (select count(*) from pgboss.job) as jobs',
  );
  return counts;
}

/** The good document with one member of the first account or of its third transaction replaced by a JSON text. */
function withAccount(member: string, text: string | null): string {
  const document = JSON.parse(good);
  document.accounts[0][member] = text === null ? undefined : '@@';
  return JSON.stringify(document).replace('"@@"', text ?? '');
}
function withTransaction(change: (transaction: Json) => void, text = ''): string {
  const document = JSON.parse(good);
  change(document.accounts[0].transactions[2]);
  return JSON.stringify(document).replace('"@@"', text);
}

const AMOUNT = 'accounts[0].transactions[2].amount';
const cases: [string, string, string, string][] = [
  ['no amount', withTransaction((t) => delete t.amount), 'MISSING_PARAM', AMOUNT],
  ['an amount that is null', withTransaction((t) => (t.amount = null)), 'MISSING_PARAM', AMOUNT],
  ['an amount beyond any number', withTransaction((t) => (t.amount = '@@'), '1e400'), 'BAD_REQUEST', AMOUNT],
  ['an amount that is a text', withTransaction((t) => (t.amount = 'NaN')), 'BAD_REQUEST', AMOUNT],
  ['an amount with fractions of a cent', withTransaction((t) => (t.amount = 1.234)), 'BAD_REQUEST', AMOUNT],
  [
    'a day that does not exist',
    withTransaction((t) => (t.dates = { debitedAt: '2026-02-30T12:00:00.000Z' })),
    'BAD_REQUEST',
    'dates.debitedAt',
  ],
  ['no date', withTransaction((t) => (t.dates = {})), 'MISSING_PARAM', 'dates'],
  ['a currency that is none', withTransaction((t) => (t.currency = 'EURO')), 'BAD_REQUEST', 'currency'],
  ['no description', withTransaction((t) => delete t.description), 'MISSING_PARAM', 'description'],
  [
    'a description of 10 MB',
    withTransaction((t) => (t.description = 'x'.repeat(10_000_000))),
    'BAD_REQUEST',
    'description',
  ],
  [
    'a transaction that is a number',
    good
      .replace('{"currency":"EUR","dates"', '{"currency":"EUR","dates"')
      .replace(/"transactions": ?\[/, '"transactions":[7,'),
    'BAD_REQUEST',
    'transactions[0]',
  ],
  ['an unknown account type', withAccount('type', '"PIGGYBANK"'), 'BAD_REQUEST', 'accounts[0].type'],
  ['no balance', withAccount('balance', null), 'MISSING_PARAM', 'accounts[0].balance'],
  ['a balance beyond any number', withAccount('balance', '-1e400'), 'BAD_REQUEST', 'accounts[0].balance'],
  ['a balance date that is none', withAccount('balanceDate', '"yesterday"'), 'BAD_REQUEST', 'accounts[0].balanceDate'],
  ['an id that is no text', withAccount('aggregator', '{"id":{}}'), 'BAD_REQUEST', 'accounts[0].aggregator.id'],
  ['transactions that are no list', withAccount('transactions', '{}'), 'BAD_REQUEST', 'accounts[0].transactions'],
  ['accounts that are no list', '{"accounts":"all of them"}', 'BAD_REQUEST', 'accounts'],
  ['an unknown format', JSON.stringify({ ...JSON.parse(good), format: 'EXCEL' }), 'BAD_REQUEST', 'format'],
];

describe('bad input', () => {
  it.each(cases)('%s is a 400 that names the field, and nothing is stored', async (_name, payload, code, field) => {
    const before = await rowCounts();
    const { status, body } = await post(payload);
    expect([status, body.code, body.status]).toEqual([400, code, 400]);
    expect(body.message).toContain(field);
    expect(body.message.length).toBeLessThan(300);
    expect(await rowCounts()).toEqual(before);
  });

  it('that is not JSON, not an object, of another type or too large has its own status', async () => {
    const before = await rowCounts();
    expect((await post('{"accounts": [')).body).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect((await post('[1]')).status).toBe(400);
    expect((await post('null')).status).toBe(400);
    for (const type of ['application/xml', 'text/plain', 'application/x-www-form-urlencoded'])
      expect((await post('<xml/>', type)).body).toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 });
    expect((await post(good, undefined, { 'content-encoding': 'compress' })).status).toBe(415);
    expect((await post(good, undefined, { 'content-encoding': 'gzip' })).status).toBe(400);
    expect((await post(`{"x":"${'y'.repeat(33 * 1024 * 1024)}"}`)).body).toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      status: 413,
    });
    expect(await rowCounts()).toEqual(before);
  });

  it('in the path is told in the contract’s body', async () => {
    const { status, body } = await saldo.call(token, 'GET', '/v2/customers/%zz');
    expect([status, body]).toEqual([400, { code: 'BAD_REQUEST', message: expect.any(String), status: 400 }]);
    const other = await saldo.app.inject({ method: 'GET', url: '/cfa/consents/%zz' });
    expect(other.headers['content-type']).toContain('application/problem+json');
    expect(other.json()).toMatchObject({ status: 400, title: 'Bad Request', traceId: expect.any(String) });
  });

  it('never repeats bank data in the message', async () => {
    const { body } = await post(
      withTransaction((t) => Object.assign(t, { description: 'SECRET CLINIC', amount: 'SECRET AMOUNT' })),
    );
    expect(JSON.stringify(body)).not.toContain('SECRET');
  });
});

describe('what is missing', () => {
  const missing: ['POST' | 'PATCH', string, object | undefined, string][] = [
    ['POST', '/v1/oauth/token', undefined, 'grant_type'],
    ['POST', '/v2/customers', undefined, 'customIdentifier'],
    ['POST', '/v2/subscriptions', undefined, 'eventName'],
    ['POST', '/v2/subscriptions', { target: 'https://lender.example/hook' }, 'eventName'],
    ['POST', '/v1/subscriptions', { eventName: 'analysis_completed' }, 'target'],
    ['PATCH', '/v2/subscriptions/s', {}, 'status'],
    ['PATCH', '/v2/subscriptions/s/events/e', {}, 'status'],
    ['PATCH', '/v1/subscriptions/s/events/e', undefined, 'status'],
  ];
  it.each(missing)('from %s %s with %o is told by name', async (method, path, payload, field) => {
    const { status, body } = await saldo.call(token, method, path, payload);
    expect([status, body]).toEqual([400, { code: 'MISSING_PARAM', message: `${field} is required`, status: 400 }]);
  });

  it('is not what is wrong', async () => {
    const { body } = await saldo.call(token, 'PATCH', '/v2/subscriptions/s', { status: 'ASLEEP' });
    expect([body.code, body.message]).toEqual(['BAD_REQUEST', expect.stringMatching(/^status: .*ACTIVE/)]);
  });
});
