import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json } from '../../app-under-test.js';
import type { ContractBUnderTest } from './contract-b-under-test.js';
import {
  approveAll,
  askConsent,
  atBank,
  leaveForBank,
  type SandboxBankUnderTest,
  sandboxBankUnderTest,
} from './sandbox-bank-under-test.js';

/** A couple with two accounts. */
const PERSON = 'peters-en-yilmaz';

let bank: SandboxBankUnderTest;
let saldo: ContractBUnderTest;
let token: string;

beforeAll(async () => {
  bank = await sandboxBankUnderTest();
  saldo = bank.saldo;
  token = await saldo.tokenFor('lender');
});
afterAll(() => bank.close());

it('a person’s accounts at the simulated bank are consented to, fetched, categorised and analysed', async () => {
  const { consentId, consentUrl } = await askConsent(saldo, token, 'anna');
  const { accounts, location } = await approveAll(saldo.browser('nl'), consentUrl, { person: PERSON });
  expect(accounts).toBeGreaterThan(0);
  expect(location).toContain(`consent_id=${consentId}`);
  await saldo.drain();
  const [consent] = (await saldo.call(token, 'GET', `/cfa/consents?ConsentId=${consentId}`)).body;
  expect(consent).toMatchObject({ status: 'UPDATED', errors: [] });
  const { body } = await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}&pageSize=1000`);
  expect(body.data.length).toBeGreaterThan(100);
  const job = await saldo.call(token, 'POST', '/cfa/analysis-jobs', { input: { consentIds: [consentId] } });
  await saldo.drain();
  const { analysis } = (await saldo.call(token, 'GET', `/cfa/analysis-jobs/${job.body.id}`)).body;
  expect(analysis.generalInfo.accounts).toHaveLength(accounts);
  expect(Object.keys(analysis.topCounterparties.outflow).length).toBeGreaterThan(0);
  const listed = (await saldo.call(token, 'GET', `/cfa/transactions?consentId=${consentId}`)).body.data;
  expect(listed.every(({ category }: Json) => typeof category.z2.category === 'string')).toBe(true);
});

it('a person who says no at the bank goes back to the lender with an error', async () => {
  const { consentId, consentUrl } = await askConsent(saldo, token, 'anna');
  const browser = saldo.browser('en');
  const login = await leaveForBank(browser, consentUrl);
  const back = await browser.get(await atBank(login, { person: PERSON, decision: 'refuse' }));
  expect(back.headers.location).toContain('error=access_denied');
  const [consent] = (await saldo.call(token, 'GET', `/cfa/consents?ConsentId=${consentId}`)).body;
  expect(consent.status).toBe('ERROR');
});
