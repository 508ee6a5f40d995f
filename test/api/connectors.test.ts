import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { type RunningServer, startServer } from '../../src/server.js';
import { createClient } from '../../src/services/create-client.js';
import { parseAllowList } from '../../src/webhooks/target-guard.js';
import { configOn, freshStore, type Json } from '../app-under-test.js';
import { asLinxo, asTink } from './aggregator-payloads.js';
import { type BankDetails, SimulatedConnector } from './simulated-connector.js';

let context: Context;
let server: RunningServer;
let drop: () => Promise<void>;

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const persona = read('examples/personae/nl__sarah_connor.json');
const rawPersona = read('examples/personae/nl__sarah_connor.budget-insight.json');

beforeAll(async () => {
  const { store, drop: remove } = await freshStore();
  drop = remove;
  const webhookAllow = parseAllowList('127.0.0.1/32');
  if (webhookAllow === null) throw new Error('the allow list is none');
  context = await createContext({ ...configOn(store), webhookAllow });
  server = await startServer(context, { withWorker: true });
});
afterAll(async () => {
  await server.close();
  await context.close();
  await drop();
});

interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A lender's back end: speaks contract A with its own client. */
class Lender {
  private token = '';

  constructor(private readonly client: Client) {}

  async call(method: string, path: string, body?: object): Promise<{ status: number; body: Json }> {
    if (this.token === '') {
      const { clientId, clientSecret } = this.client;
      this.token = (await context.tokens.issueFor(clientId, clientSecret)).accessToken;
    }
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  async until(path: string, isReached: (body: Json) => boolean): Promise<Json> {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await this.call('GET', path);
      if (isReached(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${path} never came to what was expected`);
  }
}

async function project(name: string, bankDetails: BankDetails) {
  const { services } = context;
  const connectorClient = await createClient(services, { name: 'connector', project: name, role: 'connector' });
  const lenderClient = await createClient(services, {
    name: 'lender',
    project: name,
    role: 'api',
    config: { aggregatorKey: 'k' },
  });
  const connector = new SimulatedConnector(server.url, connectorClient, bankDetails);
  await connector.start();
  return { connector, lender: new Lender(lenderClient) };
}

const DETAILS: [string, BankDetails][] = [
  ['contract-A accounts', () => ({ accounts: persona.accounts })],
  ['BUDGET_INSIGHT_V2_0', () => ({ format: 'BUDGET_INSIGHT_V2_0', connections: rawPersona.connections })],
  ['LINXO_CONNECT_ACCOUNT_API_V2', () => asLinxo(persona)],
  ['TINK_V2', () => asTink(persona)],
];

describe('a published connector', () => {
  it.each(DETAILS)('brings a customer from link to analysis with %s', async (name, bankDetails) => {
    const { connector, lender } = await project(`connector with ${name}`, bankDetails);
    const aggregationDetails = { callbackUrl: 'https://lender.example/back' };
    const created = await lender.call('POST', '/v2/customers', { customIdentifier: 'c-1', aggregationDetails });
    const path = `/v2/customers/${created.body.id}`;
    const linked = await lender.until(path, ({ aggregationDetails: { redirectUrl } }) => redirectUrl !== undefined);
    expect(linked.aggregationDetails).toMatchObject({
      callbackUrl: 'https://lender.example/back',
      redirectUrl: 'https://aggregator.example/connect',
      mode: 'REDIRECT',
    });

    const waiting = await lender.call('POST', `${path}/analyses`, { temporaryCode: 'one-time' });
    expect(waiting.status).toBe(202);
    expect(waiting.body.status).toBe('CREATED');
    const done = await lender.until(
      `${path}/analyses/${waiting.body.id}`,
      ({ status }) => status !== 'CREATED' && status !== 'IN_PROGRESS',
    );
    expect(done.status).toBe('COMPLETED');
    expect(done.creditInsights.incomes.totalAmount).toBeGreaterThan(7_000);
    expect(connector.deaths).toEqual([]);
    expect(connector.seen.map(({ event, index }) => [event, index])).toEqual([
      ['aggregator_link_required', 1],
      ['bank_details_required', 1],
    ]);
    expect(connector.seen[1]?.payload).toEqual({
      customerId: created.body.id,
      analysisId: waiting.body.id,
      temporaryCode: 'one-time',
    });
    await connector.stop();
  });

  it('ends the analysis with its own error when it gets no bank details', async () => {
    const error = { code: 'WRONG_PASSWORD', message: 'The bank refused the credentials' };
    const { connector, lender } = await project('connector that fails', () => ({ status: 'ERROR', error }));
    const created = await lender.call('POST', '/v2/customers', { customIdentifier: 'c-2' });
    const path = `/v2/customers/${created.body.id}/analyses`;
    const { body } = await lender.call('POST', path, {});
    const ended = await lender.until(`${path}/${body.id}`, ({ status }) => status === 'ERROR');
    expect(ended.error).toEqual(error);
    expect(connector.deaths).toEqual([]);
    await connector.stop();
  });

  it('finds its subscriptions again at its next start', async () => {
    const { connector, lender } = await project('connector restarted', () => ({ accounts: persona.accounts }));
    const before = await lender.call('GET', '/v1/subscriptions');
    await connector.stop();
    await connector.start();
    expect((await lender.call('GET', '/v1/subscriptions')).body).toEqual(before.body);
    expect(before.body).toHaveLength(3);
    await connector.stop();
  });
});

describe('an analysis without accounts', () => {
  it('is forbidden in a project without a connector', async () => {
    const client = await createClient(context.services, { name: 'l', project: 'no connector', role: 'api' });
    const lender = new Lender(client);
    const created = await lender.call('POST', '/v2/customers', { customIdentifier: 'c-3' });
    const { status, body } = await lender.call('POST', `/v2/customers/${created.body.id}/analyses`, {});
    expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
  });
});
