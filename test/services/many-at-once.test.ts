import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deleteCustomer } from '../../src/services/customers.js';
import { listEvents, setEventStatus } from '../../src/services/events.js';
import { resendDueEvents } from '../../src/services/resend-due-events.js';
import type { Services } from '../../src/services/services.js';
import { createSubscription, type Subscriber, setSubscriptionStatus } from '../../src/services/subscriptions.js';
import { type RunningWorker, startWorker } from '../../src/worker.js';
import { type Receiver, startReceiver } from '../webhooks/receiver.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

const EVENTS = 40;

let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;
let receiver: Receiver;
let worker: RunningWorker;

beforeAll(async () => {
  saldo = await webhooksUnderTest([0, 0.1, 0.1, 0.1, 0.1, 0.1]);
  services = saldo.services;
});
afterAll(() => saldo.close());
beforeEach(async () => {
  owner = await saldo.newOwner();
  receiver = await startReceiver();
  worker = await startWorker({ ...saldo.context, faults: (_what, error) => saldo.faults.push(error) });
});
afterEach(async () => {
  await worker.stop();
  await receiver.close();
});

describe('emission, delivery, words of the subscriber, pauses and erasures at the same time', () => {
  it('lose no event, send none after its 2xx, and never stand in each other’s way', async () => {
    const subscriptions = [1, 2].map(() =>
      createSubscription(services, owner, { target: receiver.url, eventName: 'analysis_completed' }),
    );
    const [first = '', second = ''] = (await Promise.all(subscriptions)).map(({ id }) => id);
    const acknowledged: string[] = [];
    let count = 0;
    receiver.answer(async ({ body }, response) => {
      const { id, subscription } = JSON.parse(body);
      count += 1;
      if (count % 3 === 0) return response.writeHead(503).end();
      acknowledged.push(id);
      if (count % 2 === 0) await setEventStatus(services, owner, subscription.id, id, 'PROCESSED');
      return response.writeHead(204).end();
    });
    const emitAndErase = async (at: number) => {
      const customerId = await saldo.newCustomer(owner);
      await saldo.emit(owner, 'analysis_completed', customerId);
      if (at % 4 === 0) await deleteCustomer(services, owner.projectId, customerId);
    };
    const pause = async () => {
      await setSubscriptionStatus(services, owner, second, 'DISABLED');
      await setSubscriptionStatus(services, owner, second, 'ACTIVE');
      await resendDueEvents(services);
    };
    await Promise.all(Array.from({ length: EVENTS }, (_, at) => (at % 8 === 7 ? pause() : emitAndErase(at))));

    const left = async () =>
      (await services.database.query('select id from event where project_id = $1 and next_attempt_at is not null', [
        owner.projectId,
      ])) as unknown[];
    const deadline = Date.now() + 20_000;
    while ((await left()).length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await left()).toEqual([]);
    const events = [
      ...(await listEvents(services, owner, first, {})),
      ...(await listEvents(services, owner, second, {})),
    ];
    const alive = events.filter(({ payload }) => Object.keys(payload).length > 0).map(({ id }) => id);
    expect(alive.length).toBeGreaterThan(EVENTS / 2);
    expect(alive.filter((id) => !acknowledged.includes(id))).toEqual([]);
    expect(acknowledged.filter((id, at) => acknowledged.indexOf(id) !== at)).toEqual([]);
    expect(saldo.faults).toEqual([]);
  });
});
