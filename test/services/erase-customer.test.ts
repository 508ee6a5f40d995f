import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { idOfUuid } from '../../src/domain/uuid.js';
import { createAnalysisJob } from '../../src/services/analysis-jobs.js';
import { createCategorizationJob } from '../../src/services/categorization-jobs.js';
import { deleteCustomer } from '../../src/services/customers.js';
import type { Services } from '../../src/services/services.js';
import { type ContractBUnderTest, contractBUnderTest, type Method } from '../api/enablenow/contract-b-under-test.js';
import { exampleAccounts } from '../api/enablenow/example-accounts.js';
import type { Json } from '../app-under-test.js';

const { accounts } = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__harry_potter.json', import.meta.url), 'utf8'),
) as { accounts: Json[] };

let saldo: ContractBUnderTest;
let token: string;
let projectId: string;
beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
});
beforeEach(async ({ task }) => {
  token = await saldo.tokenFor(task.id, 'operator');
  ({ projectId } = await saldo.context.tokens.principalOf(token));
});
afterAll(() => saldo.close());

/** Services by which a user goes between the look for its accounts and the job, as another process can have it go. */
function erasingFirst(externalUserId: string): Services {
  const { database } = saldo.services;
  const transaction: typeof database.transaction = async (work) => {
    await deleteCustomer(saldo.services, projectId, await saldo.customerIdOf(token, externalUserId));
    return database.transaction(work);
  };
  return { ...saldo.services, database: { ...database, transaction } };
}

/** A request under an Idempotency-Key of its own, so that its answer is kept. */
async function keep(method: Method, url: string, payload: object): Promise<Json> {
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': `${method} ${url}` };
  const response = await saldo.app.inject({ method, url, headers, payload });
  expect(response.statusCode).toBeLessThan(300);
  return response.json();
}

/** Where the store holds a text: tables of ours and of the queue. */
async function tablesWith(text: string): Promise<string[]> {
  const { database } = saldo.services;
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await database.query(`select 1 from ${name} as one where strpos(one::text, $1) > 0 limit 1`, [text]);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('an erased user of contract B', () => {
  it('leaves nothing that tells of it in any table', async () => {
    const user = await keep('POST', '/cfa/users', { externalUserId: 'jane@example.org' });
    const consentId = await saldo.consentOf(token, 'jane@example.org');
    const input = { consentIds: [consentId] };
    const metaData = { internal_ibans: ['NL91ABNA0417164300'] };
    await keep('POST', '/cfa/CategorizationJobs', { externalUserId: 'jane@example.org', metaData });
    await keep('POST', '/cfa/analysis-jobs', { reference: 'hers', input, metadata: metaData });
    await saldo.drain();
    const told = ['jane@example.org', 'NL91ABNA0417164300', 'NL11ENAB1234567890', 'J. Doe', consentId];
    for (const text of told) expect(await tablesWith(text), text).not.toEqual([]);
    await deleteCustomer(saldo.services, projectId, idOfUuid(user.id) ?? '');
    await saldo.drain();
    for (const text of told) expect(await tablesWith(text), text).toEqual([]);
  });

  it('takes with it the kept answer of a job that is about others too', async () => {
    const hers = await saldo.consentOf(token, 'jane');
    const his = await saldo.consentOf(token, 'john');
    await keep('POST', '/cfa/analysis-jobs', { reference: 'both', input: { consentIds: [his, hers] } });
    await saldo.drain();
    await deleteCustomer(saldo.services, projectId, await saldo.customerIdOf(token, 'jane'));
    expect(await tablesWith('both')).toEqual([]);
    expect(await tablesWith(hers)).toEqual([]);
  });

  it('gets no job that was asked for while it went', async () => {
    const internalIbans = ['NL91ABNA0417164300'];
    const categorization = { engine: 'z2', profile: 'retail', countryCode: 'NL', metadata: { internalIbans } } as const;
    const ask = {
      analysis: (services: Services, id: string) =>
        createAnalysisJob(
          services,
          { projectId, clientId: 'any' },
          { profile: 'retail', input: { consentIds: [id] }, metadata: { internalIbans }, metadataAsGiven: {} },
        ),
      'categorization of a consent': (services: Services, id: string) =>
        createCategorizationJob(services, projectId, { ...categorization, consentId: id }),
      'categorization of a user': (services: Services) =>
        createCategorizationJob(services, projectId, { ...categorization, externalUserId: 'jane' }),
    };
    for (const [name, request] of Object.entries(ask)) {
      const consentId = idOfUuid(await saldo.consentOf(token, 'jane')) ?? '';
      const asked = request(erasingFirst('jane'), consentId);
      await expect(asked, name).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY' });
      expect(await tablesWith('NL91ABNA0417164300'), name).toEqual([]);
    }
  });
});

describe('an erased customer of contract A', () => {
  it('leaves nothing that tells of it in any table', async () => {
    await saldo.call(token, 'POST', '/v2/subscriptions', {
      target: 'https://lender.example/hook',
      eventName: 'bank_details_required',
    });
    const personalDetails = { contact: { email: 'harry@example.org' } };
    const customer = await keep('POST', '/v2/customers', { customIdentifier: 'harry', personalDetails });
    const path = `/v2/customers/${customer.id}/analyses`;
    const waiting = await keep('POST', path, { temporaryCode: 'one-time' });
    const patched = { method: 'PATCH' as const, url: `${path}/${waiting.id}`, payload: { accounts } };
    await saldo.app.inject({ ...patched, headers: { authorization: `Bearer ${token}` } });
    const told = ['harry@example.org', accounts[0].iban, accounts[0].transactions[0].description];
    for (const text of told) expect(await tablesWith(text), text).not.toEqual([]);
    await deleteCustomer(saldo.services, projectId, customer.id);
    for (const text of [...told, '"harry"', 'one-time']) expect(await tablesWith(text), text).toEqual([]);
    expect(await tablesWith(customer.id)).toEqual(
      expect.arrayContaining(['public.audit_entry', 'public.customer_tombstone']),
    );
  });
});
