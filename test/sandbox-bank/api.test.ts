import formbody from '@fastify/formbody';
import fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeJson } from '../../src/api/take-json.js';
import type { BankAccess } from '../../src/domain/bank-fetcher.js';
import type { CalendarDate } from '../../src/domain/calendar-date.js';
import { parseFault } from '../../src/sandbox-bank/faults.js';
import { FAULT_CHOICES } from '../../src/sandbox-bank/pages/wording.js';
import { sandboxBank } from '../../src/sandbox-bank/plugin.js';
import { type BankUnderTest, bankUnderTest, hiddenField, postForm, REDIRECT_URI } from '../fetch/bank-under-test.js';

let bank: BankUnderTest;
beforeAll(async () => {
  bank = await bankUnderTest();
});
afterAll(() => bank.close());

const DAY_MS = 86_400_000;
const CONSENT = { providerKey: 'ENABNL2A', validUntil: '2027-03-01' as CalendarDate };

async function get(path: string, access: BankAccess | null, headers: Record<string, string> = {}): Promise<Response> {
  const own =
    access === null ? {} : { authorization: `Bearer ${access.accessToken}`, 'consent-id': access.bankConsentId };
  return fetch(`${bank.url}${path}`, { headers: { ...own, ...headers } });
}

async function codeOf(response: Response): Promise<string> {
  const { tppMessages } = (await response.json()) as { tppMessages: { code: string }[] };
  return `${response.status} ${tppMessages[0]?.code}`;
}

