import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasEnded, type ServerUnderTest, serverUnderTest } from '../server-under-test.js';
import { asLinxo, asTink } from './aggregator-payloads.js';
import { type BankDetails, SimulatedConnector } from './simulated-connector.js';

let saldo: ServerUnderTest;
beforeAll(async () => {
  saldo = await serverUnderTest();
});
afterAll(() => saldo.close());

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const persona = read('examples/personae/nl__sarah_connor.json');
const rawPersona = read('examples/personae/nl__sarah_connor.budget-insight.json');

async function project(name: string, bankDetails: BankDetails) {
  const connector = new SimulatedConnector(saldo.url, await saldo.client(name, 'connector'), bankDetails);
  const lender = saldo.caller(await saldo.client(name, 'api', { aggregatorKey: 'k' }));
  await connector.start();
  return { connector, lender };
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
    const done = await lender.until(`${path}/analyses/${waiting.body.id}`, hasEnded);
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

  it.each<[string, BankDetails, object]>([
    ['no account', () => ({ accounts: [] }), { code: 'NO_CHECKING_ACCOUNT' }],
    ['no connection', () => ({ format: 'BUDGET_INSIGHT_V2_0', connections: [] }), { code: 'NO_CHECKING_ACCOUNT' }],
    [
      'a failure without a word',
      () => ({ status: 'ERROR', error: { code: null, message: null } }),
      { code: 'CONNECTOR_ERROR', message: 'The connector could not fetch the bank details' },
    ],
    [
      'a failure told at length',
      () => ({ error: { code: 'INTERNAL_ERROR', message: `\u0000${'x'.repeat(1_998)}🏦 and more` } }),
      { code: 'INTERNAL_ERROR', message: 'x'.repeat(1_998) },
    ],
  ])('ends the analysis when it brings %s', async (what, bankDetails, error) => {
    const { connector, lender } = await project(`connector with ${what}`, bankDetails);
    const created = await lender.call('POST', '/v2/customers', { customIdentifier: 'c' });
    const path = `/v2/customers/${created.body.id}/analyses`;
    const { body } = await lender.call('POST', path, {});
    const ended = await lender.until(`${path}/${body.id}`, hasEnded);
    expect(ended).toMatchObject({ status: 'ERROR', error });
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
    const lender = saldo.caller(await saldo.client('no connector', 'api'));
    const created = await lender.call('POST', '/v2/customers', { customIdentifier: 'c-3' });
    const { status, body } = await lender.call('POST', `/v2/customers/${created.body.id}/analyses`, {});
    expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
  });
});
