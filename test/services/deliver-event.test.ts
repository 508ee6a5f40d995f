import { Subscription as PublishedSubscription, RequestBuilder } from '@algoan/rest';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverEvent } from '../../src/services/deliver-event.js';
import { listEventAttempts, listEvents, setEventStatus } from '../../src/services/events.js';
import type { Services } from '../../src/services/services.js';
import {
  createSubscription,
  getSubscription,
  type Subscriber,
  type SubscriptionView,
} from '../../src/services/subscriptions.js';
import { type Receiver, startReceiver, status } from '../webhooks/receiver.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const DRAIN_MS = 700;

let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;
let receiver: Receiver;
let subscription: SubscriptionView;

beforeAll(async () => {
  saldo = await webhooksUnderTest([0, 0.05, 0.05, 0.05]);
  services = saldo.services;
});
afterAll(() => saldo.close());
beforeEach(async () => {
  owner = await saldo.newOwner();
  receiver = await startReceiver();
  subscription = await createSubscription(services, owner, {
    target: `${receiver.url}/hook?tenant=1`,
    eventName: 'analysis_completed',
    secret: SECRET,
  });
});
afterEach(() => receiver.close());

const emit = () => saldo.emit(owner, 'analysis_completed', null);

async function onlyEvent() {
  const events = await listEvents(services, owner, subscription.id, {});
  expect(events).toHaveLength(1);
  const [event] = events;
  if (!event) throw new Error('there is no event');
  return event;
}

const statusesOf = async () => (await onlyEvent()).statuses.map(({ name }) => name);

describe('a delivery', () => {
  it('is signed so that both published verifiers accept it, and ends in ACK', async () => {
    await emit();
    await saldo.drain();
    const [seen] = receiver.received;
    const body = JSON.parse(seen?.body ?? '');
    const headers = seen?.headers as Record<string, string>;
    expect(new Webhook(SECRET).verify(seen?.body ?? '', headers)).toEqual(body);
    const params = { ...subscription, secret: SECRET } as ConstructorParameters<typeof PublishedSubscription>[0];
    const requests = new RequestBuilder('http://127.0.0.1', { clientId: 'c', clientSecret: 's' });
    const client = new PublishedSubscription(params, requests);
    expect(client.validateSignature(headers['x-hub-signature'] ?? '', body.payload)).toBe(true);
    expect(headers['webhook-id']).toBe(body.id);
    expect(seen?.url).toBe('/hook?tenant=1');
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'ACK']);
    const { id } = await onlyEvent();
    expect(await listEventAttempts(services, owner, subscription.id, id)).toEqual([
      {
        startedAt: expect.any(String),
        durationMs: expect.any(Number),
        outcome: 'acknowledged',
        httpStatus: 204,
        reason: null,
      },
    ]);
  });

  it('is not repeated after a 2xx, whoever runs its job again', async () => {
    await emit();
    const { id } = await onlyEvent();
    await saldo.drain();
    await deliverEvent(services, { projectId: owner.projectId, eventId: id }, () => {});
    await saldo.drain(DRAIN_MS);
    expect(receiver.received).toHaveLength(1);
  });

  it('that two workers make at once is one', async () => {
    receiver.answer((_received, response) => setTimeout(() => response.writeHead(204).end(), 100));
    await emit();
    const job = { projectId: owner.projectId, eventId: (await onlyEvent()).id };
    await Promise.all([1, 2, 3].map(() => deliverEvent(services, job, () => {})));
    expect(receiver.received).toHaveLength(1);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'ACK']);
    await services.database.query("delete from pgboss.job where name = 'deliver-event'");
  });

  it('is tried again under the same id and index until it is acknowledged', async () => {
    const answers = [503, 500];
    receiver.answer((received, response, request) => status(answers.shift() ?? 204)(received, response, request));
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'ERROR', 'ACK']);
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const attempts = await listEventAttempts(services, owner, subscription.id, (await onlyEvent()).id);
    expect(attempts.map(({ httpStatus }) => httpStatus)).toEqual([503, 500, 204]);
    const [row] = await services.database.query('select failing_since from subscription where id = $1', [
      subscription.id,
    ]);
    expect(row).toEqual({ failing_since: null });
  });

  it('ends in CRITICAL when its tries have run out', async () => {
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(receiver.received).toHaveLength(4);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'ERROR', 'WARNING', 'CRITICAL']);
    expect((await getSubscription(services, owner, subscription.id)).status).toBe('ACTIVE');
  });

  it('waits as long as the receiver asks', async () => {
    receiver.answer(status(429, { 'retry-after': '600' }));
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(receiver.received).toHaveLength(1);
    const [row] = await services.database.query<{ seconds: number }>(
      'select extract(epoch from next_attempt_at - now())::integer as seconds from event where subscription_id = $1',
      [subscription.id],
    );
    expect(row?.seconds).toBeGreaterThan(590);
    expect(row?.seconds).toBeLessThanOrEqual(661);
  });
});

describe("the subscriber's word", () => {
  const sayAnd = (word: string, code: number) =>
    receiver.answer(async (received, response, request) => {
      const { id } = JSON.parse(received.body);
      await setEventStatus(services, owner, subscription.id, id, word);
      status(code)(received, response, request);
    });

  it.each(['PROCESSED', 'FAILED', 'ERROR'])('%s that arrives before its answer is kept', async (word) => {
    sayAnd(word, 204);
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', word]);
    expect(receiver.received).toHaveLength(1);
  });

  it('ends the tries even when its answer fails', async () => {
    sayAnd('PROCESSED', 500);
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'PROCESSED']);
    expect(receiver.received).toHaveLength(1);
  });

  it('after ACK is added, once however often it is told', async () => {
    await emit();
    await saldo.drain();
    const { id } = await onlyEvent();
    await setEventStatus(services, owner, subscription.id, id, 'PROCESSED');
    const view = await setEventStatus(services, owner, subscription.id, id, 'PROCESSED');
    expect(view.statuses.map(({ name }) => name)).toEqual(['IN_PROGRESS', 'ACK', 'PROCESSED']);
  });
});

describe('a target that leads inside by now', () => {
  it('is not called, and the try counts as failed', async () => {
    const target = `http://rebinding.invalid:${receiver.port}/`;
    const { id } = await createSubscription(services, owner, { target, eventName: 'bank_details_fetched' });
    const answers = [['127.0.0.1'], ['10.0.0.1'], ['10.0.0.1'], ['127.0.0.1']];
    const lookup = async () => answers.shift() ?? ['10.0.0.1'];
    const rebound = { ...services, webhooks: { ...services.webhooks, lookup } };
    receiver.answer(status(500));
    await saldo.emit(owner, 'bank_details_fetched', null);
    await saldo.drain(DRAIN_MS, rebound);
    const [event] = await listEvents(services, owner, id, {});
    const attempts = await listEventAttempts(services, owner, id, event?.id ?? '');
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'refused', 'refused', 'failed']);
    expect(receiver.received).toHaveLength(2);
    expect(JSON.stringify(attempts)).not.toContain('10.0.0.1');
  });
});

describe('a secret sealed under another key', () => {
  it('fails the try, is told, and nothing is sent unsigned', async () => {
    await emit();
    await saldo.drain(DRAIN_MS, { ...services, secretKey: 'another key' });
    expect(receiver.received).toEqual([]);
    expect(await statusesOf()).toEqual(['IN_PROGRESS', 'ERROR', 'WARNING', 'CRITICAL']);
    expect(saldo.faults.length).toBeGreaterThan(0);
    saldo.faults.length = 0;
  });
});
