import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BankAccess, BankAnswers, BankFetcher, FetchResult, FetchStep } from '../../src/domain/bank-fetcher.js';
import type { CalendarDate } from '../../src/domain/calendar-date.js';
import { parsePsd2 } from '../../src/formats/psd2/parse-psd2.js';
import { type BankUnderTest, bankUnderTest, WINDOW } from './bank-under-test.js';

const PERSON = 'sanne-visser';

let bank: BankUnderTest;
beforeAll(async () => {
  bank = await bankUnderTest();
});
afterAll(() => bank.close());
beforeEach(() => {
  bank.waits.length = 0;
  bank.asked.length = 0;
});

function answersOf(result: FetchResult): BankAnswers {
  if (result.outcome !== 'COMPLETE') throw result.fault;
  return result.answers;
}

/** Ids of everything booked, in the order it came. */
function bookedIds(answers: BankAnswers): (string | null)[] {
  const batch = parsePsd2(JSON.parse(JSON.stringify(answers)), { country: 'NL' });
  return batch.accounts.flatMap(({ transactions }) =>
    transactions.filter(({ isComing }) => !isComing).map(({ aggregatorId }) => aggregatorId),
  );
}

async function wholeFetch(): Promise<(string | null)[]> {
  return bookedIds(answersOf(await bank.fetcher.fetchAnswers(await bank.access(PERSON), WINDOW)));
}

describe('fetching from the simulated bank over HTTP', () => {
  it('brings all accounts and pages, which are read without a problem', async () => {
    const access = await bank.access(PERSON);
    const answers = answersOf(await bank.fetcher.fetchAnswers(access, WINDOW));
    expect(answers.details.map(({ transactions }) => transactions.length)[0]).toBeGreaterThan(10);
    const batch = parsePsd2(JSON.parse(JSON.stringify(answers)), { country: 'NL' });
    expect(batch.problems).toEqual([]);
    expect(batch.accounts).toHaveLength(2);
    const ids = bookedIds(answers);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(1_400);
  });

  it('lists the accounts to choose from, and fetches the chosen alone', async () => {
    const access = await bank.access('peters-en-yilmaz');
    const { accounts } = await bank.fetcher.listAccounts(access);
    expect(accounts.map(({ name }) => name)).toEqual(['En/of-rekening', 'Privérekening', 'Spaarrekening']);
    const accountIds = accounts.slice(1, 2).map(({ id }) => id);
    const answers = answersOf(await bank.fetcher.fetchAnswers(access, WINDOW, { accountIds }));
    expect(answers.details.map(({ resourceId }) => resourceId)).toEqual(accountIds);
  });

  it('asks for no more than 18 months', async () => {
    const access = await bank.access(PERSON);
    const window = { ...WINDOW, dateFrom: '2020-01-01' as CalendarDate };
    const batch = parsePsd2(JSON.parse(JSON.stringify(answersOf(await bank.fetcher.fetchAnswers(access, window)))), {
      country: 'NL',
    });
    const days = batch.accounts.flatMap(({ transactions }) => transactions.map(({ date }) => date)).sort();
    expect(days[0] && days[0] >= '2025-03-15').toBe(true);
    expect(days[0] && days[0] < '2025-03-20').toBe(true);
  });

  it('gives access back: the consent ends', async () => {
    const access = await bank.access(PERSON);
    await bank.fetcher.endConsent(access);
    await bank.fetcher.endConsent(access);
    const result = await bank.fetcher.fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'REVOKED' } });
  });

  it('knows which banks it reaches', async () => {
    expect(bank.fetcher.providerKeys).toEqual(['ENABNL2A']);
    const access = { ...(await bank.access(PERSON)), providerKey: 'ABNANL2A' };
    expect(await bank.fetcher.fetchAnswers(access, WINDOW)).toMatchObject({ fault: { kind: 'NOT_CONFIGURED' } });
  });
});

