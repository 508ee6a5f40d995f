// Contract B from a token to an analysis: a person gives a consent at a bank made up for the story, every operation once.
import { BODY_BYTES_TOO_MANY, CLIENT_SECRET, Recorder, STORY_TIME } from './recorder.mjs';

const UNKNOWN_ID = '00000000-0000-8000-8000-000000000000';
const DAY_MS = 86_400_000;
const LINES = [
  ['salary', 5, '3167.00', 'SALARIS WERKGEVER BV', 'Werkgever BV', 'NL20INGB0001234567'],
  ['rent', 4, '-1200.00', 'Huur woning', 'Woningstichting Eigen Haard', 'NL28ABNA9998422205'],
  ['groceries', 3, '-85.40', 'ALBERT HEIJN 1234 AMSTERDAM', 'Albert Heijn', 'NL12RABO0123456789'],
];

function monthOfLines(month) {
  return LINES.map(([id, day, amount, text, name, iban]) => {
    const bookingDate = new Date(Date.parse(STORY_TIME) - (month * 30 + day) * DAY_MS).toISOString().slice(0, 10);
    const side = amount.startsWith('-') ? 'creditor' : 'debtor';
    return {
      transactionId: `${id}-${month}`,
      bookingDate,
      transactionAmount: { amount, currency: 'EUR' },
      remittanceInformationUnstructured: text,
      [`${side}Name`]: name,
      [`${side}Account`]: { iban },
    };
  });
}

const ACCOUNT = { iban: 'NL11ENAB1234567890', name: 'Betaalrekening', currency: 'EUR' };

/** A bank that says yes to everybody, and twelve months of a household. */
export const BANK = {
  providerKeys: ['ENABNL2A'],
  authorizationUrl: async (_consent, redirectUri, state) => {
    const url = new URL('https://bank.example/login');
    url.searchParams.set('redirect_uri', redirectUri);
    url.searchParams.set('state', state);
    return { url: url.href, bankConsentId: 'begun' };
  },
  exchangeCode: async ({ providerKey, bankConsentId }) => ({
    providerKey,
    bankConsentId,
    accessToken: 'none',
    refreshToken: null,
  }),
  listAccounts: async (access) => ({ accounts: [{ id: 'current', ...ACCOUNT }], access }),
  endConsent: async () => {},
  fetchAnswers: async (access) => ({ outcome: 'COMPLETE', answers: answersFrom(access.providerKey), access }),
};

function answersFrom(providerKey) {
  return {
    providerKey,
    fetchedAt: STORY_TIME,
    accounts: [{ accounts: [{ resourceId: 'current', ...ACCOUNT, ownerName: 'J. Doe', cashAccountType: 'CACC' }] }],
    details: [
      {
        resourceId: 'current',
        balances: {
          balances: [{ balanceType: 'interimBooked', balanceAmount: { amount: '1229.82', currency: 'EUR' } }],
        },
        transactions: [
          { transactions: { booked: Array.from({ length: 12 }, (_, month) => monthOfLines(month)).flat() } },
        ],
      },
    ],
  };
}

export async function storyOfContractB(stage, { createClient }) {
  const api = new Recorder(stage.app);
  const access = { clientId: 'app', clientSecret: CLIENT_SECRET };
  await createClient(stage.services, { name: 'app', project: 'broker', role: 'api', ...access });
  await signIn(api);
  const token = await stage.tokens.issueAccess('app', CLIENT_SECRET, 86_400);
  const consent = await consentOf(api, token, stage);
  await readAccounts(api, token, consent);
  await categorise(api, token, consent, stage.drain);
  await analyse(api, token, consent, stage.drain);
  const description = stage.describe('enablenow');
  const params = { id: consent.consentId };
  await api.expect(202, 'POST /cfa/consent/{id}/refresh', { token, params });
  await api.expect(204, 'DELETE /cfa/consents/{id}', { token, params });
  await api.meetRefusals(description, { token, wrongRole: () => null });
  await meetErrors(api, token, stage);
  return api.examples(description);
}

async function signIn(api) {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: CLIENT_SECRET,
    scope: 'customer-api',
  };
  await api.expect(200, 'POST /cfa/connect/token', { form });
  await api.expect(401, 'POST /cfa/connect/token', { form: { ...form, client_secret: 'wrong' } });
  await api.expect(400, 'POST /cfa/connect/token', { form: { ...form, scope: 'other' } });
}

