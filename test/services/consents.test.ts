import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BankFault } from '../../src/domain/bank-fault.js';
import { idOfUuid } from '../../src/domain/uuid.js';
import { END_ACCESS } from '../../src/jobs/queue.js';
import type { FetchConsentJob } from '../../src/services/consents.js';
import { endOverdueConsents } from '../../src/services/consents.js';
import { deleteCustomer } from '../../src/services/customers.js';
import { type EndAccessJob, endAccess } from '../../src/services/end-access.js';
import { fetchConsent, giveUpFetch } from '../../src/services/fetch-consent.js';
import {
  approveAs,
  type ContractBUnderTest,
  contractBUnderTest,
  formOf,
  logInAtBank,
} from '../api/enablenow/contract-b-under-test.js';
import { daysAgo, exampleAccounts } from '../api/enablenow/example-accounts.js';
import type { Json } from '../app-under-test.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVENTS = [
  'transactions.fetched',
  'consent.status.updated',
  'consent.accounts.updated',
  'categorizationjob.completed',
  'analysisjob.completed',
];
const TABLES = [
  'account',
  'transaction',
  'account_categories',
  'consent',
  'consent_account',
  'analysis_job',
  'categorization_job',
  'fetch_step',
  'ended_access',
];

let saldo: ContractBUnderTest;
let token: string;
let project = 0;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
});
afterAll(() => saldo.close());

/** A project of its own for each test. */
beforeEach(async () => {
  saldo.resetClock();
  saldo.bank.accounts.splice(0, Infinity, ...exampleAccounts());
  saldo.bank.asked.length = 0;
  saldo.bank.begun.length = 0;
  saldo.bank.ended.length = 0;
  saldo.bank.isDown = false;
  project += 1;
  token = await saldo.tokenFor(`lender ${project}`);
  for (const eventName of EVENTS) {
    const wanted = { target: 'https://93.184.216.34/hook', eventName };
    expect((await saldo.call(token, 'POST', '/v2/subscriptions', wanted)).status).toBe(201);
  }
});

/** Condition on the project of the test at hand. */
const OF_PROJECT = 'project_id = (select project_id from project where name = $1)';

async function emitted(): Promise<{ name: string; data: Json }[]> {
  return saldo.services.database.query<{ name: string; data: Json }>(
    `select name, payload as data from event where ${OF_PROJECT} order by created_at, name, index`,
    [`lender ${project}`],
  );
}

async function consentOf(id: string): Promise<Json> {
  return (await saldo.call(token, 'GET', `/cfa/consents?consentId=${id}`)).body[0];
}

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of TABLES) {
    const [row] = await saldo.services.database.query<{ count: number }>(
      `select count(*) as count from ${table} where ${OF_PROJECT}`,
      [`lender ${project}`],
    );
    found[table] = row?.count ?? 0;
  }
  return found;
}

const refresh = (id: string) => saldo.call(token, 'POST', `/cfa/consent/${id}/refresh`);

