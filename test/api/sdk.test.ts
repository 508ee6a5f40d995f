import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Algoan, type EventName, EventStatus } from '@algoan/rest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../server-under-test.js';

let saldo: ServerUnderTest;
beforeAll(async () => {
  saldo = await serverUnderTest();
});
afterAll(() => saldo.close());

interface Received {
  readonly body: { id: string; subscription: { id: string }; payload: Record<string, string> };
  readonly signature: string;
}

async function receiver() {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      received.push({ body: JSON.parse(text), signature: String(request.headers['x-hub-signature']) });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { received, target, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never came');
}

describe('the published SDK of contract A, unmodified', () => {
  it('gets tokens, service accounts and subscriptions, checks signatures and tells what became of an event', async () => {
    const hook = await receiver();
    const connector = await saldo.client('sdk project', 'connector');
    const lender = await saldo.client('sdk project', 'api', { key: 'value' });
    const sdk = new Algoan({ baseUrl: saldo.url, ...connector });
    // The SDK's list of names lacks the ones of today; they are plain text on the wire.
    const events = ['aggregator_link_required', 'bank_details_required'] as unknown as EventName[];
    await sdk.initRestHooks(hook.target, events, 'a secret');
    const [account] = sdk.serviceAccounts;
    expect(account).toMatchObject({
      clientId: lender.clientId,
      clientSecret: lender.clientSecret,
      config: { key: 'value' },
    });
    expect(account?.subscriptions.map(({ eventName, status }) => [eventName, status])).toEqual([
      ['aggregator_link_required', 'ACTIVE'],
      ['bank_details_required', 'ACTIVE'],
    ]);

    const { body } = await saldo.caller(lender).call('POST', '/v2/customers', { customIdentifier: 'é"ñ' });
    const { body: event, signature } = await until(() => hook.received[0]);
    expect(event.payload).toEqual({ customerId: body.id });
    const subscription = account?.subscriptions.find(({ id }) => id === event.subscription.id);
    expect(subscription?.validateSignature(signature, event.payload)).toBe(true);
    expect(subscription?.validateSignature(signature, { customerId: 'another' })).toBe(false);
    await subscription?.event(event.id).update({ status: EventStatus.PROCESSED });
    const listed = await saldo.caller(lender).call('GET', `/v1/subscriptions/${subscription?.id}/events`);
    expect(listed.body[0].statuses.map(({ name }: { name: string }) => name)).toContain('PROCESSED');

    const again = new Algoan({ baseUrl: saldo.url, ...connector });
    await again.initRestHooks(hook.target, events, 'a secret');
    expect(again.serviceAccounts[0]?.subscriptions.map(({ id }) => id)).toEqual(
      account?.subscriptions.map(({ id }) => id),
    );
    await hook.close();
  });

  it('switches a disabled subscription on again at start-up', async () => {
    const hook = await receiver();
    const connector = await saldo.client('sdk restart', 'connector');
    const lender = saldo.caller(await saldo.client('sdk restart', 'api'));
    const events = ['bank_details_required'] as unknown as EventName[];
    const first = new Algoan({ baseUrl: saldo.url, ...connector });
    await first.initRestHooks(hook.target, events);
    const id = first.serviceAccounts[0]?.subscriptions[0]?.id;
    const path = `/v1/subscriptions/${id}`;
    expect((await lender.call('PATCH', path, { status: 'DISABLE' })).body.status).toBe('DISABLED');
    const second = new Algoan({ baseUrl: saldo.url, ...connector });
    await second.initRestHooks(hook.target, events);
    const { body } = await lender.call('GET', path);
    expect(body.status).toBe('ACTIVE');
    expect(body).not.toHaveProperty('secret');
    await hook.close();
  });
});
