import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listEvents, replayEvents, resendEvent, setEventStatus } from '../../src/services/events.js';
import { resendDueEvents } from '../../src/services/resend-due-events.js';
import type { Services } from '../../src/services/services.js';
import {
  createSubscription,
  getSubscription,
  type Subscriber,
  type SubscriptionView,
  setSubscriptionStatus,
} from '../../src/services/subscriptions.js';
import { updateProject } from '../../src/services/update-project.js';
import { claimEvent } from '../../src/store/due-events.js';
import { startWorker } from '../../src/worker.js';
import { type Receiver, startReceiver, status } from '../webhooks/receiver.js';
import { type SmtpSink, startSmtpSink } from '../webhooks/smtp-sink.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

const DRAIN_MS = 500;

let sink: SmtpSink;
let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;
let receiver: Receiver;
let subscription: SubscriptionView;

beforeAll(async () => {
  sink = await startSmtpSink();
  saldo = await webhooksUnderTest([0, 0.05, 0.05], {
    smtpUrl: sink.url,
    from: 'saldo@lender.example',
    to: ['operator@lender.example'],
  });
  services = saldo.services;
});
afterAll(async () => {
  await saldo.close();
  await sink.close();
});
beforeEach(async () => {
  sink.mails.length = 0;
  saldo.faults.length = 0;
  owner = await saldo.newOwner();
  receiver = await startReceiver();
  subscription = await createSubscription(services, owner, {
    target: `${receiver.url}/hook?key=hush`,
    eventName: 'analysis_completed',
  });
});
afterEach(async () => {
  await receiver.close();
  await loseJobs();
});

const loseJobs = () => services.database.query("delete from pgboss.job where name = 'deliver-event'");
const emit = () => saldo.emit(owner, 'analysis_completed', null);
const setStatus = (to: string) => setSubscriptionStatus(services, owner, subscription.id, to);
const events = () => listEvents(services, owner, subscription.id, {});
const histories = async () => (await events()).map(({ statuses }) => statuses.map(({ name }) => name));
const currentStatus = async () => (await getSubscription(services, owner, subscription.id)).status;
const told = () => receiver.received.map(({ body }) => JSON.parse(body).index as number);

describe('an endpoint that is gone', () => {
  it('is disabled at once, hears of nothing new, and of what waited when it is made active again', async () => {
    receiver.answer(status(410));
    await emit();
    await saldo.drain(DRAIN_MS);
    expect([await currentStatus(), told()]).toEqual(['DISABLED', [1]]);
    expect(await histories()).toEqual([['IN_PROGRESS', 'CRITICAL']]);
    expect(sink.mails).toHaveLength(1);
    expect(sink.mails[0]?.text).toContain('The subscription has been disabled');
    expect(await emit()).toBe(0);

    receiver.answer(status(204));
    expect((await setStatus('ACTIVE')).status).toBe('ACTIVE');
    await saldo.drain();
    expect(told()).toEqual([1, 1]);
    expect(await histories()).toEqual([['IN_PROGRESS', 'CRITICAL', 'ACK']]);
  });
});

describe('an endpoint that fails', () => {
  const failSince = (interval: string) =>
    services.database.query(`update subscription set failing_since = now() - interval '${interval}' where id = $1`, [
      subscription.id,
    ]);

  it('is disabled after five days, not before; made active, it starts anew', async () => {
    receiver.answer(status(500));
    await emit();
    await saldo.drain();
    await failSince('4 days 23 hours');
    await saldo.drain(DRAIN_MS);
    expect(await currentStatus()).toBe('ACTIVE');
    await failSince('5 days');
    await emit();
    await saldo.drain(DRAIN_MS);
    expect([await currentStatus(), told()]).toEqual(['DISABLED', [1, 1, 1, 2]]);
    await setStatus('ACTIVE');
    await saldo.drain();
    expect(await currentStatus()).toBe('ACTIVE');
  });

  it('is told of by mail once for each level until it answers again', async () => {
    const levels = () => sink.mails.map(({ text }) => /Subject: \[Saldo\] (\w+)/.exec(text)?.[1]);
    receiver.answer(status(500));
    await emit();
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(await histories()).toEqual(Array(2).fill(['IN_PROGRESS', 'ERROR', 'WARNING', 'CRITICAL']));
    expect(levels()).toEqual(['WARNING', 'CRITICAL']);
    expect(sink.mails.every(({ text }) => !text.includes('hush'))).toBe(true);
    receiver.answer(status(204));
    await emit();
    await saldo.drain();
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(levels()).toEqual(['WARNING', 'CRITICAL', 'WARNING', 'CRITICAL']);
  });

  it('is told of to the contacts of its project, else to the operator', async () => {
    const { projectId } = owner;
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS);
    await updateProject(services, projectId, { contactEmails: ['credit@lender.example', 'it@lender.example'] });
    await setStatus('INACTIVE');
    await setStatus('ACTIVE');
    await emit();
    await saldo.drain(DRAIN_MS);
    expect(sink.mails.map(({ to }) => to.join())).toEqual([
      ...Array(2).fill('operator@lender.example'),
      ...Array(2).fill('credit@lender.example,it@lender.example'),
    ]);
  });

  it('is tried on when the mail server fails, which is told', async () => {
    const mailer = { notify: () => Promise.reject(new Error('no mail today')), close: () => {} };
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS, { ...services, webhooks: { ...services.webhooks, mailer } });
    expect(await histories()).toEqual([['IN_PROGRESS', 'ERROR', 'WARNING', 'CRITICAL']]);
    expect(saldo.faults).toHaveLength(2);
  });

  it('that is paused keeps its events until it is active again', async () => {
    receiver.answer(status(500));
    await emit();
    await setStatus('INACTIVE');
    await saldo.drain(DRAIN_MS);
    expect(told()).toEqual([]);
    receiver.answer(status(204));
    await setStatus('ACTIVE');
    await saldo.drain();
    expect(told()).toEqual([1]);
  });
});

