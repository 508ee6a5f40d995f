import { gunzipSync } from 'node:zlib';
import type { InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isNamedBy } from '../../src/api/entity-tags.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

let saldo: AppUnderTest;
let token: string;
let path: string;
beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('tags');
  // Long enough to be zipped.
  const personalDetails = { contact: { email: `${'a'.repeat(60)}@example.org` }, note: 'n'.repeat(2_000) };
  const { body } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: 'c', personalDetails });
  path = `/v2/customers/${body.id}`;
});
afterAll(() => saldo.close());

const send = (request: InjectOptions) =>
  saldo.app.inject({ ...request, headers: { authorization: `Bearer ${token}`, ...request.headers } });
const read = (headers: Record<string, string> = {}, url = path) => send({ method: 'GET', url, headers });

describe('If-None-Match', () => {
  it.each([
    ['W/"a"', true],
    ['"a"', true],
    ['"b", W/"a" ,"c"', true],
    ['*', true],
    ['"b"', false],
    ['a', false],
    ['', false],
    ['"b,W/"', false],
  ])('%s names W/"a": %s', (header, isNamed) => {
    expect(isNamedBy(header, 'W/"a"')).toBe(isNamed);
  });
});

describe('what is read', () => {
  it('carries a weak tag, the same zipped or not, because the bytes are others', async () => {
    const plain = await read();
    const zipped = await read({ 'accept-encoding': 'gzip' });
    expect(plain.headers['etag']).toMatch(/^W\/"[\w-]+"$/);
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.headers['etag']).toBe(plain.headers['etag']);
    expect(JSON.parse(gunzipSync(zipped.rawPayload).toString('utf8'))).toEqual(plain.json());
    expect(String(zipped.headers['vary']).toLowerCase()).toContain('accept-encoding');
  });

  it('is answered 304 to a list that names it, and to *', async () => {
    const etag = String((await read()).headers['etag']);
    for (const header of [etag, `"other", ${etag}`, etag.slice(2), '*']) {
      const answer = await read({ 'if-none-match': header, 'accept-encoding': 'gzip' });
      expect([answer.statusCode, answer.body, answer.headers['etag']], header).toEqual([304, '', etag]);
      expect(answer.headers['content-length']).toBeUndefined();
    }
    expect((await read({ 'if-none-match': '"other"' })).statusCode).toBe(200);
  });
});

describe('an answer that is not what was asked for', () => {
  it('stays what it is, whatever tags are named', async () => {
    const headers = { 'if-none-match': '*' };
    const unknown = await read(headers, '/v2/customers/000000000000000000000000');
    expect([unknown.statusCode, unknown.headers['etag']]).toEqual([404, undefined]);
    const created = await send({ method: 'POST', url: '/v2/customers', headers, payload: { customIdentifier: 'd' } });
    expect([created.statusCode, created.json().customIdentifier]).toEqual([201, 'd']);
  });
});
