import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

let saldo: ContractBUnderTest;
let token: string;
let consentId: string;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('lender');
  consentId = await saldo.consentOf(token, 'Jane-1');
});
afterAll(() => saldo.close());

describe('the whole way', () => {
  it('fetches accounts and transactions, categorises and analyses them', async () => {
    const accounts = await saldo.call(token, 'GET', `/cfa/accounts?consentId=${consentId}`);
    expect(accounts.status).toBe(200);
    expect(accounts.body).toHaveLength(2);
    const listed = await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}`);
    expect(listed.status).toBe(200);
    expect(listed.body.data).toHaveLength(84);
    const job = await saldo.call(token, 'POST', '/cfa/analysis-jobs', {
      reference: 'first',
      input: { consentIds: [consentId] },
    });
    expect(job.status).toBe(201);
    await saldo.drain();
    const done = await saldo.call(token, 'GET', `/cfa/analysis-jobs/${job.body.id}`);
    expect(done.body.status).toBe('COMPLETED');
    console.log(JSON.stringify(done.body, null, 1).slice(0, 3000), JSON.stringify(listed.body.data[0]));
  });
});
