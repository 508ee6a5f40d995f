import fastify, { type FastifyReply } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { BankFault } from '../../src/domain/bank-fault.js';
import type { FetchResult } from '../../src/domain/bank-fetcher.js';
import { httpBankFetcher } from '../../src/fetch/http-bank-fetcher.js';
import { NOW, WINDOW } from './bank-under-test.js';

const ACCOUNTS = { accounts: [{ resourceId: 'a/1', iban: 'NL42ENAB0110988570', currency: 'EUR' }] };

/** Fetches from a bank that answers each path below its base as told. */
async function fetchFrom(answer: (path: string, reply: FastifyReply) => unknown): Promise<FetchResult> {
  const app = fastify({ forceCloseConnections: true });
  app.all('/*', async (request, reply) => answer(request.url, reply));
  const baseUrl = await app.listen({ host: '127.0.0.1', port: 0 });
  const secrets = { clientId: 'c', clientSecret: 's' };
  const endpoint = { providerKey: 'ENABNL2A', baseUrl, authorizeUrl: `${baseUrl}/authorize`, ...secrets };
  const fetcher = httpBankFetcher({
    endpoints: new Map([['ENABNL2A', endpoint]]),
    now: () => NOW,
    sleep: async () => {},
    jitter: () => 0,
    limits: { pages: 20 },
  });
  const access = { providerKey: 'ENABNL2A', bankConsentId: 'c', accessToken: 't', refreshToken: null };
  const result = await fetcher.fetchAnswers(access, WINDOW);
  await app.close();
  return result;
}

async function faultOf(answer: (path: string, reply: FastifyReply) => unknown): Promise<BankFault> {
  const result = await fetchFrom(answer);
  if (result.outcome !== 'INTERRUPTED') throw new Error('no fault');
  return result.fault;
}

describe('a bank that does not keep its word', () => {
  it('leads no token elsewhere by a redirect', async () => {
    const fault = await faultOf((_path, reply) => reply.redirect('https://evil.example/'));
    expect(fault).toMatchObject({ kind: 'MALFORMED', status: 302 });
  });

  it('is not believed when its list of accounts is none', async () => {
    expect(await faultOf(() => ({ accounts: 'NL42ENAB0110988570' }))).toMatchObject({ kind: 'MALFORMED' });
    expect(await faultOf(() => [1, 2])).toMatchObject({ kind: 'MALFORMED' });
  });

  it.each([
    ['999999999', 86_400],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400],
    ['Fri, 31 Dec 1999 23:59:59 GMT', 0],
    ['-5', 0],
    ['soon', null],
  ])('is not waited for longer than a day, whatever it asks (%s)', async (asked, seconds) => {
    const fault = await faultOf((_path, reply) => reply.status(429).header('retry-after', asked).send());
    expect(fault).toMatchObject({ kind: 'RATE_LIMITED', retryAfterSeconds: seconds });
  });

  it('is left when its pages do not end', async () => {
    let count = 0;
    const circle = await faultOf((path) =>
      path === '/v1/accounts' ? ACCOUNTS : { transactions: { _links: { next: { href: '/v1/same' } } } },
    );
    expect(circle.message).toContain('do not end');
    const endless = await faultOf((path) => {
      if (path === '/v1/accounts') return ACCOUNTS;
      return { transactions: { _links: { next: { href: `/v1/page/${count++}` } } } };
    });
    expect(endless.message).toContain('do not end');
    expect(count).toBeLessThan(30);
  });

  it('is left when access has expired and there is no way to renew it', async () => {
    const fault = await faultOf((_path, reply) => reply.status(401).send({ tppMessages: [{ code: 'TOKEN_EXPIRED' }] }));
    expect(fault.kind).toBe('REVOKED');
  });

  it('loses one account for an unreadable one at most', async () => {
    const asked: string[] = [];
    const result = await fetchFrom((path) => {
      asked.push(path);
      return path === '/v1/accounts' ? { accounts: [null, { resourceId: 7 }, ...ACCOUNTS.accounts] } : {};
    });
    expect(result.outcome).toBe('COMPLETE');
    expect(asked).toContain('/v1/accounts/a%2F1/balances');
  });
});
