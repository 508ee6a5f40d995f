import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteCustomer } from '../../src/services/customers.js';
import { emitEvent } from '../../src/services/emit-event.js';
import { listEvents } from '../../src/services/events.js';
import type { Services } from '../../src/services/services.js';
import { createSubscription, type Subscriber } from '../../src/services/subscriptions.js';
import { type Receiver, startReceiver, status } from '../webhooks/receiver.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;
let receiver: Receiver;

beforeAll(async () => {
  saldo = await webhooksUnderTest([0, 3_600]);
  services = saldo.services;
});
afterAll(() => saldo.close());
beforeEach(async () => {
  owner = await saldo.newOwner();
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const subscribe = (eventName: string, by = owner) =>
  createSubscription(services, by, { target: `${receiver.url}/hook`, eventName, secret: 'secret' });

const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));

describe('an emitted event', () => {
  it('reaches every active subscription of the project to it, in either spelling, and nobody else', async () => {
    const neighbour = await saldo.newOwner();
    await subscribe('aggregator_link_required', neighbour);
    const wanted = [await subscribe('aggregator_link_required'), await subscribe('aggregation_link_required')];
    await subscribe('analysis_completed');
    const customerId = await saldo.newCustomer(owner);
    expect(await saldo.emit(owner, 'aggregator_link_required', customerId)).toBe(2);
    await saldo.drain();
    const told = bodies();
    expect(told.map(({ subscription }) => subscription.id).sort()).toEqual(wanted.map(({ id }) => id).sort());
    for (const { subscription, payload, index, time, id } of told) {
      const asked = wanted.find((one) => one.id === subscription.id);
      expect(subscription).toEqual({
        id: asked?.id,
        target: asked?.target,
        eventName: asked?.eventName,
        status: 'ACTIVE',
      });
      expect(payload).toEqual({ customerId, analysisId: 'b' });
      expect([index, Number.isInteger(time), typeof id]).toEqual([1, true, 'string']);
      expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
    }
  });

  it('is none when what caused it did not happen', async () => {
    const { id } = await subscribe('analysis_completed');
    const failing = services.database.transaction(async (transaction) => {
      const event = { projectId: owner.projectId, name: 'analysis_completed' as const, customerId: null, payload: {} };
      await emitEvent(services, transaction, event);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    await saldo.drain();
    expect(receiver.received).toEqual([]);
    await saldo.emit(owner, 'analysis_completed', null);
    expect((await listEvents(services, owner, id, {})).map(({ index }) => index)).toEqual([1]);
    await saldo.drain();
  });

  it('takes the next index, without a gap, however many are emitted at once', async () => {
    const subscriptions = [await subscribe('analysis_completed'), await subscribe('analysis_completed')];
    const emit = (at: number) =>
      services.database.transaction(async (transaction) => {
        const payload = { analysisId: String(at) };
        const event = { projectId: owner.projectId, name: 'analysis_completed' as const, customerId: null, payload };
        await emitEvent(services, transaction, event);
        if (at % 3 === 0) throw new Error('on purpose');
      });
    await Promise.allSettled(Array.from({ length: 30 }, (_, at) => emit(at)));
    for (const { id } of subscriptions) {
      const events = await listEvents(services, owner, id, {});
      expect(events.map(({ index }) => index)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    }
    await saldo.drain();
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(40);
  });
});

describe('an erased customer', () => {
  it('leaves events without payload, which are sent no more', async () => {
    const { id } = await subscribe('analysis_completed');
    const [erased, kept] = [await saldo.newCustomer(owner), await saldo.newCustomer(owner)];
    receiver.answer(status(503));
    await saldo.emit(owner, 'analysis_completed', erased);
    await saldo.drain();
    await saldo.emit(owner, 'analysis_completed', erased);
    await saldo.emit(owner, 'analysis_completed', kept);
    await deleteCustomer(services, owner.projectId, erased);
    receiver.answer(status(204));
    receiver.received.length = 0;
    await services.database.query(
      "update pgboss.job set start_after = now() - interval '1 s' where name = 'deliver-event'",
    );
    await saldo.drain();
    expect(bodies().map(({ index }) => index)).toEqual([3]);
    const events = await listEvents(services, owner, id, {});
    expect(events.map(({ payload }) => payload)).toEqual([{}, {}, { customerId: kept, analysisId: 'b' }]);
    expect(await listEvents(services, owner, id, { customerId: erased })).toEqual([]);
    for (const table of ['event', 'event_status', 'event_attempt', 'pgboss.job']) {
      const rows = await services.database.query(`select * from ${table}`);
      expect([table, JSON.stringify(rows).includes(erased)]).toEqual([table, false]);
    }
  });

  it('cannot be told of afterwards', async () => {
    await subscribe('analysis_completed');
    const customerId = await saldo.newCustomer(owner);
    await deleteCustomer(services, owner.projectId, customerId);
    await expect(saldo.emit(owner, 'analysis_completed', customerId)).rejects.toMatchObject({ code: '23503' });
  });
});
