import { readFileSync } from 'node:fs';
import type { AppUnderTest, Json } from '../app-under-test.js';

const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: unknown[] };
const shipped = JSON.parse(
  readFileSync(new URL('../../src/reference/models/credit.json', import.meta.url), 'utf8'),
) as object;

export const ACCOUNTS = accounts;

/** One of everything that contract A and its operators can name, of the project of an operator's token: ids by path parameter. */
export async function ownedThings(saldo: AppUnderTest, token: string): Promise<Record<string, string>> {
  const call = async (method: 'GET' | 'POST', url: string, body?: unknown): Promise<Json> =>
    (await saldo.call(token, method, url, body)).body;
  const customer = await call('POST', '/v2/customers', { customIdentifier: 'theirs' });
  const path = `/v2/customers/${customer.id}/analyses`;
  const target = 'https://receiver.example/hook';
  const subscription = await call('POST', '/v2/subscriptions', { target, eventName: 'analysis_completed' });
  const analysis = await call('POST', path, { accounts });
  await saldo.drainJobs();
  const done = await call('GET', `${path}/${analysis.id}`);
  const { resources } = await call('GET', `${path}/${analysis.id}/accounts`);
  const [event] = await call('GET', `/v2/subscriptions/${subscription.id}/events`);
  const scorecard = await call('POST', '/operator/scorecards', { ...shipped, version: 'theirs' });
  return {
    id: customer.id,
    analysisId: analysis.id,
    accountId: resources[0].id,
    cashFlowId: done.creditInsights.cashFlows[0].id,
    subscriptionId: subscription.id,
    eventId: event.id,
    scorecardId: scorecard.id,
  };
}