describe('a bank at fault', () => {
  it('waits as Retry-After says', async () => {
    const access = await bank.access(PERSON, 'rate-limit:2:3');
    expect(bookedIds(answersOf(await bank.fetcher.fetchAnswers(access, WINDOW)))).toEqual(await wholeFetch());
    expect(bank.waits).toEqual([2_000, 2_000]);
  });

  it('gives up when the bank asks to wait too long, and says for how long', async () => {
    const access = await bank.access(PERSON, 'rate-limit');
    const result = await bank.fetcherWith({ waitMs: 1_000 }).fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ fault: { kind: 'RATE_LIMITED', status: 429, retryAfterSeconds: 2 } });
    expect(bank.waits).toEqual([]);
  });

  it('tries again after failures, waiting longer each time', async () => {
    const access = await bank.access(PERSON, 'server-error:3:2');
    expect(bookedIds(answersOf(await bank.fetcher.fetchAnswers(access, WINDOW)))).toEqual(await wholeFetch());
    expect(bank.waits).toEqual([500, 1_000, 2_000]);
  });

  it('tries again after a time-out', async () => {
    const access = await bank.access(PERSON, 'timeout:1:2');
    const fetcher = bank.fetcherWith({ requestMs: 400 });
    expect(bookedIds(answersOf(await fetcher.fetchAnswers(access, WINDOW)))).toEqual(await wholeFetch());
    expect(bank.waits).toEqual([500]);
  });

  it('ends when a bank stays silent', async () => {
    const access = await bank.access(PERSON, 'timeout');
    const result = await bank.fetcherWith({ requestMs: 60, tries: 2 }).fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'TIMED_OUT', status: null } });
  });

  it('ends when the whole fetch takes too long', async () => {
    const access = await bank.access(PERSON, 'server-error:1:2');
    const result = await bank.fetcherWith({ totalMs: 400 }).fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'UNAVAILABLE' } });
  });

  it('bears slow pages', async () => {
    const access = await bank.access('wil-hendriks', 'slow');
    expect(bookedIds(answersOf(await bank.fetcher.fetchAnswers(access, WINDOW))).length).toBeGreaterThan(900);
  });

  it('renews an expired token once, tells of it before use, and gives it back', async () => {
    const access = await bank.access(PERSON, 'expired-token:1:4');
    const told: BankAccess[] = [];
    const result = await bank.fetcher.fetchAnswers(access, WINDOW, { onRefresh: async (one) => void told.push(one) });
    expect(result.outcome).toBe('COMPLETE');
    expect(told).toHaveLength(1);
    expect(result.access).toEqual(told[0]);
    expect(result.access.accessToken).not.toBe(access.accessToken);
    expect(bank.asked.filter((path) => path === '/token').length).toBe(3);
  });

  it('renews a token that ran out with time', async () => {
    const access = await bank.access(PERSON);
    bank.advance(3_600_000);
    expect(await bank.fetcher.fetchAnswers(access, WINDOW)).toMatchObject({ outcome: 'COMPLETE' });
    bank.advance(-3_600_000);
  });

  it('stops at once when the consent is withdrawn', async () => {
    const access = await bank.access(PERSON, 'revoked:9999:3');
    bank.asked.length = 0;
    const result = await bank.fetcher.fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'REVOKED', status: 401 } });
    expect(bank.waits).toEqual([]);
    expect(bank.asked).toHaveLength(4);
  });

  it('keeps the good transactions beside an unreadable one', async () => {
    const access = await bank.access(PERSON, 'malformed-record');
    const answers = answersOf(await bank.fetcher.fetchAnswers(access, WINDOW));
    const { problems } = parsePsd2(JSON.parse(JSON.stringify(answers)), { country: 'NL' });
    expect(problems).toHaveLength(2);
    expect(bookedIds(answers)).toEqual(await wholeFetch());
  });

  it('takes no page of HTML for an answer', async () => {
    const access = await bank.access(PERSON, 'not-json');
    const result = await bank.fetcher.fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'MALFORMED' } });
  });

  it('takes no answer beyond its size', async () => {
    const access = await bank.access(PERSON);
    const result = await bank.fetcherWith({ bodyBytes: 20_000 }).fetchAnswers(access, WINDOW);
    expect(result).toMatchObject({ outcome: 'INTERRUPTED', fault: { kind: 'MALFORMED', status: 200 } });
  });

  it('refuses a code that is used, and a client the bank does not know', async () => {
    const given = {
      providerKey: 'ENABNL2A',
      bankConsentId: 'x',
      code: 'forged',
      redirectUri: 'https://saldo.example/',
    };
    await expect(bank.fetcher.exchangeCode(given)).rejects.toMatchObject({ name: 'BankFault', kind: 'REVOKED' });
  });
});