async function consentOf(api, token, { app, drain }) {
  const person = { externalUserId: 'client-42' };
  await api.expect(201, 'POST /cfa/users', { token, body: person });
  await api.expect(409, 'POST /cfa/users', { token, body: person });
  await api.expect(400, 'POST /cfa/users', { token, body: {} });
  const [user] = await api.expect(200, 'GET /cfa/users', { token });
  const body = {
    providerKey: 'ENABNL2A',
    countryCode: 'NL',
    userId: user.id,
    redirectUrl: 'https://broker.example/back',
  };
  const consent = await api.expect(201, 'POST /cfa/consents', { token, body });
  await api.expect(400, 'POST /cfa/consents', { token, body: { ...body, providerKey: 'NOBANK' } });
  await api.expect(404, 'POST /cfa/consents', { token, body: { ...body, userId: UNKNOWN_ID } });
  const unread = { token, params: { id: consent.consentId } };
  await approve(app, consent.consentUrl);
  await drain();
  await api.expect(200, 'GET /cfa/consents', { token, query: { userId: user.id } });
  await api.expect(200, 'GET /cfa/v2/consents', { token, query: { page: 1, pageSize: 10 } });
  await api.expect(404, 'POST /cfa/consent/{id}/refresh', { ...unread, params: { id: UNKNOWN_ID } });
  return { consentId: consent.consentId };
}

/** Walks the pages of a consent as a person does. */
async function approve(app, consentUrl) {
  const cookies = new Map();
  const send = async (url, form) => {
    const { pathname, search } = new URL(url, consentUrl);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const type = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    const body = form ? { payload: form.toString() } : {};
    const request = { method: form ? 'POST' : 'GET', url: pathname + search, headers: { cookie, ...type }, ...body };
    const response = await app.inject(request);
    for (const { name, value } of response.cookies) cookies.set(name, value);
    return response;
  };
  const submit = (page, action, more = {}) => {
    const [, url, inner] = new RegExp(`<form method="post" action="([^"]*/${action})">(.*?)</form>`, 's').exec(page);
    const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    return send(
      url,
      new URLSearchParams({ ...Object.fromEntries(hidden.map(([, name, value]) => [name, value])), ...more }),
    );
  };
  const left = await submit((await send(consentUrl)).body, 'start');
  const login = new URL(left.headers.location);
  const back = new URL(login.searchParams.get('redirect_uri'));
  back.searchParams.set('state', login.searchParams.get('state'));
  back.searchParams.set('code', 'yes');
  const returned = await send(back.href);
  await submit((await send(returned.headers.location)).body, 'approve', { account: 'current' });
}

async function readAccounts(api, token, query) {
  await api.expect(200, 'GET /cfa/accounts', { token, query });
  await api.expect(200, 'GET /cfa/transactions', { token, query: { ...query, pageSize: 10 } });
  await api.expect(404, 'GET /cfa/accounts', { token, query: { consentId: UNKNOWN_ID } });
  await api.expect(400, 'GET /cfa/transactions', { token, query: { ...query, pageToken: 'wrong' } });
}

async function categorise(api, token, consent, drain) {
  for (const path of ['/cfa/CategorizationJobs', '/cfa/v2/categorization-jobs']) {
    const { id } = await api.expect(201, `POST ${path}`, { token, body: consent });
    await drain();
    await api.expect(200, `GET ${path}/{id}`, { token, params: { id } });
    await api.expect(404, `GET ${path}/{id}`, { token, params: { id: UNKNOWN_ID } });
  }
}

async function analyse(api, token, { consentId }, drain) {
  const wanted = {
    reference: 'application-2026-0815',
    engine: 'Z2',
    profile: 'RETAIL',
    input: { consentIds: [consentId] },
  };
  const { id } = await api.expect(201, 'POST /cfa/analysis-jobs', { token, body: wanted });
  await api.expect(400, 'POST /cfa/analysis-jobs', { token, body: { ...wanted, input: {} } });
  await drain();
  await api.expect(200, 'GET /cfa/analysis-jobs', { token });
  const job = await api.expect(200, 'GET /cfa/analysis-jobs/{id}', { token, params: { id } });
  if (job.status !== 'COMPLETED') throw new Error(`the analysis job ended as ${job.status}`);
  await api.expect(404, 'GET /cfa/analysis-jobs/{id}', { token, params: { id: UNKNOWN_ID } });
  await api.expect(200, 'PUT /cfa/analysis-jobs/{id}', {
    token,
    params: { id },
    body: { reference: 'application-2026-0815b' },
  });
}

async function meetErrors(api, token, { limited, whileBroken }) {
  const post = 'POST /cfa/users';
  const json = { 'content-type': 'application/json' };
  await api.expect(415, post, { token, body: '<user/>', headers: { 'content-type': 'text/xml' } });
  await api.expect(413, post, { token, body: ' '.repeat(BODY_BYTES_TOO_MANY), headers: json });
  const keyed = (externalUserId) => ({ token, body: { externalUserId }, headers: { 'idempotency-key': 'one' } });
  await api.expect(201, post, keyed('first'));
  await api.expect(422, post, keyed('second'));
  await api.expect(400, 'GET /cfa/v2/consents', { token, query: { pageSize: 'many' } });
  await api.expect(404, 'GET /cfa/nothing', { token });
  await api.send('GET /cfa/users', { token, app: limited });
  await api.expect(429, 'GET /cfa/users', { token, app: limited });
  await whileBroken(() => api.expect(500, 'GET /cfa/users', { token }));
}
