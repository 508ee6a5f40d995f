// Contract A from the first token to the last event, every operation once and every kind of error.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../install.mjs';
import { BODY_BYTES_TOO_MANY, CLIENT_SECRET, Recorder } from './recorder.mjs';

const { accounts } = JSON.parse(readFileSync(join(ROOT, 'examples/personae/fr__harry_potter.json'), 'utf8'));
const scorecard = JSON.parse(readFileSync(join(ROOT, 'src/reference/models/credit.json'), 'utf8'));
const ANALYSES = '/v2/customers/{id}/analyses';
const ANALYSIS = `${ANALYSES}/{analysisId}`;

export async function storyOfContractA(stage, { createClient, beginRequest }) {
  const api = new Recorder(stage.app);
  let projectId;
  const client = async (clientId, role, config) => {
    const secret = { clientId, clientSecret: CLIENT_SECRET };
    ({ projectId } = await createClient(stage.services, {
      name: clientId,
      project: 'lender',
      role,
      config,
      ...secret,
    }));
    return (await stage.tokens.issueFor(clientId, CLIENT_SECRET)).accessToken;
  };
  const description = stage.describe('algoan');
  const people = {
    lender: await client('lender', 'api', { aggregator: 'the settings of an aggregator' }),
    connector: await client('connector', 'connector'),
    operator: await client('operator', 'operator'),
  };
  await signIn(api);
  const subscription = await subscribe(api, people.lender, stage.target);
  const params = await analyse(api, people.lender, stage.drain);
  await readAnalysis(api, people.lender, params);
  await events(api, people.lender, stage, { ...subscription });
  await bankDetails(api, people, stage);
  await operate(api, people.operator, params, stage.drain);
  await leave(api, people.lender, params, subscription);
  const wrongRole = (path) => (path.startsWith('/operator') ? people.lender : null);
  await api.meetRefusals(description, { token: people.operator, wrongRole });
  await meetErrors(api, people, stage, params);
  await meetRepetitions(api, people.lender, (key, print) =>
    beginRequest(stage.services, { projectId, clientId: 'lender', key }, print),
  );
  return api.examples(description);
}

async function signIn(api) {
  await api.expect(200, 'GET /health');
  await api.expect(200, 'GET /.well-known/jwks.json');
  const form = { grant_type: 'client_credentials', client_id: 'lender', client_secret: CLIENT_SECRET };
  for (const version of ['v1', 'v2']) {
    await api.expect(201, `POST /${version}/oauth/token`, { form });
    await api.expect(401, `POST /${version}/oauth/token`, { form: { ...form, client_secret: 'wrong' } });
    await api.expect(400, `POST /${version}/oauth/token`, { form: { ...form, grant_type: '' } });
  }
}

async function subscribe(api, token, target) {
  let created;
  for (const version of ['v1', 'v2']) {
    const body = { target, eventName: 'analysis_completed', secret: CLIENT_SECRET };
    created = await api.expect(201, `POST /${version}/subscriptions`, { token, body });
    const params = { subscriptionId: created.id };
    await api.expect(400, `POST /${version}/subscriptions`, { token, body: { ...body, eventName: 'unknown' } });
    await api.expect(200, `GET /${version}/subscriptions`, {
      token,
      query: { filter: '{"eventName":"analysis_completed"}' },
    });
    await api.expect(200, `GET /${version}/subscriptions/{subscriptionId}`, { token, params });
    await api.expect(404, `GET /${version}/subscriptions/{subscriptionId}`, { token });
    await api.expect(200, `PATCH /${version}/subscriptions/{subscriptionId}`, {
      token,
      params,
      body: { status: 'ACTIVE' },
    });
  }
  return { subscriptionId: created.id };
}

