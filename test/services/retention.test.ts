import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCustomer } from '../../src/services/customers.js';
import { eraseCustomersPastRetention } from '../../src/services/housekeeping.js';
import { refreshAnalysis } from '../../src/services/refresh-analysis.js';
import { updateProject } from '../../src/services/update-project.js';
import { type ContractBUnderTest, contractBUnderTest } from '../api/enablenow/contract-b-under-test.js';
import { exampleAccounts } from '../api/enablenow/example-accounts.js';
import type { Json } from '../app-under-test.js';

let saldo: ContractBUnderTest;
let token: string;
let projectId: string;
beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
});
beforeEach(async ({ task }) => {
  token = await saldo.tokenFor(task.id);
  ({ projectId } = await saldo.context.tokens.principalOf(token));
  await updateProject(saldo.services, projectId, { retentionDays: 30 });
});
afterAll(() => saldo.close());

const DAY_MS = 86_400_000;

/** As a worker does it so many days from now. */
function eraseIn(days: number): Promise<number> {
  return eraseCustomersPastRetention({ ...saldo.services, now: () => new Date(Date.now() + days * DAY_MS) });
}

async function usersLeft(): Promise<string[]> {
  return (await saldo.call(token, 'GET', '/cfa/users')).body.map(({ externalUserId }: Json) => externalUserId);
}

/** Moves a moment of a table's rows into the past. */
function age(table: string, column: string, days: number): Promise<unknown> {
  return saldo.services.database.query(`update ${table} set ${column} = ${column} - make_interval(days => $1)`, [days]);
}

describe('the retention of a project', () => {
  it('counts from the latest consent, read of accounts or job of contract B', async () => {
    const consentId = await saldo.consentOf(token, 'jane');
    await age('customer', 'created_at', 100);
    expect(await eraseIn(0)).toBe(0);
    await age('consent', 'requested_at', 100);
    expect(await eraseIn(0)).toBe(0);
    await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [consentId] } });
    await saldo.drain();
    await age('consent', 'fetched_at', 100);
    expect(await eraseIn(0)).toBe(0);
    await saldo.call(token, 'POST', '/cfa/CategorizationJobs', { consentId });
    await age('analysis_job', 'created_at', 100);
    expect(await eraseIn(0)).toBe(0);
    expect(await usersLeft()).toEqual(['jane']);
    expect(await eraseIn(31)).toBe(1);
    expect(await usersLeft()).toEqual([]);
  });

  it('spares a customer that gets an analysis between the look and the erasure', async () => {
    const { id } = await createCustomer(saldo.services, projectId, { customIdentifier: 'c' });
    await age('customer', 'created_at', 100);
    const { database } = saldo.services;
    const transaction: typeof database.transaction = async (work) => {
      await refreshAnalysis(saldo.services, projectId, id);
      return database.transaction(work);
    };
    expect(await eraseCustomersPastRetention({ ...saldo.services, database: { ...database, transaction } })).toBe(0);
    const analyses = await database.query('select id from analysis where customer_id = $1', [id]);
    expect(analyses).toHaveLength(1);
  });
});
