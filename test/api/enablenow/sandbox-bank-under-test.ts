import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import type { BankFetcher } from '../../../src/domain/bank-fetcher.js';
import { httpBankFetcher } from '../../../src/fetch/http-bank-fetcher.js';
import { sandboxBank } from '../../../src/sandbox-bank/plugin.js';
import { hiddenField, postForm } from '../../fetch/bank-under-test.js';
import {
  type Browser,
  type ContractBUnderTest,
  contractBUnderTest,
  formOf,
  REDIRECT,
} from './contract-b-under-test.js';

const CLIENT = { clientId: 'saldo', clientSecret: 'a secret of the test' };

/** Contract B with the simulated bank behind it over HTTP. */
export interface SandboxBankUnderTest {
  readonly saldo: ContractBUnderTest;
  /** Speaks HTTP to the bank; it waits for nothing between tries. */
  readonly fetcher: BankFetcher;
  /** Every request below `/v1` of the bank that it answered well, as `METHOD path?query`. */
  readonly answered: string[];
  close(): Promise<void>;
}

export async function sandboxBankUnderTest(): Promise<SandboxBankUnderTest> {
  const bank = fastify({ forceCloseConnections: true });
  const answered: string[] = [];
  bank.addHook('onResponse', async ({ method, url }, { statusCode }) => {
    if (statusCode < 300 && url.startsWith('/v1/')) answered.push(`${method} ${url}`);
  });
  const now = () => new Date();
  const wait = async (ms: number) => sleep(ms);
  await bank.register(sandboxBank({ now, sleep: wait, secretKey: 'k'.repeat(32), ...CLIENT }));
  const baseUrl = await bank.listen({ host: '127.0.0.1', port: 0 });
  const endpoint = { providerKey: 'ENABNL2A', baseUrl, authorizeUrl: `${baseUrl}/authorize`, ...CLIENT };
  const endpoints = new Map([['ENABNL2A', endpoint]]);
  const fetcher = httpBankFetcher({ endpoints, now, sleep: async () => {}, jitter: () => 0 });
  const saldo = await contractBUnderTest([], fetcher);
  const close = async () => {
    await saldo.close();
    await bank.close();
  };
  return { saldo, fetcher, answered, close };
}

/** Logs in at the bank's own pages as a browser would, and returns the address it is sent back to. */
export async function atBank(
  url: string,
  { person, decision = 'give', fault = '' }: { person: string; decision?: 'give' | 'refuse'; fault?: string },
): Promise<string> {
  const login = await (await fetch(url)).text();
  const base = new URL('.', url).href;
  const fields = { request: hiddenField(login, 'request'), person, password: 'x', fault };
  const grant = await (await postForm(`${base}login`, fields)).text();
  const back = await postForm(`${base}decision`, { session: hiddenField(grant, 'session'), decision });
  return back.headers.get('location') ?? '';
}

/** Asks for the consent of a new user. */
export async function askConsent(
  { call }: ContractBUnderTest,
  token: string,
  externalUserId: string,
): Promise<{ consentId: string; consentUrl: string }> {
  await call(token, 'POST', '/cfa/users', { externalUserId });
  const wanted = { providerKey: 'ENABNL2A', externalUserId, redirectUrl: REDIRECT };
  return (await call(token, 'POST', '/cfa/consents', wanted)).body;
}

/** Leaves the page of a consent for the bank; returns where the browser is sent. */
export async function leaveForBank(browser: Browser, consentUrl: string): Promise<string> {
  const start = formOf((await browser.get(consentUrl)).body, 'start');
  return String((await browser.post(start.url, start.fields)).headers.location);
}

/** Gives the consent with all accounts on offer; returns how many, and where the person is sent at the end. */
export async function approveAll(
  browser: Browser,
  consentUrl: string,
  login: { person: string; fault?: string },
): Promise<{ accounts: number; location: string }> {
  const returned = await browser.get(await atBank(await leaveForBank(browser, consentUrl), login));
  const pick = (await browser.get(String(returned.headers.location))).body;
  const approve = formOf(pick, 'approve');
  const account = [...pick.matchAll(/name="account" value="([^"]+)"/g)].map(([, id]) => id ?? '');
  const done = await browser.post(approve.url, { ...approve.fields, account });
  return { accounts: account.length, location: String(done.headers.location) };
}
