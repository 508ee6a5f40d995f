import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatch } from '../../src/domain/import.js';
import { parseBankData } from '../../src/formats/parse-bank-data.js';
import { createClient } from '../../src/services/create-client.js';
import { createCustomer } from '../../src/services/customers.js';
import { importTransactions } from '../../src/services/import-transactions.js';
import { listAccounts } from '../../src/store/accounts.js';
import { lockCustomer } from '../../src/store/customers.js';
import { listTransactions } from '../../src/store/transactions.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

let saldo: AppUnderTest;
let projectId: string;

beforeAll(async () => {
  saldo = await appUnderTest();
  const client = await createClient(saldo.context.services, { name: 'importer', project: 'imports', role: 'api' });
  projectId = client.projectId;
});
afterAll(() => saldo.close());

function batchOf(name: string): ImportBatch {
  const text = readFileSync(new URL(`../../examples/personae/${name}.json`, import.meta.url), 'utf8');
  return parseBankData(JSON.parse(text), { format: 'auto', country: null });
}

async function newCustomer(customIdentifier: string): Promise<string> {
  return (await createCustomer(saldo.context.services, projectId, { customIdentifier })).id;
}

async function take(customerId: string, batch: ImportBatch) {
  return saldo.context.services.database.transaction(async (transaction) => {
    await lockCustomer(transaction, projectId, customerId);
    return importTransactions(transaction, projectId, customerId, batch);
  });
}

async function held(customerId: string) {
  const { database } = saldo.context.services;
  return {
    accounts: await listAccounts(database, projectId, customerId),
    transactions: await listTransactions(database, projectId, customerId),
  };
}

const FORMATS = ['fr__luke_skywalker', 'fr__luke_skywalker.budget-insight', 'fr__luke_skywalker.linxo-direct-account'];

describe('an import', () => {
  it.each(FORMATS)('of %s keeps every fact, and changes nothing the second time', async (name) => {
    const batch = batchOf(name);
    const id = await newCustomer(`twice ${name}`);
    const count = batch.accounts.flatMap(({ transactions }) => transactions).length;
    expect(await take(id, batch)).toMatchObject({ taken: count, merged: 0 });
    const first = await held(id);
    expect(first.transactions).toHaveLength(count);
    // What comes out is what went in, to the last field.
    const facts = first.transactions.map(({ id: _id, accountId: _account, ...rest }) => rest);
    const given = batch.accounts.flatMap(({ transactions }) => transactions);
    expect(facts).toHaveLength(given.length);
    for (const one of given) expect(facts).toContainEqual(one);
    expect(first.accounts.map(({ id: _id, ...rest }) => rest)).toEqual(batch.accounts.map((account) => account.facts));

    expect(await take(id, batch)).toMatchObject({ taken: count, merged: count });
    expect(await held(id)).toEqual(first);
  });

  it('gives two customers with the same data ids of their own', async () => {
    const [one, two] = [await newCustomer('one'), await newCustomer('two')];
    const batch = batchOf('fr__padme_amidala');
    await take(one, batch);
    await take(two, batch);
    const ids = new Set((await held(one)).transactions.map(({ id }) => id));
    expect((await held(two)).transactions.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('adds what is new to what is known, also when many come at once', async () => {
    const id = await newCustomer('halves');
    const whole = batchOf('nl__sarah_connor');
    const [account] = whole.accounts;
    if (!account) throw new Error('the persona has an account');
    const middle = Math.floor(account.transactions.length / 2);
    const part = (from: number, to: number): ImportBatch => ({
      ...whole,
      accounts: [{ ...account, transactions: account.transactions.slice(from, to) }],
    });
    const end = account.transactions.length;
    await Promise.all([part(0, middle + 5), part(middle - 5, end), part(0, end)].map((batch) => take(id, batch)));
    expect((await held(id)).transactions).toHaveLength(end);
  });
});
