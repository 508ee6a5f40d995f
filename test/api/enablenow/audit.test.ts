import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAccesses } from '../../../src/services/audit.js';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

let saldo: ContractBUnderTest;
let token: string;
beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('lender');
});
afterAll(() => saldo.close());

/** What the access log says of a user. */
async function accessesOf(externalUserId: string): Promise<string[]> {
  const customerId = await saldo.customerIdOf(token, externalUserId);
  const { projectId } = await saldo.context.tokens.principalOf(token);
  // Reads are written together, within a tenth of a second.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const page = { limit: 1_000, offset: 0 };
  const accesses = await listAccesses(saldo.services, projectId, customerId, page);
  return accesses.map(({ action }) => action);
}

describe('the access log of contract B', () => {
  it('names every user whose data a job is about', async () => {
    const consentIds = [await saldo.consentOf(token, 'jane'), await saldo.consentOf(token, 'john')];
    const { body: job } = await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds } });
    await saldo.drain();
    await saldo.call(token, 'PUT', `/cfa/analysis-jobs/${job.id}`, { reference: 'other' });
    await saldo.call(token, 'GET', `/cfa/analysis-jobs/${job.id}`);
    const expected = ['POST /cfa/analysis-jobs', 'PUT /cfa/analysis-jobs/:id', 'GET /cfa/analysis-jobs/:id'];
    for (const name of ['jane', 'john']) expect(await accessesOf(name)).toEqual(expect.arrayContaining(expected));
  });

  it('names the user whose consents are listed, and nobody for a listing of all', async () => {
    await saldo.consentOf(token, 'carl');
    await saldo.call(token, 'GET', '/cfa/v2/consents');
    expect(await accessesOf('carl')).not.toContain('GET /cfa/v2/consents');
    await saldo.call(token, 'GET', '/cfa/v2/consents?externalUserId=carl');
    await saldo.call(token, 'GET', '/cfa/consents?externalUserId=carl');
    expect(await accessesOf('carl')).toEqual(
      expect.arrayContaining(['GET /cfa/consents', 'GET /cfa/v2/consents', 'POST /cfa/consents']),
    );
  });
});