async function analyse(api, token, drain) {
  const customer = {
    customIdentifier: 'application-2026-0815',
    personalDetails: { contact: { email: 'jeanne@example.com' } },
  };
  const { id } = await api.expect(201, 'POST /v2/customers', { token, body: customer });
  await api.expect(422, 'POST /v2/customers', { token, body: customer });
  await api.expect(400, 'POST /v2/customers', { token, body: {} });
  await api.expect(200, 'GET /v2/customers', { token, query: { limit: 10 } });
  await api.expect(200, 'GET /v2/customers/{id}', { token, params: { id } });
  await api.expect(404, 'GET /v2/customers/{id}', { token });
  const aggregationDetails = { mode: 'REDIRECT', callbackUrl: 'https://lender.example/back' };
  await api.expect(200, 'PATCH /v2/customers/{id}', { token, params: { id }, body: { aggregationDetails } });
  const body = { accounts, application: { amount: 5000, durationMonths: 24, monthlyPayment: 225 } };
  const { id: analysisId } = await api.expect(202, `POST ${ANALYSES}`, { token, params: { id }, body });
  await api.expect(403, `POST ${ANALYSES}`, { token, params: { id }, body: { accounts: [] } });
  await drain();
  return { id, analysisId };
}

async function readAnalysis(api, token, params) {
  const analysis = await api.expect(200, `GET ${ANALYSIS}`, { token, params });
  if (analysis.status !== 'COMPLETED') throw new Error(`the analysis ended in ${JSON.stringify(analysis.error)}`);
  await api.expect(404, `GET ${ANALYSIS}`, { token, params: { id: params.id } });
  await api.expect(200, `GET ${ANALYSES}`, { token, params, query: { limit: 1 } });
  const parts = ['', '/incomes', '/expenses', '/loans', '/risks', '/affordability', '/cash-flows'];
  for (const part of parts) await api.expect(200, `GET ${ANALYSIS}/credit-insights${part}`, { token, params });
  for (const part of ['scores', 'accounts', 'transactions'])
    await api.expect(200, `GET ${ANALYSIS}/${part}`, { token, params });
  const { resources } = await api.expect(200, `GET ${ANALYSIS}/accounts`, { token, params });
  const ofAccount = { ...params, accountId: resources[0].id };
  for (const part of ['balances', 'transactions']) {
    await api.expect(200, `GET ${ANALYSIS}/accounts/{accountId}/${part}`, { token, params: ofAccount });
  }
  const cashFlowId = analysis.creditInsights.cashFlows.find(({ totalAmount }) => totalAmount < 0).id;
  const correction = { token, params: { ...params, cashFlowId }, body: { category: 'LEISURE' } };
  await api.expect(202, `PATCH ${ANALYSIS}/credit-insights/cash-flows/{cashFlowId}`, correction);
}

async function events(api, token, { drain }, params) {
  await drain();
  for (const version of ['v1', 'v2']) {
    const path = `/${version}/subscriptions/{subscriptionId}/events`;
    const [event] = await api.expect(200, `GET ${path}`, { token, params, query: { lowIndex: 1 } });
    const ofEvent = { ...params, eventId: event.id };
    await api.expect(200, `GET ${path}/{eventId}/attempts`, { token, params: ofEvent });
    await api.expect(200, `PATCH ${path}/{eventId}`, { token, params: ofEvent, body: { status: 'PROCESSED' } });
    await api.expect(404, `PATCH ${path}/{eventId}`, { token, params, body: { status: 'PROCESSED' } });
    await api.expect(200, `POST ${path}/{eventId}/resend`, { token, params: ofEvent });
    await api.expect(202, `POST ${path}/replay`, { token, params, body: { since: '2026-08-01T00:00:00Z' } });
    await drain();
  }
}

/** A connector is told that bank details are wanted, and sends them. */
async function bankDetails(api, { lender, connector }, { target, drain }) {
  for (const version of ['v1', 'v2']) await api.expect(200, `GET /${version}/service-accounts`, { token: connector });
  const wish = { target, eventName: 'bank_details_required' };
  await api.expect(201, 'POST /v2/subscriptions', { token: lender, body: wish });
  const { id } = await api.expect(201, 'POST /v2/customers', {
    token: lender,
    body: { customIdentifier: 'application-2026-0816' },
  });
  const { id: analysisId } = await api.expect(202, `POST ${ANALYSES}`, { token: lender, params: { id }, body: {} });
  await api.expect(200, `PATCH ${ANALYSIS}`, { token: lender, params: { id, analysisId }, body: { accounts } });
  await drain();
}