describe('an event whose job was lost', () => {
  const age = (column: string) =>
    services.database.query(`update event set ${column} = now() - interval '10 minutes' where subscription_id = $1`, [
      subscription.id,
    ]);

  it('is found when it is long overdue, once, and delivered', async () => {
    await emit();
    await loseJobs();
    expect(await resendDueEvents(services)).toBe(0);
    await age('next_attempt_at');
    expect(await resendDueEvents(services)).toBe(1);
    expect(await resendDueEvents(services)).toBe(0);
    await saldo.drain();
    expect(told()).toEqual([1]);
    expect(await resendDueEvents(services)).toBe(0);
  });

  it('with a worker that died at it is left until that try must have ended', async () => {
    await emit();
    await loseJobs();
    const [event] = await events();
    expect(await claimEvent(services.database, owner.projectId, event?.id ?? '', 45)).not.toBeNull();
    expect(await claimEvent(services.database, owner.projectId, event?.id ?? '', 45)).toBeNull();
    await age('next_attempt_at');
    expect(await resendDueEvents(services)).toBe(0);
    await age('claimed_until');
    expect(await resendDueEvents(services)).toBe(1);
    await saldo.drain();
    expect(told()).toEqual([1]);
  });

  it('comes back by the job that the queue gives to another worker', async () => {
    await emit();
    const [event] = await events();
    await claimEvent(services.database, owner.projectId, event?.id ?? '', 1);
    await saldo.drain(2_500);
    expect(told()).toEqual([1]);
  });
});

describe('asked for again', () => {
  it('an event is sent under the same id and index, even after it was processed', async () => {
    await emit();
    await saldo.drain();
    const [event] = await events();
    const id = event?.id ?? '';
    await setEventStatus(services, owner, subscription.id, id, 'PROCESSED');
    await resendEvent(services, owner, subscription.id, id);
    await saldo.drain();
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    expect(await histories()).toEqual([['IN_PROGRESS', 'ACK', 'PROCESSED', 'IN_PROGRESS', 'ACK']]);
  });

  it('events since a moment are sent: those that never arrived, or all', async () => {
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS);
    receiver.answer(status(204));
    await emit();
    await saldo.drain();
    receiver.received.length = 0;
    const replay = (since: string, includeAcknowledged: boolean) =>
      replayEvents(services, owner, subscription.id, { since, includeAcknowledged });
    expect(await replay('2999-01-01T00:00:00Z', true)).toBe(0);
    expect(await replay('2020-01-01T00:00:00+01:00', false)).toBe(1);
    await saldo.drain();
    expect(told()).toEqual([1]);
    expect(await replay('2020-01-01T00:00:00Z', true)).toBe(2);
    await saldo.drain();
    expect(told().slice(1).sort()).toEqual([1, 2]);
    await expect(replay('yesterday', false)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('nothing is sent to a subscription that is not active', async () => {
    await emit();
    const [event] = await events();
    await setStatus('DISABLED');
    const refused = { code: 'BAD_REQUEST', message: expect.stringContaining('not ACTIVE') };
    await expect(resendEvent(services, owner, subscription.id, event?.id ?? '')).rejects.toMatchObject(refused);
    const all = { since: '2020-01-01T00:00:00Z' };
    await expect(replayEvents(services, owner, subscription.id, all)).rejects.toMatchObject(refused);
  });
});

describe('events', () => {
  it('are listed by inclusive bounds of their index, and only for their owner', async () => {
    for (let time = 0; time < 5; time += 1) await emit();
    const listed = async (filter: object) =>
      (await listEvents(services, owner, subscription.id, filter)).map(({ index }) => index);
    expect(await listed({})).toEqual([1, 2, 3, 4, 5]);
    expect(await listed({ lowIndex: 2, highIndex: 3 })).toEqual([2, 3]);
    expect(await listed({ lowIndex: 4 })).toEqual([4, 5]);
    expect(await listed({ highIndex: 1 })).toEqual([1]);
    expect(await listed({ limit: 2 })).toEqual([1, 2]);
    const [event] = await events();
    const unknown = { code: 'UNKNOWN_ENTITY' };
    const other = await saldo.newOwner();
    await expect(listEvents(services, other, subscription.id, {})).rejects.toMatchObject(unknown);
    const set = (by: Subscriber, id: string, to: string) => setEventStatus(services, by, subscription.id, id, to);
    await expect(set(other, event?.id ?? '', 'PROCESSED')).rejects.toMatchObject(unknown);
    await expect(set(owner, 'nothing', 'PROCESSED')).rejects.toMatchObject(unknown);
    await expect(set(owner, event?.id ?? '', 'DONE')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await saldo.drain();
  });
});

describe('a worker', () => {
  it('delivers as soon as an event is committed, and a slow receiver does not hold up the others', async () => {
    const slow = await startReceiver();
    slow.answer(() => {});
    const slowOwner = await saldo.newOwner();
    await createSubscription(services, slowOwner, { target: slow.url, eventName: 'analysis_completed' });
    const worker = await startWorker(saldo.context);
    for (let time = 0; time < 3; time += 1) await saldo.emit(slowOwner, 'analysis_completed', null);
    const started = performance.now();
    await emit();
    while (told().length === 0 && performance.now() - started < 5_000)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told()).toEqual([1]);
    expect(performance.now() - started).toBeLessThan(2_000);
    await slow.close();
    await worker.stop();
  });
});
