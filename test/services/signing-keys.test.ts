import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../src/services/create-client.js';
import { ensureSigningKey } from '../../src/services/signing-keys.js';
import { Tokens } from '../../src/services/tokens.js';
import { type AppUnderTest, appUnderTest } from '../app-under-test.js';

let saldo: AppUnderTest;
let client: { clientId: string; clientSecret: string };
beforeAll(async () => {
  saldo = await appUnderTest();
  client = await createClient(saldo.context.services, { name: 'c', project: 'p', role: 'api' });
});
afterAll(() => saldo.close());

const keys = () =>
  saldo.context.services.database.query<{ id: string; privateKey: Record<string, unknown> }>(
    'select id, private_key as "privateKey" from signing_key order by created_at, id',
  );
const issue = async (tokens: Tokens) => (await tokens.issueFor(client.clientId, client.clientSecret)).accessToken;

it('the key that signs tokens is kept sealed', async () => {
  expect((await keys()).map(({ privateKey }) => Object.keys(privateKey))).toEqual([['sealed']]);
});

it('a key that was kept in clear is sealed at the next start, and its tokens hold', async () => {
  const { services } = saldo.context;
  const made = await generateKeyPair('EdDSA', { extractable: true });
  await services.database.query('insert into signing_key (id, private_key, public_key) values ($1, $2, $3)', [
    'old',
    JSON.stringify(await exportJWK(made.privateKey)),
    JSON.stringify(await exportJWK(made.publicKey)),
  ]);
  const before = await issue(new Tokens(services));
  await ensureSigningKey(services);
  expect((await keys()).map(({ privateKey }) => Object.keys(privateKey))).toEqual([['sealed'], ['sealed']]);
  const tokens = new Tokens(services);
  for (const token of [before, await issue(tokens)])
    expect(await tokens.principalOf(token)).toMatchObject({ clientId: client.clientId });
});

it('under another SALDO_SECRET_KEY there is a new key, and tokens of before hold until they expire', async () => {
  const { services } = saldo.context;
  const before = await issue(saldo.context.tokens);
  const count = (await keys()).length;
  const other = { ...services, secretKey: 'another key' };
  await ensureSigningKey(other);
  await ensureSigningKey(other);
  expect(await keys()).toHaveLength(count + 1);
  expect(await new Tokens(other).principalOf(before)).toMatchObject({ clientId: client.clientId });
});
