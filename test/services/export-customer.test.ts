import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idOfUuid } from '../../src/domain/uuid.js';
import { exportCustomer } from '../../src/services/export-customer.js';
import { type ContractBUnderTest, contractBUnderTest } from '../api/enablenow/contract-b-under-test.js';
import { exampleAccounts } from '../api/enablenow/example-accounts.js';
import type { Json } from '../app-under-test.js';

let saldo: ContractBUnderTest;
let token: string;
beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('lender');
});
afterAll(() => saldo.close());

/** Where an export shows what a table keeps of a customer; none for the copies of answers that are kept for a day. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  account: ['accounts'],
  account_categories: ['categories'],
  analysis: ['analyses'],
  analysis_job_account: ['analysisJobs'],
  audit_entry: ['accesses'],
  cash_flow_correction: ['corrections'],
  categorization_job: ['categorizationJobs'],
  cfa_user: ['user'],
  consent: ['consents'],
  consent_account: ['consents'],
  event: ['events'],
  idempotent_answer: [],
  score_override: ['scoreOverrides'],
  score_record: ['scoreRecords'],
  transaction: ['transactions'],
  transaction_past: ['earlierTransactions'],
};

/** What an access request of this user gets. */
async function exported(externalUserId: string): Promise<Json> {
  const { projectId } = await saldo.context.tokens.principalOf(token);
  const everything = await exportCustomer(saldo.services, projectId, await saldo.customerIdOf(token, externalUserId));
  return JSON.parse(JSON.stringify(everything));
}

describe('what is kept about a user of contract B', () => {
  let jane: Json;
  let john: Json;
  let consentId: string;
  beforeAll(async () => {
    const subscription = { target: 'https://lender.example/hook', eventName: 'consent.status.updated' };
    await saldo.call(token, 'POST', '/v2/subscriptions', subscription);
    consentId = await saldo.consentOf(token, 'jane');
    const other = await saldo.consentOf(token, 'john');
    await saldo.call(token, 'POST', '/cfa/CategorizationJobs', { consentId });
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', { reference: 'hers', input: { consentIds: [consentId] } });
    const both = { internal_ibans: ['NL91ABNA0417164300'] };
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', {
      reference: 'both',
      input: { consentIds: [consentId, other] },
      metadata: both,
    });
    await saldo.drain();
    jane = await exported('jane');
    john = await exported('john');
  });

  it('holds consents with their accounts, and jobs with what they found', () => {
    expect(jane.user).toMatchObject({ externalId: 'jane' });
    expect(jane.consents).toMatchObject([{ id: idOfUuid(consentId), status: 'UPDATED', providerKey: 'ENABNL2A' }]);
    expect(jane.consents[0].accountIds).toHaveLength(2);
    expect(jane.categorizationJobs).toMatchObject([{ status: 'COMPLETED', engine: 'z1' }]);
    const [hers] = jane.analysisJobs;
    expect(hers).toMatchObject({ reference: 'hers', status: 'COMPLETED', isShared: false });
    expect(hers.result.generalInfo.accounts).toHaveLength(2);
  });

  it('holds what was found for transactions, how they were before, and what subscribers were told', async () => {
    const ids = jane.transactions.map(({ id }: Json) => id);
    expect(jane.categories.map(({ transactionId }: Json) => transactionId).sort()).toEqual(expect.arrayContaining(ids));
    expect(jane.categories[0]).toMatchObject({ leaf: expect.any(String), confidence: expect.any(Number) });
    expect(jane.events.map(({ name }: Json) => name)).toContain('consent.status.updated');
    expect(jane.events[0].payload).toMatchObject({ consentId });
    expect(jane.accounts[0]).toMatchObject({ createdAt: expect.any(String), updatedAt: expect.any(String) });
    const [first] = jane.transactions;
    await saldo.services.database.query(
      `insert into transaction_past select transaction.*, changed_seq + 1 from transaction where id = $1`,
      [first.id],
    );
    const { earlierTransactions } = await exported('jane');
    expect(earlierTransactions).toEqual([{ ...first, replacedAt: expect.any(String) }]);
  });

  it('comes from every table that names a customer', async () => {
    const tables = await saldo.services.database.query<{ name: string }>(
      `select distinct table_name as name from information_schema.columns
       where table_schema = 'public' and column_name in ('customer_id', 'customer_ids') order by 1`,
    );
    const parts = new Set<string>();
    for (const { name } of tables) for (const part of PARTS[name] ?? [`${name} is in no part`]) parts.add(part);
    expect(Object.keys(jane)).toEqual(expect.arrayContaining([...parts]));
  });

  it('holds nothing of other people', () => {
    const [, both] = jane.analysisJobs;
    expect(both).toMatchObject({ reference: 'both', isShared: true, result: null });
    expect(john.analysisJobs).toMatchObject([{ reference: 'both', isShared: true, result: null }]);
    expect(JSON.stringify(john)).not.toContain(idOfUuid(consentId));
    expect(JSON.stringify(john.analysisJobs)).not.toContain('NL91ABNA0417164300');
  });

  it('holds no secrets', async () => {
    const rows = await saldo.services.database.query<{ secret: string }>(
      `select access_sealed as secret from consent union all select session_hash from consent`,
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const { secret } of rows) expect(JSON.stringify([jane, john])).not.toContain(secret);
    expect(Object.keys(jane.consents[0]).filter((key) => /secret|sealed|session|token|url$/i.test(key))).toEqual([
      'redirectUrl',
    ]);
  });
});
