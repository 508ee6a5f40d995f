import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCalendarDate } from '../../../src/domain/calendar-date.js';
import { consentBanks } from '../../../src/fetch/consent-banks.js';
import { httpBankFetcher } from '../../../src/fetch/http-bank-fetcher.js';
import { sandboxBank } from '../../../src/sandbox-bank/plugin.js';
import type { Json } from '../../app-under-test.js';
import { hiddenField, postForm } from '../../fetch/bank-under-test.js';
import {
  type Browser,
  type ContractBUnderTest,
  contractBUnderTest,
  formOf,
  REDIRECT,
} from './contract-b-under-test.js';

/** A couple with two accounts. */
const PERSON = 'peters-en-yilmaz';
const CLIENT = { clientId: 'saldo', clientSecret: 'a secret of the test' };

let bank: FastifyInstance;
let saldo: ContractBUnderTest;
let token: string;

beforeAll(async () => {
  bank = fastify({ forceCloseConnections: true });
  const wait = async (ms: number) => sleep(ms);
  const now = () => new Date();
  await bank.register(sandboxBank({ now, sleep: wait, secretKey: 'k'.repeat(32), ...CLIENT }));
  const baseUrl = await bank.listen({ host: '127.0.0.1', port: 0 });
  const endpoint = { providerKey: 'ENABNL2A', baseUrl, authorizeUrl: `${baseUrl}/authorize`, ...CLIENT };
  const settings = { endpoints: new Map([['ENABNL2A', endpoint]]), now, sleep: wait, jitter: () => 0 };
  const today = () => parseCalendarDate(now().toISOString().slice(0, 10));
  saldo = await contractBUnderTest([], consentBanks(httpBankFetcher(settings), ['ENABNL2A'], today));
  token = await saldo.tokenFor('lender');
});
afterAll(async () => {
  await saldo.close();
  await bank.close();
});

/** Logs in at the bank's own pages as a browser would, and returns the address it is sent back to. */
async function atBank(url: string, person: string, decision: 'give' | 'refuse'): Promise<string> {
  const login = await (await fetch(url)).text();
  const base = new URL('.', url).href;
  const fields = { request: hiddenField(login, 'request'), person, password: 'x', fault: '' };
  const grant = await (await postForm(`${base}login`, fields)).text();
  const back = await postForm(`${base}decision`, { session: hiddenField(grant, 'session'), decision });
  return back.headers.get('location') ?? '';
}

async function ask(): Promise<{ consentId: string; consentUrl: string }> {
  await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'anna' });
  const wanted = { providerKey: 'ENABNL2A', externalUserId: 'anna', redirectUrl: REDIRECT };
  return (await saldo.call(token, 'POST', '/cfa/consents', wanted)).body;
}

async function leave(browser: Browser, consentUrl: string): Promise<string> {
  const start = formOf((await browser.get(consentUrl)).body, 'start');
  return String((await browser.post(start.url, start.fields)).headers.location);
}

it('a person’s accounts at the simulated bank are consented to, fetched, categorised and analysed', async () => {
  const { consentId, consentUrl } = await ask();
  const browser = saldo.browser('nl');
  const returned = await browser.get(await atBank(await leave(browser, consentUrl), PERSON, 'give'));
  const pick = (await browser.get(String(returned.headers.location))).body;
  const approve = formOf(pick, 'approve');
  const account = [...pick.matchAll(/name="account" value="([^"]+)"/g)].map(([, id]) => id ?? '');
  expect(account.length).toBeGreaterThan(0);
  const done = await browser.post(approve.url, { ...approve.fields, account });
  expect(done.headers.location).toContain(`consent_id=${consentId}`);
  await saldo.drain();
  const [consent] = (await saldo.call(token, 'GET', `/cfa/consents?ConsentId=${consentId}`)).body;
  expect(consent).toMatchObject({ status: 'UPDATED', errors: [] });
  const { body } = await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}&pageSize=1000`);
  expect(body.data.length).toBeGreaterThan(100);
  const job = await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [consentId] } });
  await saldo.drain();
  const { analysis } = (await saldo.call(token, 'GET', `/cfa/analysis-jobs/${job.body.id}`)).body;
  expect(analysis.generalInfo.accounts).toHaveLength(account.length);
  expect(Object.keys(analysis.topCounterparties.outflow).length).toBeGreaterThan(0);
  const listed = (await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}`)).body.data;
  expect(listed.every(({ category }: Json) => typeof category.z2.category === 'string')).toBe(true);
});

it('a person who says no at the bank goes back to the lender with an error', async () => {
  const { consentId, consentUrl } = await ask();
  const browser = saldo.browser('en');
  const back = await browser.get(await atBank(await leave(browser, consentUrl), PERSON, 'refuse'));
  expect(back.headers.location).toContain('error=access_denied');
  const [consent] = (await saldo.call(token, 'GET', `/cfa/consents?ConsentId=${consentId}`)).body;
  expect(consent.status).toBe('ERROR');
});