/** A fetch that a fault ends, with what it did before, stored and read back. */
async function interrupted(
  fetcher: BankFetcher,
  access: BankAccess,
): Promise<{ access: BankAccess; steps: FetchStep[] }> {
  const kept: string[] = [];
  const onStep = async (step: FetchStep) => void kept.push(JSON.stringify(step));
  const result = await fetcher.fetchAnswers(access, WINDOW, { onStep });
  if (result.outcome !== 'INTERRUPTED') throw new Error('no fault');
  return { access: result.access, steps: kept.map((step) => JSON.parse(step) as FetchStep) };
}

describe('going on after a fault', () => {
  it('meets every transaction once, wherever the fault struck', async () => {
    const whole = await wholeFetch();
    for (const after of [0, 1, 2, 3, 9, 16, 17, 18]) {
      // Each try fails for good one step on: as often as it fails, nothing is lost and nothing asked for twice.
      const access = await bank.access(PERSON, `server-error:1:${after}`);
      const fetcher = bank.fetcherWith({ tries: 1 });
      bank.asked.length = 0;
      const { steps, ...first } = await interrupted(fetcher, access);
      const answers = answersOf(await fetcher.fetchAnswers(first.access, WINDOW, { steps }));
      expect(bookedIds(answers)).toEqual(whole);
      // The request that failed is all that is made again, and balances of an account that had not begun.
      const clean = 1 + answers.details.reduce((sum, { transactions }) => sum + 1 + transactions.length, 0);
      expect(bank.asked.length).toBeLessThanOrEqual(clean + 1);
    }
  });

  it('meets nothing twice when time passes and transactions arrive in between', async () => {
    const whole = await wholeFetch();
    const access = await bank.access(PERSON, 'server-error:1:6');
    const fetcher = bank.fetcherWith({ tries: 1 });
    const { steps } = await interrupted(fetcher, access);
    bank.advance(2 * 86_400_000);
    const second = await fetcher.fetchAnswers(access, WINDOW, { steps });
    bank.advance(-2 * 86_400_000);
    const ids = bookedIds(answersOf(second));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(whole));
    // The first account stays as it was when its first page was made, the second is of today.
    const { accounts } = parsePsd2(JSON.parse(JSON.stringify(answersOf(second))), { country: 'NL' });
    expect(accounts.map(({ facts }) => facts.balanceDate)).toEqual(['2026-09-15', '2026-09-17']);
  });

  it('starts an account again whose page the bank no longer knows', async () => {
    const whole = await wholeFetch();
    const access = await bank.access(PERSON, 'server-error:1:6');
    const fetcher = bank.fetcherWith({ tries: 1 });
    const { steps } = await interrupted(fetcher, access);
    const last = steps.at(-1);
    if (last?.kind !== 'PAGE') throw new Error('no page');
    const stale = { ...last, nextPage: `${last.nextPage?.replace(/page=.*/, 'page=x-y')}` };
    const second = await fetcher.fetchAnswers(access, WINDOW, { steps: [...steps.slice(0, -1), stale] });
    expect(bookedIds(answersOf(second))).toEqual(whole);
  });

  it('starts an account again when the bank has another address now, and sends nothing to the old one', async () => {
    const whole = await wholeFetch();
    const access = await bank.access(PERSON, 'server-error:1:6');
    const fetcher = bank.fetcherWith({ tries: 1 });
    const { steps } = await interrupted(fetcher, access);
    const last = steps.at(-1);
    if (last?.kind !== 'PAGE') throw new Error('no page');
    const old: string[] = [];
    const server = createServer((request, response) => {
      old.push(String(request.headers.authorization));
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const moved = { ...last, nextPage: `http://127.0.0.1:${port}${new URL(last.nextPage ?? '').pathname}` };
    const second = await fetcher.fetchAnswers(access, WINDOW, { steps: [...steps.slice(0, -1), moved] });
    server.close();
    expect(bookedIds(answersOf(second))).toEqual(whole);
    expect(old).toEqual([]);
  });

  it('says nothing of the customer in its faults', async () => {
    const kinds = ['server-error', 'revoked', 'not-json', 'rate-limit'];
    for (const fault of kinds) {
      const access = await bank.access(PERSON, `${fault}:99:4`);
      const result = await bank.fetcherWith({ tries: 1 }).fetchAnswers(access, WINDOW);
      if (result.outcome !== 'INTERRUPTED') throw new Error('no fault');
      expect(`${result.fault.message} ${JSON.stringify(result.fault)}`).not.toMatch(
        /visser|NL\d\d|ENAB|127\.0|Bearer|ey[A-Z]/i,
      );
    }
  });
});
