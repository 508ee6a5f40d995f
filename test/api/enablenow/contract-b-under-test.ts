import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { buildApp } from '../../../src/api/app.js';
import type { Config } from '../../../src/config.js';
import { type Context, createContext } from '../../../src/context.js';
import type { BankFetcher } from '../../../src/domain/bank-fetcher.js';
import { idOfUuid } from '../../../src/domain/uuid.js';
import { END_ACCESS, FETCH_CONSENT, RUN_CFA_JOB } from '../../../src/jobs/queue.js';
import type { CfaJob } from '../../../src/services/categorization-jobs.js';
import type { FetchConsentJob } from '../../../src/services/consents.js';
import { createClient } from '../../../src/services/create-client.js';
import { type EndAccessJob, endAccess } from '../../../src/services/end-access.js';
import { fetchConsent } from '../../../src/services/fetch-consent.js';
import { runCfaJob } from '../../../src/services/run-cfa-job.js';
import type { Services } from '../../../src/services/services.js';
import type { ClientRole } from '../../../src/services/tokens.js';
import { configOn, freshStore, type Json } from '../../app-under-test.js';
import { type BankAccountOfTest, type SimulatedBank, simulatedBank } from './simulated-bank.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly type: string;
}

/** A browser that keeps cookies, without following redirects. */
export interface Browser {
  get(url: string): Promise<LightMyRequestResponse>;
  post(url: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<LightMyRequestResponse>;
}

/** Contract B as the server builds it, with a simulated bank behind it and a clock that tests can set. */
export interface ContractBUnderTest {
  readonly context: Context;
  readonly services: Services;
  readonly app: FastifyInstance;
  readonly bank: SimulatedBank;
  /** Lets time pass. */
  wait(ms: number): void;
  /** Goes back to the time that it really is. */
  resetClock(): void;
  tokenFor(project: string, role?: ClientRole): Promise<string>;
  /** Our id of the user whom a client calls so. */
  customerIdOf(token: string, externalUserId: string): Promise<string>;
  call(token: string, method: Method, url: string, body?: unknown): Promise<Answer>;
  browser(language?: string): Browser;
  /** A consent to a bank's accounts, given and fetched; all accounts unless some are named. */
  consentOf(token: string, externalUserId: string, accountIds?: readonly string[]): Promise<string>;
  /** Runs every fetch and job that is due. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

export const REDIRECT = 'https://lender.test/back?step=2';

export async function contractBUnderTest(
  accounts: BankAccountOfTest[],
  banks?: BankFetcher,
  settings: Partial<Config> = {},
): Promise<ContractBUnderTest> {
  const { store, drop } = await freshStore();
  let passedMs = 0;
  const now = () => new Date(Date.now() + passedMs);
  const bank = simulatedBank(accounts, now);
  const built = await createContext({ ...configOn(store), ...settings }, { withWorker: false, banks: banks ?? bank });
  const services: Services = { ...built.services, now };
  const context: Context = { ...built, services };
  const app = await buildApp(context);
  const drain = () => drainJobs(services);
  const call = async (token: string, method: Method, url: string, body?: unknown): Promise<Answer> => {
    const request: InjectOptions = { method, url, headers: { authorization: `Bearer ${token}` } };
    if (body !== undefined) Object.assign(request, { payload: body as object });
    const response = await app.inject(request);
    const type = String(response.headers['content-type'] ?? '');
    return { status: response.statusCode, body: response.body === '' ? null : response.json(), type };
  };
  const browser = (language?: string) => browserOn(app, language);
  return {
    context,
    services,
    app,
    bank,
    browser,
    call,
    drain,
    wait: (ms) => {
      passedMs += ms;
    },
    resetClock: () => {
      passedMs = 0;
    },
    tokenFor: async (project, role = 'api') => {
      const { clientId, clientSecret } = await createClient(services, { name: project, project, role });
      return built.tokens.issueAccess(clientId, clientSecret, 86_400 * 400);
    },
    customerIdOf: async (token, externalUserId) => {
      const { body: users } = await call(token, 'GET', '/cfa/users');
      return idOfUuid(users.find((user: Json) => user.externalUserId === externalUserId).id) ?? '';
    },
    consentOf: async (token, externalUserId, accountIds) => {
      await call(token, 'POST', '/cfa/users', { externalUserId });
      const asked = { providerKey: 'ENABNL2A', countryCode: 'NL', externalUserId, redirectUrl: REDIRECT };
      const { body } = await call(token, 'POST', '/cfa/consents', asked);
      await approveAs(browser(), body.consentUrl, accountIds ?? accounts.map(({ id }) => id));
      await drain();
      return body.consentId;
    },
    close: async () => {
      await app.close();
      await built.close();
      await drop();
    },
  };
}

async function drainJobs(services: Services): Promise<void> {
  const { queue } = services;
  for (;;) {
    const fetches = await queue.fetch<FetchConsentJob>(FETCH_CONSENT, 10);
    const jobs = await queue.fetch<CfaJob>(RUN_CFA_JOB, 10);
    const ends = await queue.fetch<EndAccessJob>(END_ACCESS, 10);
    if (fetches.length + jobs.length + ends.length === 0) return;
    for (const { id, data } of fetches) {
      await fetchConsent(services, data);
      await queue.complete(FETCH_CONSENT, id);
    }
    for (const { id, data } of ends) {
      await endAccess(services, data);
      await queue.complete(END_ACCESS, id);
    }
    for (const { id, data } of jobs) {
      await runCfaJob(services, data);
      await queue.complete(RUN_CFA_JOB, id);
    }
  }
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'http://localhost');
  return pathname + search;
}

function browserOn(app: FastifyInstance, language = 'nl'): Browser {
  const cookies = new Map<string, string>();
  const send = async (request: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...request.headers, 'accept-language': language, ...(cookie === '' ? {} : { cookie }) };
    const response = await app.inject({ ...request, headers });
    for (const { name, value } of response.cookies) cookies.set(name, value);
    return response;
  };
  return {
    get: (url) => send({ method: 'GET', url: pathOf(url) }),
    post: (url, fields) => {
      const form = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) form.append(name, String(one));
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      return send({ method: 'POST', url: pathOf(url), headers, payload: form.toString() });
    },
  };
}

/** The form of a page that goes to this address: where, and its hidden fields. */
export function formOf(page: string, action: string): { url: string; fields: Record<string, string> } {
  const found = new RegExp(`<form method="post" action="([^"]*/${action})">(.*?)</form>`, 's').exec(page);
  if (!found?.[1]) throw new Error(`the page has no form ${action}`);
  const inputs = [...(found[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return { url: found[1], fields: Object.fromEntries(inputs.map(([, name, value]) => [name, value])) };
}

/** Walks to the bank, says yes there, and returns the page on which accounts are picked. */
export async function logInAtBank(browser: Browser, consentUrl: string): Promise<string> {
  const start = formOf((await browser.get(consentUrl)).body, 'start');
  const left = await browser.post(start.url, start.fields);
  const login = new URL(String(left.headers.location));
  const back = new URL(login.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', login.searchParams.get('state') ?? '');
  back.searchParams.set('code', 'yes');
  const returned = await browser.get(back.href);
  return (await browser.get(String(returned.headers.location))).body;
}

/** Walks all pages of a consent as a person would, to the redirect at the end; returns its address. */
export async function approveAs(browser: Browser, consentUrl: string, accountIds: readonly string[]): Promise<string> {
  const approve = formOf(await logInAtBank(browser, consentUrl), 'approve');
  const done = await browser.post(approve.url, { ...approve.fields, account: accountIds });
  return String(done.headers.location);
}
