import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { analysisSchema } from '../../src/api/algoan/schemas.js';
import { type AppUnderTest, appUnderTest, type Json } from '../app-under-test.js';

const FOLDER = new URL('../../examples/personae/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((file) => /^[a-z-]+__[^.]+\.json$/.test(file));

let saldo: AppUnderTest;
let token: string;

beforeAll(async () => {
  saldo = await appUnderTest();
  token = await saldo.tokenFor('answers');
});
afterAll(() => saldo.close());

async function analysed(name: string, request: Json): Promise<Json> {
  const { body: customer } = await saldo.call(token, 'POST', '/v2/customers', { customIdentifier: name });
  const path = `/v2/customers/${customer.id}/analyses`;
  const { body: created } = await saldo.call(token, 'POST', path, request);
  await saldo.drainJobs();
  return (await saldo.call(token, 'GET', `${path}/${created.id}`)).body;
}

it('finds the examples', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(9);
});

it.each(FILES)('holds what the schema names and nothing else: %s', async (file) => {
  const { accounts } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
  for (const parameters of [{}, { disableScores: true }, { disableCreditInsights: true }]) {
    const answer = await analysed(`${file} ${JSON.stringify(parameters)}`, { accounts, parameters });
    expect(['COMPLETED', 'ERROR']).toContain(answer.status);
    // Keys that the schema does not name are gone after parsing.
    expect(analysisSchema.parse(answer)).toEqual(answer);
  }
});
