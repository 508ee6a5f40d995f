import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DELIVER_EVENT } from '../../../src/jobs/queue.js';
import { deliverEvent } from '../../../src/services/deliver-event.js';
import type { DeliverEventJob } from '../../../src/services/emit-event.js';
import { parseAllowList } from '../../../src/webhooks/target-guard.js';
import type { Json } from '../../app-under-test.js';
import { type Received, type Receiver, startReceiver, status } from '../../webhooks/receiver.js';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

const SECRET = 'a secret shared with the lender';
const EVENTS = [
  'transactions.fetched',
  'consent.status.updated',
  'consent.accounts.updated',
  'categorizationjob.completed',
  'analysisjob.completed',
];

let saldo: ContractBUnderTest;
let receiver: Receiver;
let token: string;

/** Sends every event whose time has come, and those that are tried again at once. */
async function deliver(): Promise<void> {
  const { services } = saldo;
  const { database, queue } = services;
  for (;;) {
    await database.query("update pgboss.job set start_after = now() - interval '1 s' where name = $1", [DELIVER_EVENT]);
    const [job] = await queue.fetch<DeliverEventJob>(DELIVER_EVENT, 1);
    if (job === undefined) return;
    await deliverEvent(services, job.data, (error) => {
      throw error;
    });
    await queue.complete(DELIVER_EVENT, job.id);
  }
}

/** The bodies of one event, in the order in which they were emitted; repetitions once. */
function told(type: string): Json[] {
  const bodies = new Map(
    receiver.received.map(({ headers, body }) => [headers['webhook-id'], JSON.parse(body) as Json]),
  );
  return [...bodies.values()].filter((body) => body.type === type).sort((a, b) => a.index - b.index);
}

/** Throws unless both signatures are those of the shared secret. */
function verify({ headers, body }: Received): void {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  new Webhook(new TextEncoder().encode(SECRET), { format: 'raw' }).verify(body, signed);
  const data = JSON.stringify(JSON.parse(body).data);
  expect(headers['x-hub-signature']).toBe(`sha256=${createHmac('sha256', SECRET).update(data).digest('hex')}`);
}

beforeAll(async () => {
  receiver = await startReceiver();
  const webhookAllow = parseAllowList('127.0.0.1/32');
  if (webhookAllow === null) throw new Error('the allow list is not read');
  saldo = await contractBUnderTest(exampleAccounts(), undefined, { webhookAllow, webhookSchedule: [0, 0, 0] });
  token = await saldo.tokenFor('lender');
  for (const eventName of EVENTS) {
    const wanted = { target: `${receiver.url}/hook`, eventName, secret: SECRET };
    expect((await saldo.call(token, 'POST', '/v2/subscriptions', wanted)).status).toBe(201);
  }
});
afterAll(async () => {
  await saldo.close();
  await receiver.close();
});

describe('a lender that subscribed to contract B', () => {
  let consentId: string;
  let userId: string;
  let categorization: Json;
  let analysis: Json;
  beforeAll(async () => {
    // The receiver is down at first: what it misses comes again.
    let missed = 0;
    receiver.answer((received, response, request) => {
      missed += 1;
      status(missed <= 2 ? 503 : 204)(received, response, request);
    });
    consentId = await saldo.consentOf(token, 'jane');
    userId = (await saldo.call(token, 'GET', '/cfa/users')).body[0].id;
    const z2 = { engine: 'z2', profile: 'retail', countryCode: 'NL', consentId };
    categorization = (await saldo.call(token, 'POST', '/cfa/v2/categorization-jobs', z2)).body;
    const input = { consentIds: [consentId] };
    analysis = (await saldo.call(token, 'POST', '/cfa/analysis-jobs', { reference: 'r', input })).body;
    await saldo.drain();
    await deliver();
  });

  it('is told each step of the consent, and the end of each job, by the ids of the API', () => {
    const about = { userId, consentId };
    expect(told('consent.status.updated').map(({ data }) => data)).toEqual([
      { ...about, status: 'AUTHENTICATING' },
      { ...about, status: 'AUTHENTICATED' },
      { ...about, status: 'UPDATING' },
      { ...about, status: 'UPDATED' },
    ]);
    expect(told('consent.accounts.updated').map(({ data }) => data)).toEqual([{ ...about, status: 'UPDATED' }]);
    expect(told('transactions.fetched').map(({ data }) => data)).toEqual([{ ...about, status: 'UPDATED' }]);
    expect(told('categorizationjob.completed').map(({ data }) => data)).toEqual([
      { ...about, jobId: categorization.id, status: 'COMPLETED' },
    ]);
    expect(told('analysisjob.completed').map(({ data }) => data)).toEqual([
      { ...about, jobId: analysis.id, status: 'COMPLETED' },
    ]);
  });

  it('finds the job finished when it is told so', async () => {
    const [{ data }] = told('analysisjob.completed');
    expect((await saldo.call(token, 'GET', `/cfa/analysis-jobs/${data.jobId}`)).body.status).toBe('COMPLETED');
  });

  it('gets bodies of one shape, without bank data', () => {
    expect(receiver.received.length).toBeGreaterThanOrEqual(10);
    for (const { body, headers } of receiver.received) {
      const message = JSON.parse(body);
      expect(Object.keys(message)).toEqual(['id', 'type', 'timestamp', 'index', 'subscription', 'data']);
      expect(Object.keys(message.subscription)).toEqual(['id', 'target', 'eventName', 'status']);
      expect(message.type).toBe(message.subscription.eventName);
      expect(new Date(message.timestamp).toISOString()).toBe(message.timestamp);
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(headers['webhook-id']).toBe(message.id);
      expect(body).not.toMatch(/NL\d\d[A-Z]{4}|Doe|secret/);
    }
  });

  it('can prove by two signatures that each is ours', () => {
    for (const received of receiver.received) verify(received);
    const [first] = receiver.received;
    if (first === undefined) throw new Error('nothing was received');
    const forged = { ...first, body: first.body.replace('"data":{', '"data":{"status":"UPDATED",') };
    expect(() => verify(forged)).toThrow();
  });

  it('gets again, under the same id, what it did not take', () => {
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    expect(twice).toHaveLength(2);
    // Eight events in all, and the two that met a receiver that was down.
    expect(ids).toHaveLength(10);
  });
});
