import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../src/services/services.js';
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  parseSubscriptionFilter,
  type Subscriber,
  setSubscriptionStatus,
  usesConnector,
} from '../../src/services/subscriptions.js';
import { type WebhooksUnderTest, webhooksUnderTest } from './webhooks-under-test.js';

let saldo: WebhooksUnderTest;
let services: Services;
let owner: Subscriber;

const TARGET = 'https://hooks.invalid/algoan?tenant=1';
const SECRET = 'b8fb1bbf95ce861d638ff534';

beforeAll(async () => {
  saldo = await webhooksUnderTest([0]);
  services = saldo.services;
});
afterAll(() => saldo.close());

const create = (eventName: string, more = {}) =>
  createSubscription(services, owner, { target: TARGET, eventName, secret: SECRET, ...more });

describe('a subscription', () => {
  beforeAll(async () => {
    owner = await saldo.newOwner();
  });

  it('is given back as it was asked for, in the spelling given', async () => {
    const created = await create('aggregation_link_required');
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      eventName: 'aggregation_link_required',
      target: TARGET,
      status: 'ACTIVE',
      secret: SECRET,
    });
    expect(await getSubscription(services, owner, created.id)).toEqual(created);
  });

  it.each([undefined, null, ''])('without a secret (%o) has no such key', async (secret) => {
    const created = await create('analysis_completed', { secret });
    expect(Object.keys(created)).not.toContain('secret');
    expect(Object.keys(await getSubscription(services, owner, created.id))).not.toContain('secret');
  });

  it('keeps its secret sealed in the store', async () => {
    const { id } = await create('bank_details_fetched');
    const [row] = await services.database.query('select * from subscription where id = $1', [id]);
    expect(row?.['secret_sealed']).toMatch(/^v1\./);
    expect(JSON.stringify(row)).not.toContain(SECRET);
  });

  it.each([
    [{ eventName: 'everything' }, /^eventName must be one of/],
    [{ target: 'hooks.invalid' }, /^target is not a URL/],
    [{ target: 'ftp://hooks.invalid' }, /^target must begin with/],
    [{ target: 'https://user:hush@hooks.invalid' }, /^(?!.*hush)target must not hold/],
    [{ target: 'http://169.254.169.254/latest' }, /^target leads to an address/],
    [{ target: 'http://[::1]:8080/' }, /^target leads to an address/],
    [{ secret: 'x'.repeat(1_001) }, /^secret must be at most/],
  ])('with %o is refused, naming the field', async (more, message) => {
    const refused = create('analysis_completed', more);
    await expect(refused).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(message) });
  });

  it('may lead to this machine because the operator allows it', async () => {
    expect((await create('analysis_completed', { target: 'http://127.0.0.1:9/' })).status).toBe('ACTIVE');
  });

  it.each([
    ['DISABLED', 'DISABLED'],
    ['ACTIVE', 'ACTIVE'],
    ['DISABLE', 'DISABLED'],
    ['INACTIVE', 'INACTIVE'],
  ])('takes the status %s as %s', async (given, kept) => {
    const { id } = await create('analysis_completed');
    expect((await setSubscriptionStatus(services, owner, id, given)).status).toBe(kept);
    expect((await getSubscription(services, owner, id)).status).toBe(kept);
    await expect(setSubscriptionStatus(services, owner, id, 'ASLEEP')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('that is deleted is gone', async () => {
    const created = await create('analysis_completed');
    expect(await deleteSubscription(services, owner, created.id)).toEqual(created);
    await expect(getSubscription(services, owner, created.id)).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY' });
    await expect(deleteSubscription(services, owner, created.id)).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY' });
  });
});

describe('subscriptions of others', () => {
  it('of the project or of another one are not seen, changed or deleted', async () => {
    owner = await saldo.newOwner('shared');
    const { id } = await create('analysis_completed');
    for (const other of [await saldo.newOwner('shared'), await saldo.newOwner()]) {
      expect(await listSubscriptions(services, other)).toEqual([]);
      const unknown = { code: 'UNKNOWN_ENTITY' };
      await expect(getSubscription(services, other, id)).rejects.toMatchObject(unknown);
      await expect(setSubscriptionStatus(services, other, id, 'DISABLED')).rejects.toMatchObject(unknown);
      await expect(deleteSubscription(services, other, id)).rejects.toMatchObject(unknown);
    }
    expect((await getSubscription(services, owner, id)).status).toBe('ACTIVE');
  });
});

describe('a list of subscriptions', () => {
  const names = async (text?: string) => {
    const filter = text === undefined ? {} : parseSubscriptionFilter(text);
    return (await listSubscriptions(services, owner, filter)).map(({ eventName }) => eventName);
  };

  it('holds exactly what the filter names', async () => {
    owner = await saldo.newOwner();
    const all = ['aggregator_link_required', 'aggregation_link_required', 'bank_details_required'];
    for (const eventName of all) await create(eventName);
    expect(await names()).toEqual(all);
    expect(await names('{}')).toEqual(all);
    expect(await names('{"eventName":"aggregator_link_required"}')).toEqual(['aggregator_link_required']);
    expect(await names('{"eventName":{"$in":["bank_details_required","aggregation_link_required","x"]}}')).toEqual(
      all.slice(1),
    );
    expect(await names('{"eventName":{"$in":[]}}')).toEqual([]);
    expect(await names('{"eventName":"analysis_completed"}')).toEqual([]);
  });

  it('holds those of the id, target and status that the filter names', async () => {
    owner = await saldo.newOwner();
    const { id } = await create('analysis_completed');
    const { target } = await create('bank_details_fetched');
    await setSubscriptionStatus(services, owner, id, 'INACTIVE');
    for (const mine of [{ id }, { _id: id }, { _id: { $in: [id] } }, { status: 'INACTIVE' }, { target, _id: id }])
      expect(await names(JSON.stringify(mine))).toEqual(['analysis_completed']);
    expect(await names(JSON.stringify({ target }))).toEqual(['analysis_completed', 'bank_details_fetched']);
    expect(await names('{"status":{"$in":["ACTIVE"]}}')).toEqual(['bank_details_fetched']);
    expect(await names('{"eventName":"analysis_completed","status":"ACTIVE"}')).toEqual([]);
    expect(await names('{"target":"https://another.example/"}')).toEqual([]);
  });

  it.each([
    '',
    'x',
    '[]',
    'null',
    '{"eventName":1}',
    '{"status":null}',
    '{"eventName":{"$in":"x"}}',
    '{"eventName":{"$ne":"x"}}',
  ])('refuses the filter %s', (text) => expect(() => parseSubscriptionFilter(text)).toThrow(/^filter must be JSON/));
});

describe('a project', () => {
  it('uses a connector while somebody is told when bank details are needed', async () => {
    owner = await saldo.newOwner();
    await create('analysis_completed');
    expect(await usesConnector(services.database, owner.projectId)).toBe(false);
    const { id } = await create('bank_details_required');
    expect(await usesConnector(services.database, owner.projectId)).toBe(true);
    await setSubscriptionStatus(services, owner, id, 'DISABLED');
    expect(await usesConnector(services.database, owner.projectId)).toBe(false);
  });
});
