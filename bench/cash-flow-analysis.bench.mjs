// Contract B, created → finished: an analysis of two accounts with 3,000 transactions of 18 months, worker beside the API, store in memory.
import { configFrom } from '../dist/config.js';
import { createContext } from '../dist/context.js';
import { createAnalysisJob, getAnalysisJob } from '../dist/services/analysis-jobs.js';
import { createConsent, getConsent } from '../dist/services/consents.js';
import { createClient } from '../dist/services/create-client.js';
import { approve, comeBack, leaveForBank, useLink } from '../dist/services/give-consent.js';
import { createUser } from '../dist/services/users.js';
import { startWorker } from '../dist/worker.js';
import { report } from './measure.mjs';

const TRANSACTIONS = 3_000;
const DAYS = 540;
const RUNS = 15;
const IBANS = ['NL11ENAB1234567890', 'NL99ENAB0987654321'];
const LINES = [
  ['-45.12', 'BEA, Betaalpas ALBERT HEIJN 1521,PAS243 NR:123AB', 'Albert Heijn'],
  ['-99.00', 'SEPA Incasso algemeen doorlopend termijn', 'Vattenfall'],
  ['2850.00', 'SALARIS', 'Nefab BV'],
  ['-950.00', 'Huur', 'Woonstad Rotterdam'],
  ['-20.00', 'GEA, Betaalpas Geldautomaat UTRECHT', null],
  ['-15.99', 'T-MOBILE NEDERLAND KENMERK 0612345678', 'T-Mobile'],
  ['123.00', 'ZORGTOESLAG', 'BELASTINGDIENST TOESLAGEN'],
  ['-11.00', 'Tikkie etentje', 'J de Vries'],
  ['-25.00', 'TOTO ONLINE', 'TOTO'],
  ['-300.00', 'Sparen', 'J. Doe'],
];

function transactionOf(index) {
  const [amount, text, name] = LINES[index % LINES.length];
  const date = new Date(Date.now() - (1 + (index * DAYS) / TRANSACTIONS) * 86_400_000).toISOString().slice(0, 10);
  return {
    transactionId: `t${index}`,
    bookingDate: date,
    bookingDateTime: `${date}T10:00:00Z`,
    transactionAmount: { amount, currency: 'EUR' },
    remittanceInformationUnstructured: `${text} ${index % 97}`,
    ...(name && { [amount.startsWith('-') ? 'creditorName' : 'debtorName']: name }),
  };
}

const accounts = IBANS.map((iban, index) => ({ resourceId: `a${index}`, iban, currency: 'EUR', ownerName: 'J. Doe' }));
const bank = {
  providerKeys: ['ENABNL2A'],
  authorizationUrl: async () => ({ url: 'https://bank.test', bankConsentId: 'c' }),
  exchangeCode: async () => ({ providerKey: 'ENABNL2A', bankConsentId: 'c', accessToken: 'x', refreshToken: null }),
  listAccounts: async (access) => ({
    accounts: accounts.map(({ resourceId, iban }) => ({ id: resourceId, iban, name: null, currency: 'EUR' })),
    access,
  }),
  fetchAnswers: async (access) => ({ outcome: 'COMPLETE', answers: answers(), access }),
};

function answers() {
  return {
    providerKey: 'ENABNL2A',
    fetchedAt: new Date().toISOString(),
    accounts: [{ accounts }],
    details: accounts.map(({ resourceId }, own) => ({
      resourceId,
      balances: { balances: [{ balanceType: 'interimBooked', balanceAmount: { amount: '100.00', currency: 'EUR' } }] },
      transactions: [
        {
          transactions: {
            booked: Array.from({ length: TRANSACTIONS }, (_, index) => index)
              .filter((index) => index % 2 === own)
              .map(transactionOf),
          },
        },
      ],
    })),
  };
}

async function until(read, isDone) {
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A new user's consent each time: nothing of an earlier run helps. */
async function givenConsent(services, projectId, name) {
  const { customerId } = await createUser(services, projectId, name);
  const wanted = { providerKey: 'ENABNL2A', countryCode: 'NL', userId: customerId, redirectUrl: 'https://x.test' };
  const asked = await createConsent(services, projectId, { ...wanted, syncMode: 'MANUAL' });
  const session = await useLink(services, { consent: asked, asker: '', session: null });
  await leaveForBank(services, asked, session, { returnUrl: 'https://x.test/back', language: 'nl' });
  const back = await comeBack(services, await getConsent(services, projectId, asked.id), { code: 'given' });
  await approve(services, back, ['a0', 'a1']);
  return until(
    () => getConsent(services, projectId, asked.id),
    ({ status }) => status === 'UPDATED',
  );
}

const config = { ...configFrom({ SALDO_SECRET_KEY: 'bench', LOG_LEVEL: 'silent' }), store: { kind: 'memory' } };
const context = await createContext(config, { withWorker: true, banks: bank });
const { services } = context;
const { projectId, clientId } = await createClient(services, { name: 'bench', project: 'bench', role: 'api' });
const worker = await startWorker(context, { ownThread: true });
const times = [];
const consentTimes = [];
for (let run = 0; run <= RUNS; run += 1) {
  const began = performance.now();
  const consent = await givenConsent(services, projectId, `user ${run}`);
  const consentMs = performance.now() - began;
  const request = { profile: 'retail', input: { consentIds: [consent.id] }, metadata: {}, metadataAsGiven: {} };
  const { id } = await createAnalysisJob(services, { projectId, clientId }, request);
  const job = await until(
    () => getAnalysisJob(services, projectId, id),
    ({ status }) => status === 'COMPLETED',
  );
  // The first warms up.
  if (run === 0) continue;
  times.push(Date.parse(job.finishedAt) - Date.parse(job.createdAt));
  consentTimes.push(consentMs);
}
await worker.stop();
await context.close();
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
const detail = {
  transactions: TRANSACTIONS,
  slowestMs: Math.max(...times),
  consentToUpdatedMs: Math.round(median(consentTimes)),
};
report('cash-flow-analysis-p50', median(times), 'ms', 'lower', detail);
