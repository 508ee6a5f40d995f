import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BankFetcher } from '../../src/domain/bank-fetcher.js';
import { FETCH_CONSENT } from '../../src/jobs/queue.js';
import type { FetchConsentJob } from '../../src/services/consents.js';
import { fetchConsent } from '../../src/services/fetch-consent.js';
import {
  approveAll,
  askConsent,
  type SandboxBankUnderTest,
  sandboxBankUnderTest,
} from '../api/enablenow/sandbox-bank-under-test.js';
import type { Json } from '../app-under-test.js';

/** Two accounts with more than a dozen pages. */
const PERSON = 'sanne-visser';

let bank: SandboxBankUnderTest;
let token: string;
let users = 0;
beforeAll(async () => {
  bank = await sandboxBankUnderTest();
  token = await bank.saldo.tokenFor('lender');
});
afterAll(() => bank.close());

/** A consent given for a new user, its fetch not yet begun; `fault` as the simulated bank writes it. */
async function given(fault = ''): Promise<string> {
  users += 1;
  const { consentId, consentUrl } = await askConsent(bank.saldo, token, `person ${users}`);
  await approveAll(bank.saldo.browser(), consentUrl, { person: PERSON, fault });
  bank.answered.length = 0;
  return consentId;
}

async function statusOf(consentId: string): Promise<Json> {
  return (await bank.saldo.call(token, 'GET', `/cfa/consents?ConsentId=${consentId}`)).body[0];
}

/** What the consent brought, without the ids that are ours. */
async function booked(consentId: string): Promise<string[]> {
  const found: string[] = [];
  for (let pageToken = ''; ; ) {
    const url = `/cfa/transactions?consentId=${consentId}&pageSize=1000${pageToken && `&pageToken=${pageToken}`}`;
    const { data, nextPageToken } = (await bank.saldo.call(token, 'GET', url)).body;
    found.push(
      ...data.map((one: Json) => `${one.accountNumber} ${one.providerProperties.transactionId} ${one.amount}`),
    );
    if (nextPageToken === null) return found.sort();
    pageToken = encodeURIComponent(nextPageToken);
  }
}

async function steps(): Promise<string[]> {
  const rows = await bank.saldo.services.database.query<{ step: string }>('select step_sealed as step from fetch_step');
  return rows.map(({ step }) => step);
}

/** Does the waiting fetch at once, also one that waits for its time; its worker may be another one than ours. */
async function fetchWith(banks: BankFetcher): Promise<void> {
  const { services } = bank.saldo;
  const { database, queue } = services;
  await database.query("update pgboss.job set start_after = now() - interval '1 s' where name = $1", [FETCH_CONSENT]);
  const [job] = await queue.fetch<FetchConsentJob>(FETCH_CONSENT, 1);
  if (!job) throw new Error('no fetch waits');
  try {
    await fetchConsent({ ...services, banks }, job.data);
    await queue.complete(FETCH_CONSENT, job.id);
  } catch (error) {
    await queue.fail(FETCH_CONSENT, job.id, 'died');
    throw error;
  }
}

/** A worker that dies once the fetch has made so many steps: nothing that it would do afterwards happens. */
function dyingAfter(stepsMade: number): BankFetcher {
  const { fetcher } = bank;
  let made = 0;
  return {
    ...fetcher,
    fetchAnswers: (access, window, options = {}) =>
      fetcher.fetchAnswers(access, window, {
        ...options,
        onStep: async (step) => {
          await options.onStep?.(step);
          made += 1;
          if (made === stepsMade) throw new Error('killed');
        },
      }),
  };
}

describe('a fetch that is broken off', () => {
  let whole: string[];
  let requests: string[];
  beforeAll(async () => {
    const consentId = await given();
    await fetchWith(bank.fetcher);
    whole = await booked(consentId);
    requests = [...bank.answered];
  });
  beforeEach(async () => {
    expect(await steps()).toHaveLength(0);
  });

  it('is of a size that tells', () => {
    expect(requests.length).toBeGreaterThan(15);
    expect(new Set(requests).size).toBe(requests.length);
    expect(whole.length).toBeGreaterThan(1_400);
    expect(new Set(whole).size).toBe(whole.length);
  });

  it.each(['server-error:4:9', 'server-error:4:18', 'rate-limit:4:3'])(
    'by the bank (%s) goes on where it was',
    async (fault) => {
      const consentId = await given(fault);
      await fetchWith(bank.fetcher);
      expect(await statusOf(consentId)).toMatchObject({ status: 'FAILING' });
      expect((await steps()).every((step) => step.startsWith('v1.'))).toBe(true);
      await fetchWith(bank.fetcher);
      expect(await statusOf(consentId)).toMatchObject({ status: 'UPDATED', errors: [] });
      expect(await booked(consentId)).toEqual(whole);
      // Every page once, in both tries together.
      expect(bank.answered).toHaveLength(requests.length);
      expect(new Set(bank.answered).size).toBe(requests.length);
    },
  );

  it('by the death of its worker goes on where it was, in another one', async () => {
    const consentId = await given();
    await expect(fetchWith(dyingAfter(5))).rejects.toThrow('killed');
    await expect(fetchWith(dyingAfter(8))).rejects.toThrow('killed');
    await fetchWith(bank.fetcher);
    expect(await statusOf(consentId)).toMatchObject({ status: 'UPDATED', errors: [] });
    expect(await booked(consentId)).toEqual(whole);
    expect(bank.answered).toHaveLength(requests.length);
  });

  it('is not gone on with once the consent is deleted', async () => {
    const consentId = await given();
    await expect(fetchWith(dyingAfter(5))).rejects.toThrow('killed');
    await bank.saldo.call(token, 'DELETE', `/cfa/consents/${consentId}`);
    expect(await steps()).toHaveLength(0);
    bank.answered.length = 0;
    await fetchWith(bank.fetcher);
    expect(bank.answered).toEqual([]);
  });

  it('is followed by a fetch of its own when the consent is refreshed meanwhile', async () => {
    const consentId = await given();
    await expect(fetchWith(dyingAfter(5))).rejects.toThrow('killed');
    await bank.saldo.call(token, 'POST', `/cfa/consent/${consentId}/refresh`);
    await fetchWith(bank.fetcher);
    await fetchWith(bank.fetcher);
    expect(await booked(consentId)).toEqual(whole);
  });
});