describe('the API of the simulated bank', () => {
  it('gives tokens to its client alone, by form or basic authentication', async () => {
    const ask = async (fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const response = await fetch(`${bank.url}/token`, { method: 'POST', headers, body: new URLSearchParams(fields) });
      return `${response.status} ${((await response.json()) as { error?: string }).error ?? 'token'}`;
    };
    const form = { client_id: 'saldo', client_secret: 'a secret of the test' };
    const basic = { authorization: `Basic ${Buffer.from('saldo:a secret of the test').toString('base64')}` };
    expect(await ask({ ...form, grant_type: 'client_credentials' })).toBe('200 token');
    expect(await ask({ grant_type: 'client_credentials' }, basic)).toBe('200 token');
    expect(await ask({ ...form, client_secret: 'guess', grant_type: 'client_credentials' })).toBe('401 invalid_client');
    expect(await ask({ ...form, grant_type: 'password' })).toBe('400 unsupported_grant_type');
    expect(await ask({ ...form, grant_type: 'refresh_token', refresh_token: 'forged.x' })).toBe('400 invalid_grant');
    expect(await ask({})).toBe('401 invalid_client');
  });

  it('opens nothing without a token, with another consent or for another account', async () => {
    const access = await bank.access('tom-bakker');
    const other = await bank.access('eva-vos');
    const account = '/v1/accounts/tom-bakker-main';
    expect(await codeOf(await get('/v1/accounts', null))).toBe('401 TOKEN_EXPIRED');
    expect(await codeOf(await get('/v1/accounts', { ...access, bankConsentId: other.bankConsentId }))).toBe(
      '401 CONSENT_INVALID',
    );
    expect(await codeOf(await get(`${account}/balances`, other))).toBe('404 RESOURCE_UNKNOWN');
    expect((await get(`${account}/balances`, access)).status).toBe(200);
    expect(await codeOf(await get(`${account}/transactions?bookingStatus=both`, access))).toBe('400 FORMAT_ERROR');
    expect(await codeOf(await get(`${account}/transactions?bookingStatus=all&dateFrom=2026-01-01`, access))).toBe(
      '400 FORMAT_ERROR',
    );
  });

  it('keeps its pages while transactions arrive', async () => {
    const first =
      '/v1/accounts/sanne-visser-main/transactions?dateFrom=2026-03-01&dateTo=2026-12-31&bookingStatus=booked';
    const walk = async (meanwhile: () => void): Promise<string[]> => {
      let access = await bank.access('sanne-visser');
      const ids: string[] = [];
      for (let path: string | undefined = first; path !== undefined; ) {
        const { transactions } = (await (await get(path, access)).json()) as {
          transactions: { booked: { transactionId: string }[]; _links: { next?: { href: string } } };
        };
        if (ids.length === 0) {
          meanwhile();
          access = (await bank.fetcher.listAccounts(access)).access;
        }
        ids.push(...transactions.booked.map(({ transactionId }) => transactionId));
        path = transactions._links.next?.href.replace('/sandbox-bank', '');
      }
      return ids;
    };
    const still = await walk(() => {});
    expect(await walk(() => bank.advance(3 * DAY_MS))).toEqual(still);
    const later = await walk(() => {});
    bank.advance(-3 * DAY_MS);
    expect(still.length).toBeGreaterThan(400);
    expect(later.length).toBeGreaterThan(still.length);
    expect(later.slice(-still.length)).toEqual(still);
  });

  it('stands beside the routes of the API', async () => {
    const app = fastify();
    app.setValidatorCompiler(validatorCompiler);
    app.setSerializerCompiler(serializerCompiler);
    takeJson(app);
    await app.register(formbody);
    const settings = {
      secretKey: 'k',
      clientId: 'saldo',
      clientSecret: 's',
      now: () => new Date(),
      sleep: async () => {},
    };
    await app.register(sandboxBank(settings), { prefix: '/sandbox-bank' });
    const form = { client_id: 'saldo', client_secret: 's', grant_type: 'client_credentials' };
    const token = await app.inject({
      method: 'POST',
      url: '/sandbox-bank/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(form).toString(),
    });
    expect(token.statusCode).toBe(200);
    const consent = await app.inject({
      method: 'POST',
      url: '/sandbox-bank/v1/consents',
      headers: { authorization: `Bearer ${token.json().access_token}`, 'tpp-redirect-uri': REDIRECT_URI },
      payload: { validUntil: '2099-01-01' },
    });
    expect(consent.statusCode).toBe(201);
    await app.close();
  });

  it('fails on demand for one request', async () => {
    const access = await bank.access('tom-bakker');
    expect(await codeOf(await get('/v1/accounts?sandboxFault=revoked', access))).toBe('401 CONSENT_INVALID');
    const limited = await get('/v1/accounts', access, { 'x-sandbox-fault': 'rate-limit:1' });
    expect(limited.headers.get('retry-after')).toBe('2');
    expect((await get('/v1/accounts', access, { 'x-sandbox-fault': 'rate-limit:1' })).status).toBe(200);
    expect((await get('/v1/accounts', access, { 'x-sandbox-fault': 'no such fault' })).status).toBe(200);
    expect(FAULT_CHOICES.every(({ fault }) => parseFault(fault) !== null)).toBe(true);
  });

  it('announces consents for addresses of the web and days to come alone', async () => {
    const token = (await (
      await postForm(`${bank.url}/token`, {
        client_id: 'saldo',
        client_secret: 'a secret of the test',
        grant_type: 'client_credentials',
      })
    ).json()) as { access_token: string };
    const announce = async (redirect: string, validUntil: string) => {
      const response = await fetch(`${bank.url}/v1/consents`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token.access_token}`,
          'content-type': 'application/json',
          'tpp-redirect-uri': redirect,
        },
        body: JSON.stringify({ validUntil }),
      });
      return response.status;
    };
    expect(await announce(REDIRECT_URI, '2027-01-01')).toBe(201);
    expect(await announce('javascript:alert(1)', '2027-01-01')).toBe(400);
    expect(await announce(REDIRECT_URI, '2020-01-01')).toBe(400);
    expect(await announce(REDIRECT_URI, 'soon')).toBe(400);
  });
});

describe('the pages of the simulated bank', () => {
  it('refuse a request that was not announced, or leads elsewhere', async () => {
    const { url } = await bank.fetcher.authorizationUrl(CONSENT, REDIRECT_URI, 's');
    const elsewhere = new URL(url);
    elsewhere.searchParams.set('redirect_uri', 'https://evil.example/');
    const unknown = new URL(url);
    unknown.searchParams.set('scope', 'AIS:made-up');
    for (const href of [elsewhere.href, unknown.href, `${bank.url}/authorize`]) {
      const response = await fetch(href, { headers: { 'accept-language': 'en-GB,en' } });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('This request cannot continue');
    }
  });

  it('say no, and say who nobody is', async () => {
    const { url } = await bank.fetcher.authorizationUrl(CONSENT, REDIRECT_URI, 'state & more');
    const login = await (await fetch(url)).text();
    const request = hiddenField(login, 'request');
    const nobody = await postForm(`${bank.url}/login`, { request, person: '<script>', ui_locales: 'nl' });
    expect(nobody.status).toBe(400);
    expect(await nobody.text()).toContain('Deze persoon is hier niet bekend');
    const grant = await (
      await postForm(`${bank.url}/login`, { request, person: 'linda-smit', ui_locales: 'en' })
    ).text();
    expect(grant).toContain('Linda Smit, you give access');
    expect(grant).toContain('until 2027-03-01');
    const back = await postForm(`${bank.url}/decision`, { session: hiddenField(grant, 'session'), decision: 'refuse' });
    expect(back.status).toBe(303);
    expect(back.headers.get('location')).toBe(`${REDIRECT_URI}?error=access_denied&state=state+%26+more`);
  });

  it('let a code serve once', async () => {
    const { url, bankConsentId } = await bank.fetcher.authorizationUrl(CONSENT, REDIRECT_URI, 's');
    const request = hiddenField(await (await fetch(url)).text(), 'request');
    const grant = await (await postForm(`${bank.url}/login`, { request, person: 'linda-smit' })).text();
    const back = await postForm(`${bank.url}/decision`, { session: hiddenField(grant, 'session'), decision: 'give' });
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const given = { providerKey: 'ENABNL2A', bankConsentId, code, redirectUri: REDIRECT_URI };
    await expect(bank.fetcher.exchangeCode({ ...given, redirectUri: 'https://x.example/' })).rejects.toThrow('access');
    expect((await bank.fetcher.exchangeCode(given)).bankConsentId).toBe(bankConsentId);
    await expect(bank.fetcher.exchangeCode(given)).rejects.toMatchObject({ kind: 'REVOKED' });
  });
});
