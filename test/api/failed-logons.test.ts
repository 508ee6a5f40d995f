import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/api/app.js';
import { createClient } from '../../src/services/create-client.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

/** A reverse proxy of the lender's. */
const PROXY = '198.51.100.9';

let saldo: AppUnderTest;
beforeAll(async () => {
  saldo = await appUnderTest();
});
afterAll(() => saldo.close());

const newClient = () => createClient(saldo.context.services, { name: 'c', project: 'p', role: 'api' });

/** The status of an attempt to log on, and the seconds to wait. */
async function logOn(
  id: string,
  secret: string,
  url = '/v2/oauth/token',
  { app = saldo.app, from = '192.0.2.1' } = {},
) {
  const fields = { client_id: id, client_secret: secret, grant_type: 'client_credentials', scope: 'customer-api' };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': from };
  const remoteAddress = app === saldo.app ? from : PROXY;
  const payload = new URLSearchParams(fields).toString();
  const response = await app.inject({ method: 'POST', url, remoteAddress, headers, payload });
  return { status: response.statusCode, wait: Number(response.headers['retry-after'] ?? 0) };
}

describe('guessing a secret', () => {
  it('ends after a hundred wrong ones in a minute, sent one by one or at once, on either contract', async () => {
    const { clientId, clientSecret } = await newClient();
    const guesses = Array.from({ length: 120 }, (_, at) => `guess ${at}`);
    const answers = await Promise.all(guesses.map((guess) => logOn(clientId, guess)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(401), count(429)]).toEqual([100, 20]);
    for (const url of ['/v1/oauth/token', '/cfa/connect/token']) {
      const right = await logOn(clientId, clientSecret, url);
      expect(right.status).toBe(429);
      expect(right.wait).toBeGreaterThan(0);
      expect(right.wait).toBeLessThanOrEqual(60);
    }
  });

  it('holds up no other client, and nobody elsewhere', async () => {
    const guessed = await newClient();
    const other = await newClient();
    for (let at = 0; at < 101; at += 1) await logOn(guessed.clientId, 'wrong');
    expect((await logOn(guessed.clientId, guessed.clientSecret)).status).toBe(429);
    expect((await logOn(other.clientId, other.clientSecret)).status).toBe(201);
    expect((await logOn(guessed.clientId, guessed.clientSecret, undefined, { from: '192.0.2.2' })).status).toBe(201);
  });
});

describe('behind a reverse proxy', () => {
  it('is told apart by the address that a trusted proxy names, and no other', async () => {
    const { clientId, clientSecret } = await newClient();
    const apps = [{ trustedProxies: [PROXY] }, { trustedProxies: ['198.51.100.0/30'] }];
    for (const [index, config] of apps.entries()) {
      const app = await buildApp({ ...saldo.context, config });
      const guess = (from: string) => logOn(clientId, 'wrong', undefined, { app, from });
      await Promise.all(Array.from({ length: 101 }, () => guess('203.0.113.1')));
      expect((await guess('203.0.113.1')).status).toBe(429);
      const elsewhere = await logOn(clientId, clientSecret, undefined, { app, from: '203.0.113.2' });
      expect(elsewhere.status).toBe(index === 0 ? 201 : 429);
      await app.close();
    }
  });
});

describe('the right secret', () => {
  it('may be sent as often as a token is wanted', async () => {
    const { clientId, clientSecret } = await newClient();
    const answers = await Promise.all(Array.from({ length: 150 }, () => logOn(clientId, clientSecret)));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
  });
});