describe('reading a consent’s accounts', () => {
  it('tells subscribers each step, with ids and no bank data', async () => {
    const id = await saldo.consentOf(token, 'jane');
    await saldo.call(token, 'POST', '/cfa/v2/categorization-jobs', { consentId: id });
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [id] } });
    await saldo.drain();
    const told = await emitted();
    const statuses = told.filter(({ name }) => name === 'consent.status.updated').map(({ data }) => data.status);
    expect(statuses).toEqual(['AUTHENTICATING', 'AUTHENTICATED', 'UPDATING', 'UPDATED']);
    const others = told.filter(({ name }) => name !== 'consent.status.updated');
    expect(others.map(({ name }) => name).sort()).toEqual([
      'analysisjob.completed',
      'categorizationjob.completed',
      'consent.accounts.updated',
      'transactions.fetched',
    ]);
    for (const { name, data } of others) {
      expect(data.consentId).toBe(id);
      expect(data.userId).toMatch(/^[0-9a-f-]{36}$/);
      if (name.includes('job')) expect(data).toMatchObject({ status: 'COMPLETED', jobId: expect.any(String) });
    }
  });

  it('asks for 18 months at first, and later for what may have changed since', async () => {
    saldo.bank.accounts[0]?.lines.push({ id: 'old', date: '2020-01-01', amount: '1.00', text: 'long ago' });
    const id = await saldo.consentOf(token, 'jane');
    expect((await refresh(id)).status).toBe(202);
    await saldo.drain();
    const [first = '', second = ''] = saldo.bank.asked;
    const days = (Date.now() - Date.parse(first)) / DAY_MS;
    expect(days).toBeGreaterThan(545);
    expect(days).toBeLessThan(551);
    expect(second).toBe(daysAgo(35));
    const { body } = await saldo.call(token, 'GET', `/cfa/transactions?consentId=${id}&orderDirection=asc&pageSize=1`);
    expect(body.data[0].bookDate > '2021').toBe(true);
  });

  it('can be repeated six times a day', async () => {
    const id = await saldo.consentOf(token, 'jane');
    for (let time = 0; time < 6; time++) expect((await refresh(id)).status).toBe(202);
    const seventh = await refresh(id);
    expect(seventh.status).toBe(429);
    expect(seventh.body).toMatchObject({ status: 429, title: 'Too Many Requests' });
    saldo.wait(DAY_MS);
    expect((await refresh(id)).status).toBe(202);
    await saldo.drain();
    expect((await consentOf(id)).status).toBe('UPDATED');
  });

  it('is refused for a consent that nobody has given', async () => {
    await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'jane' });
    const wanted = { providerKey: 'ENABNL2A', externalUserId: 'jane', redirectUrl: 'https://x.test' };
    const { body } = await saldo.call(token, 'POST', '/cfa/consents', wanted);
    expect((await refresh(body.consentId)).status).toBe(409);
  });

  it('is tried again when the bank fails, and ends when the bank knows the consent no more', async () => {
    const id = await saldo.consentOf(token, 'jane');
    saldo.bank.nextFault = 'RATE_LIMITED';
    await refresh(id);
    await saldo.drain();
    expect(await consentOf(id)).toMatchObject({ status: 'FAILING', errors: [{ code: 'BANK_RATE_LIMIT' }] });
    const job: FetchConsentJob = {
      projectId: await projectOf(id),
      consentId: idOfUuid(id) ?? '',
      fetchId: 'f',
      attempt: 1,
    };
    await fetchConsent(saldo.services, job);
    expect(await consentOf(id)).toMatchObject({ status: 'UPDATED', errors: [] });
    saldo.bank.nextFault = 'REVOKED';
    await fetchConsent(saldo.services, job);
    expect(await consentOf(id)).toMatchObject({ status: 'INVALIDATED', errors: [{ code: 'CONSENT_REVOKED' }] });
    expect((await refresh(id)).status).toBe(409);
    const [row] = await saldo.services.database.query(`select access_sealed from consent where ${OF_PROJECT}`, [
      `lender ${project}`,
    ]);
    expect(row).toEqual({ access_sealed: null });
  });

  it('leaves a consent FAILING when the fault is ours', async () => {
    const id = await saldo.consentOf(token, 'jane');
    const job = { projectId: await projectOf(id), consentId: idOfUuid(id) ?? '', fetchId: 'f', attempt: 0 };
    await giveUpFetch(saldo.services, job);
    expect(await consentOf(id)).toMatchObject({ status: 'FAILING', errors: [{ code: 'INTERNAL_ERROR' }] });
    expect((await refresh(id)).status).toBe(202);
  });

  it('keeps what the bank gave sealed, and the renewed one', async () => {
    await saldo.consentOf(token, 'jane');
    const [row] = await saldo.services.database.query<{ sealed: string }>(
      `select access_sealed as sealed from consent where ${OF_PROJECT}`,
      [`lender ${project}`],
    );
    expect(row?.sealed).toMatch(/^v1\./);
    expect(row?.sealed).not.toContain('secret');
  });
});

async function projectOf(id: string): Promise<string> {
  const [row] = await saldo.services.database.query<{ projectId: string }>(
    'select project_id as "projectId" from consent where id = $1',
    [idOfUuid(id)],
  );
  return row?.projectId ?? '';
}

/** Lets jobs that wait for their time be taken now. */
async function dueNow(name: string): Promise<void> {
  await saldo.services.database.query(
    "update pgboss.job set start_after = now() - interval '1 s' where name = $1 and state = 'created'",
    [name],
  );
}

