import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emitEvent } from '../../src/services/emit-event.js';
import { listEvents, resendEvent, setEventStatus } from '../../src/services/events.js';
import { type HouseRules, keepHouse } from '../../src/services/housekeeping.js';
import type { Services } from '../../src/services/services.js';
import {
  createSubscription,
  type Subscriber,
  type SubscriptionView,
  setSubscriptionStatus,
} from '../../src/services/subscriptions.js';
import { deleteSettledEventsBefore } from '../../src/store/expired.js';
import { type Receiver, startReceiver, status } from '../webhooks/receiver.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

const RULES: HouseRules = { analysisTimeoutHours: 24, eventRetentionDays: 90, auditRetentionDays: 1_095 };
const DRAIN_MS = 500;
const CODE = 'one-time';

let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;
let receiver: Receiver;
let subscription: SubscriptionView;

beforeAll(async () => {
  saldo = await webhooksUnderTest([0, 0.05]);
  services = saldo.services;
});
afterAll(() => saldo.close());
beforeEach(async () => {
  owner = await saldo.newOwner();
  receiver = await startReceiver();
  subscription = await subscribe('analysis_completed');
});
afterEach(async () => {
  await receiver.close();
  await services.database.query("delete from pgboss.job where name = 'deliver-event'");
});

const subscribe = (eventName: string) =>
  createSubscription(services, owner, { target: `${receiver.url}/hook`, eventName });
const emit = () => saldo.emit(owner, 'analysis_completed', null);
const indexes = async () => (await listEvents(services, owner, subscription.id, {})).map(({ index }) => index);
const count = async (table: string) => {
  const sql = `select count(*)::integer as count from ${table} where project_id = $1`;
  return (await services.database.query<{ count: number }>(sql, [owner.projectId]))[0]?.count;
};
/** Lets everything that has happened to a project's events have happened so many days earlier. */
async function age(days: number): Promise<void> {
  const back = `created_at = created_at - make_interval(days => ${days})`;
  for (const table of ['event', 'event_status'])
    await services.database.query(`update ${table} set ${back} where project_id = $1`, [owner.projectId]);
}

describe('events', () => {
  it('that have ended are removed after the retention with their tries; others stay, and indexes go on', async () => {
    await emit();
    await saldo.drain();
    receiver.answer(status(500));
    await emit();
    await saldo.drain(DRAIN_MS);
    await setSubscriptionStatus(services, owner, subscription.id, 'INACTIVE');
    await setSubscriptionStatus(services, owner, subscription.id, 'ACTIVE');
    receiver.answer(status(500));
    await emit();
    await setSubscriptionStatus(services, owner, subscription.id, 'INACTIVE');
    await age(89);
    await keepHouse(services, RULES);
    expect(await indexes()).toEqual([1, 2, 3]);
    await age(2);
    await keepHouse(services, { ...RULES, eventRetentionDays: null });
    expect(await indexes()).toEqual([1, 2, 3]);
    await keepHouse(services, RULES);
    expect(await indexes()).toEqual([3]);
    expect([await count('event_attempt'), await count('event_status')]).toEqual([0, 1]);
    await setSubscriptionStatus(services, owner, subscription.id, 'ACTIVE');
    await emit();
    expect(await indexes()).toEqual([3, 4]);
  });

  it('that something happened to lately stay', async () => {
    await emit();
    await emit();
    await saldo.drain();
    await age(100);
    const [first] = await listEvents(services, owner, subscription.id, {});
    await resendEvent(services, owner, subscription.id, first?.id ?? '');
    await saldo.drain();
    await keepHouse(services, RULES);
    expect(await indexes()).toEqual([1]);
  });

  it('are removed some at a time, of every project', async () => {
    for (let number = 0; number < 3; number += 1) await emit();
    await saldo.drain();
    await age(100);
    const before = new Date(Date.now() - 90 * 86_400_000);
    expect(await deleteSettledEventsBefore(services.database, before, 2)).toBe(2);
    expect(await indexes()).toEqual([3]);
    expect(await deleteSettledEventsBefore(services.database, before, 2)).toBe(1);
    expect(await deleteSettledEventsBefore(services.database, before, 2)).toBe(0);
  });
});

describe('the access log', () => {
  it('is kept for its own time', async () => {
    const { database } = services;
    for (const days of [1_094, 1_096])
      await database.query(
        `insert into audit_entry (project_id, at, request_id, client_id, action, status)
         values ($1, now() - make_interval(days => $2), $3, 'c', 'GET /', 200)`,
        [owner.projectId, days, String(days)],
      );
    await keepHouse(services, { ...RULES, auditRetentionDays: null });
    expect(await count('audit_entry')).toBe(2);
    await keepHouse(services, RULES);
    expect(await count('audit_entry')).toBe(1);
  });
});

describe('a one-time code', () => {
  const emitCode = () =>
    services.database.transaction((transaction) =>
      emitEvent(services, transaction, {
        projectId: owner.projectId,
        name: 'bank_details_required',
        customerId: null,
        payload: { customerId: 'a', analysisId: 'b' },
        temporaryCode: CODE,
      }),
    );
  const codes = () =>
    services.database.query<{ sealed: string | null; row: string }>(
      'select temporary_code_sealed as sealed, event::text as row from event where project_id = $1',
      [owner.projectId],
    );
  const told = () => receiver.received.map(({ body }) => JSON.stringify(JSON.parse(body).payload));
  const WHOLE = '{"customerId":"a","analysisId":"b","temporaryCode":"one-time"}';

  it('is told on every try, is never kept in clear, and goes with the acknowledgement', async () => {
    await subscribe('bank_details_required');
    await emitCode();
    const [kept] = await codes();
    expect([kept?.sealed?.startsWith('v1.'), kept?.row.includes(CODE)]).toEqual([true, false]);
    receiver.answer(status(500));
    await saldo.drain();
    expect((await codes()).map(({ sealed }) => sealed)).toEqual([kept?.sealed]);
    receiver.answer(status(204));
    await saldo.drain(DRAIN_MS);
    expect(told()).toEqual([WHOLE, WHOLE]);
    expect((await codes()).map(({ sealed }) => sealed)).toEqual([null]);
  });

  it('goes when the subscriber tells what became of the event, and is in no listing', async () => {
    const wanted = await subscribe('bank_details_required');
    await emitCode();
    const [event] = await listEvents(services, owner, wanted.id, {});
    expect(JSON.stringify(event)).not.toContain(CODE);
    await setEventStatus(services, owner, wanted.id, event?.id ?? '', 'PROCESSED');
    expect((await codes()).map(({ sealed }) => sealed)).toEqual([null]);
    await resendEvent(services, owner, wanted.id, event?.id ?? '');
    await saldo.drain();
    expect(told()).toEqual(['{"customerId":"a","analysisId":"b"}']);
  });

  it('goes with the last try, and with the time after which its analysis has ended', async () => {
    const wanted = await subscribe('bank_details_required');
    receiver.answer(status(500));
    await emitCode();
    await saldo.drain(DRAIN_MS);
    expect((await codes()).map(({ sealed }) => sealed)).toEqual([null]);
    await emitCode();
    await setSubscriptionStatus(services, owner, wanted.id, 'INACTIVE');
    await keepHouse(services, RULES);
    expect((await codes()).filter(({ sealed }) => sealed !== null)).toHaveLength(1);
    await age(2);
    await keepHouse(services, RULES);
    expect((await codes()).filter(({ sealed }) => sealed !== null)).toHaveLength(0);
  });
});