async function operate(api, token, params, drain) {
  await api.expect(200, 'GET /operator/project', { token });
  await api.expect(200, 'PATCH /operator/project', {
    token,
    body: { country: 'FR', retentionDays: 365, contactEmails: ['it@lender.example'] },
  });
  const decision = { score: 'credit', value: 640, reason: 'Payslips seen for the new job', by: 'credit desk' };
  const overrides = '/operator/customers/{id}/analyses/{analysisId}/overrides';
  await api.expect(201, `POST ${overrides}`, { token, params, body: decision });
  await api.expect(400, `POST ${overrides}`, { token, params, body: { ...decision, value: 5000 } });
  await api.expect(200, `GET ${overrides}`, { token, params });
  await api.expect(200, 'GET /operator/customers/{id}/analyses/{analysisId}/replay', { token, params });
  await api.expect(200, 'GET /operator/scorecards', { token });
  const own = { ...scorecard, version: 'lender-1' };
  const { id: scorecardId } = await api.expect(201, 'POST /operator/scorecards', { token, body: own });
  await api.expect(422, 'POST /operator/scorecards', { token, body: own });
  await api.expect(400, 'POST /operator/scorecards', { token, body: { name: 'credit' } });
  const role = { token, params: { scorecardId }, body: { role: 'challenger' } };
  await api.expect(200, 'PATCH /operator/scorecards/{scorecardId}', role);
  await api.expect(200, 'GET /operator/scorecards/{scorecardId}/drift', { token, params: { scorecardId } });
  await api.expect(202, 'POST /operator/customers/{id}/refresh', { token, params });
  await drain();
  await api.expect(200, 'GET /operator/customers/{id}/export', { token, params });
  // Reads are written down together, a tenth of a second later.
  await new Promise((resolve) => setTimeout(resolve, 300));
  await api.expect(200, 'GET /operator/accesses', { token, query: { customerId: params.id } });
}

/** The kinds of error that any operation may give: shown where an operation has none of its own. */
async function meetErrors(api, { lender }, { limited, whileBroken }, params) {
  const post = `POST ${ANALYSES}`;
  const json = { 'content-type': 'application/json' };
  await api.expect(415, post, { token: lender, params, body: '<accounts/>', headers: { 'content-type': 'text/xml' } });
  await api.expect(413, post, { token: lender, params, body: ' '.repeat(BODY_BYTES_TOO_MANY), headers: json });
  await api.expect(400, 'GET /v2/customers', { token: lender, query: { limit: 'many' } });
  await api.expect(404, 'GET /v2/nothing', { token: lender });
  await api.expect(403, 'GET /operator/project', { token: lender });
  await api.send('GET /v2/customers', { token: lender, app: limited });
  await api.expect(429, 'GET /v2/customers', { token: lender, app: limited });
  await whileBroken(() => api.expect(500, 'GET /v2/customers', { token: lender }));
}

/** A key used for two requests, and one whose first request is still at work. */
async function meetRepetitions(api, token, begin) {
  const post = (key, customIdentifier) => ({ token, body: { customIdentifier }, headers: { 'idempotency-key': key } });
  await api.expect(201, 'POST /v2/customers', post('one', 'first'));
  await api.expect(422, 'POST /v2/customers', post('one', 'second'));
  const print = createHash('sha256').update('POST /v2/customers\n{"customIdentifier":"third"}').digest('hex');
  await begin('two', print);
  await api.expect(409, 'POST /v2/customers', post('two', 'third'));
}

async function leave(api, token, params, subscription) {
  for (const version of ['v1', 'v2']) {
    const one = version === 'v2' ? subscription : { subscriptionId: await firstOther(api, token, subscription) };
    await api.expect(200, `DELETE /${version}/subscriptions/{subscriptionId}`, { token, params: one });
  }
  await api.expect(204, 'DELETE /v2/customers/{id}', { token, params });
}

async function firstOther(api, token, { subscriptionId }) {
  const all = await api.expect(200, 'GET /v2/subscriptions', { token });
  return all.find(({ id }) => id !== subscriptionId).id;
}