describe('the end of a consent', () => {
  it('comes after 180 days, and processing stops', async () => {
    const id = await saldo.consentOf(token, 'jane');
    saldo.wait(180 * DAY_MS);
    expect((await refresh(id)).status).toBe(409);
    expect(await endOverdueConsents(saldo.services)).toBeGreaterThan(0);
    expect(await endOverdueConsents(saldo.services)).toBe(0);
    expect(await consentOf(id)).toMatchObject({ status: 'INVALIDATED', errors: [{ code: 'CONSENT_EXPIRED' }] });
    expect((await saldo.call(token, 'GET', `/cfa/transactions?consentId=${id}`)).body.data).toHaveLength(84);
  });

  it('comes after four hours when nobody finishes it', async () => {
    await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'jane' });
    const wanted = { providerKey: 'ENABNL2A', externalUserId: 'jane', redirectUrl: 'https://x.test' };
    const { body } = await saldo.call(token, 'POST', '/cfa/consents', wanted);
    expect(await endOverdueConsents(saldo.services)).toBe(0);
    saldo.wait(4 * HOUR_MS + 1_000);
    expect(await endOverdueConsents(saldo.services)).toBe(1);
    expect(await consentOf(body.consentId)).toMatchObject({ status: 'TIMEDOUT' });
  });

  it('by deletion erases its accounts, transactions and jobs, and leaves another consent’s', async () => {
    const both = await saldo.consentOf(token, 'jane');
    const one = await saldo.consentOf(token, 'jane', ['savings']);
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [both] } });
    await saldo.call(token, 'POST', '/cfa/CategorizationJobs', { consentId: both });
    await saldo.drain();
    expect(await counts()).toMatchObject({ account: 2, transaction: 84, analysis_job: 1, categorization_job: 1 });
    expect((await saldo.call(token, 'DELETE', `/cfa/consents/${both}`)).status).toBe(204);
    expect(await counts()).toMatchObject({
      account: 1,
      transaction: 12,
      analysis_job: 0,
      categorization_job: 0,
      consent: 1,
    });
    expect((await saldo.call(token, 'GET', `/cfa/accounts?consentId=${one}`)).body).toHaveLength(1);
    expect((await saldo.call(token, 'GET', `/cfa/accounts?consentId=${both}`)).status).toBe(404);
    expect((await saldo.call(token, 'DELETE', `/cfa/consents/${both}`)).status).toBe(404);
    expect((await saldo.call(token, 'DELETE', `/cfa/consents/${one}`)).status).toBe(204);
    await saldo.drain();
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
  });

  it('by erasing the customer leaves nothing', async () => {
    const id = await saldo.consentOf(token, 'jane');
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [id] } });
    await saldo.drain();
    await deleteCustomer(saldo.services, await projectOf(id), await saldo.customerIdOf(token, 'jane'));
    await saldo.drain();
    expect(Object.values(await counts()).every((count) => count === 0)).toBe(true);
    expect((await emitted()).every(({ data }) => data === null)).toBe(true);
  });

  it('by deletion or erasure is told to the bank, also to one that is down at the time', async () => {
    const first = await saldo.consentOf(token, 'jane');
    await saldo.consentOf(token, 'jane');
    const owner = await projectOf(first);
    saldo.bank.isDown = true;
    expect((await saldo.call(token, 'DELETE', `/cfa/consents/${first}`)).status).toBe(204);
    await deleteCustomer(saldo.services, owner, await saldo.customerIdOf(token, 'jane'));
    await saldo.drain();
    expect(saldo.bank.ended).toEqual([]);
    expect(await counts()).toMatchObject({ consent: 0, ended_access: 2 });
    saldo.bank.isDown = false;
    await dueNow(END_ACCESS);
    await saldo.drain();
    const told = saldo.bank.ended.map(({ providerKey, bankConsentId }) => ({ providerKey, bankConsentId }));
    const begun = saldo.bank.begun.map((bankConsentId) => ({ providerKey: 'ENABNL2A', bankConsentId }));
    // Both are due at once, so that either may be told first.
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining(begun));
    expect(await counts()).toMatchObject({ ended_access: 0 });
  });

  it('is told to the bank when the person says no after the login', async () => {
    await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'jane' });
    const wanted = { providerKey: 'ENABNL2A', externalUserId: 'jane', redirectUrl: 'https://x.test' };
    const { body } = await saldo.call(token, 'POST', '/cfa/consents', wanted);
    const browser = saldo.browser();
    const refuse = formOf(await logInAtBank(browser, body.consentUrl), 'refuse');
    await browser.post(refuse.url, refuse.fields);
    await saldo.drain();
    expect(saldo.bank.ended).toHaveLength(1);
  });

  it('is told to the bank of what a person began there and left, but not of what is in use', async () => {
    await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'jane' });
    const wanted = { providerKey: 'ENABNL2A', externalUserId: 'jane', redirectUrl: 'https://x.test' };
    const { body } = await saldo.call(token, 'POST', '/cfa/consents', wanted);
    const browser = saldo.browser();
    const start = formOf((await browser.get(body.consentUrl)).body, 'start');
    await browser.post(start.url, start.fields);
    await approveAs(browser, body.consentUrl, ['savings']);
    await saldo.drain();
    expect(saldo.bank.ended).toHaveLength(1);
    const consents = await saldo.call(token, 'GET', `/cfa/consents?consentId=${body.consentId}`);
    expect(consents.body[0].status).toBe('UPDATED');
    await saldo.call(token, 'DELETE', `/cfa/consents/${body.consentId}`);
    await saldo.drain();
    expect(saldo.bank.begun).toHaveLength(2);
    expect(saldo.bank.ended.map(({ bankConsentId }) => bankConsentId)).toEqual(saldo.bank.begun);
    expect(await counts()).toMatchObject({ ended_access: 0 });
  });

  it('is given up at the bank when that fails for days', async () => {
    const id = await saldo.consentOf(token, 'jane');
    await saldo.call(token, 'DELETE', `/cfa/consents/${id}`);
    saldo.bank.isDown = true;
    const { queue } = saldo.services;
    const [job] = await queue.fetch<EndAccessJob>(END_ACCESS, 1);
    if (!job) throw new Error('nothing is to be told to the bank');
    await endAccess(saldo.services, { ...job.data, attempt: 8 });
    await queue.complete(END_ACCESS, job.id);
    expect(await counts()).toMatchObject({ ended_access: 0 });
    saldo.bank.isDown = false;
    await saldo.drain();
    expect(saldo.bank.ended).toEqual([]);
  });

  it('is told for three days at most, however long the bank asks to wait', async () => {
    const id = await saldo.consentOf(token, 'jane');
    const { endConsent } = saldo.bank;
    const asked: BankFault[] = [];
    Object.assign(saldo.bank, {
      endConsent: async () => {
        asked.push(new BankFault('RATE_LIMITED', 'slow down', 429, asked.length === 0 ? 7_300 : 999_999_999));
        throw asked.at(-1);
      },
    });
    await saldo.call(token, 'DELETE', `/cfa/consents/${id}`);
    await saldo.drain();
    const waits: number[] = [];
    while ((await counts()).ended_access) {
      const [job] = await saldo.services.database.query<{ seconds: number }>(
        `select round(extract(epoch from start_after - now()))::integer as seconds from pgboss.job
         where name = $1 and state = 'created'`,
        [END_ACCESS],
      );
      waits.push(job?.seconds ?? 0);
      await dueNow(END_ACCESS);
      await saldo.drain();
    }
    Object.assign(saldo.bank, { endConsent });
    expect(asked).toHaveLength(3);
    expect(waits[0]).toBeGreaterThanOrEqual(7_300);
    expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBeLessThan(3 * 86_400);
  });

  it('while a fetch is under way takes nothing in', async () => {
    const id = await saldo.consentOf(token, 'jane');
    await refresh(id);
    const { fetchAnswers } = saldo.bank;
    saldo.bank.accounts[0]?.lines.push({ id: 'new', date: daysAgo(1), amount: '1.00', text: 'too late' });
    Object.assign(saldo.bank, {
      fetchAnswers: async (...given: Parameters<typeof fetchAnswers>) => {
        const answers = await fetchAnswers(...given);
        await saldo.call(token, 'DELETE', `/cfa/consents/${id}`);
        return answers;
      },
    });
    await saldo.drain();
    Object.assign(saldo.bank, { fetchAnswers });
    expect(await counts()).toMatchObject({ account: 0, transaction: 0, consent: 0 });
  });
});
