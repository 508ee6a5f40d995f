import { setTimeout as sleep } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import type { BankAccess, BankFetcher, FetchWindow } from '../../src/domain/bank-fetcher.js';
import type { CalendarDate } from '../../src/domain/calendar-date.js';
import { httpBankFetcher } from '../../src/fetch/http-bank-fetcher.js';
import type { FetchLimits } from '../../src/fetch/settings.js';
import { sandboxBank } from '../../src/sandbox-bank/plugin.js';

export const NOW = new Date('2026-09-15T15:00:00Z');
export const WINDOW: FetchWindow = {
  dateFrom: '2025-03-15' as CalendarDate,
  dateTo: '2026-09-15' as CalendarDate,
};
export const REDIRECT_URI = 'https://saldo.example/consents/back';
const CLIENT_SECRET = 'a secret of the test';

/** The simulated bank over HTTP, and a fetcher that reaches it. */
export interface BankUnderTest {
  readonly url: string;
  readonly fetcher: BankFetcher;
  /** Milliseconds of every wait the fetcher made. */
  readonly waits: number[];
  /** Paths asked of the bank, without what follows `?`. */
  readonly asked: string[];
  /** Moves the clock of both. */
  advance(milliseconds: number): void;
  /** Logs a person in and gives access, as a browser would. */
  access(person: string, fault?: string): Promise<BankAccess>;
  fetcherWith(limits: Partial<FetchLimits>): BankFetcher;
  close(): Promise<void>;
}

export async function bankUnderTest(): Promise<BankUnderTest> {
  let now = NOW.getTime();
  const waits: number[] = [];
  const asked: string[] = [];
  const app = fastify({ forceCloseConnections: true });
  await recordPaths(app, asked);
  await app.register(
    sandboxBank({
      now: () => new Date(now),
      sleep: async (ms) => sleep(ms),
      secretKey: 'k'.repeat(32),
      clientId: 'saldo',
      clientSecret: CLIENT_SECRET,
      hangMs: 700,
      slowMs: 5,
    }),
    { prefix: '/sandbox-bank' },
  );
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/sandbox-bank`;
  const endpoint = {
    providerKey: 'ENABNL2A',
    baseUrl: url,
    authorizeUrl: `${url}/authorize`,
    clientId: 'saldo',
    clientSecret: CLIENT_SECRET,
  };
  const fetcherWith = (limits: Partial<FetchLimits>): BankFetcher =>
    httpBankFetcher({
      endpoints: new Map([['ENABNL2A', endpoint]]),
      now: () => new Date(now),
      sleep: async (ms) => {
        waits.push(ms);
        now += ms;
      },
      jitter: () => 0,
      limits: { requestMs: 10_000, ...limits },
    });
  const fetcher = fetcherWith({});
  return {
    url,
    fetcher,
    waits,
    asked,
    fetcherWith,
    advance: (ms) => {
      now += ms;
    },
    access: (person, fault) => logIn(fetcher, person, fault ?? ''),
    close: () => app.close(),
  };
}

async function recordPaths(app: FastifyInstance, asked: string[]): Promise<void> {
  app.addHook('onRequest', async (request) => {
    asked.push(request.url.replace(/\?.*$/, '').replace('/sandbox-bank', ''));
  });
}

/** The hidden field of a page's form. */
export function hiddenField(page: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

/** Posts a form as a browser does, without following where it leads. */
export async function postForm(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

async function logIn(fetcher: BankFetcher, person: string, fault: string): Promise<BankAccess> {
  const consent = { providerKey: 'ENABNL2A', validUntil: '2027-03-01' as CalendarDate };
  const { url, bankConsentId } = await fetcher.authorizationUrl(consent, REDIRECT_URI, 'state-1');
  const login = await (await fetch(url)).text();
  const base = new URL('.', url).href;
  const fields = { request: hiddenField(login, 'request'), person, password: 'x', fault };
  const grant = await (await postForm(`${base}login`, fields)).text();
  const back = await postForm(`${base}decision`, { session: hiddenField(grant, 'session'), decision: 'give' });
  const target = new URL(back.headers.get('location') ?? '');
  const code = target.searchParams.get('code') ?? '';
  return fetcher.exchangeCode({ providerKey: 'ENABNL2A', bankConsentId, code, redirectUri: REDIRECT_URI });
}
