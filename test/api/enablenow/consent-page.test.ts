import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../app-under-test.js';
import {
  approveAs,
  type ContractBUnderTest,
  contractBUnderTest,
  formOf,
  logInAtBank,
  REDIRECT,
} from './contract-b-under-test.js';
import { exampleAccounts } from './example-accounts.js';

const HOUR_MS = 3_600_000;

let saldo: ContractBUnderTest;
let token: string;

beforeAll(async () => {
  saldo = await contractBUnderTest(exampleAccounts());
  token = await saldo.tokenFor('<b>Lender & Co</b>');
  await saldo.call(token, 'POST', '/cfa/users', { externalUserId: 'jane' });
});
afterAll(() => saldo.close());

async function ask(redirectUrl = REDIRECT): Promise<{ consentId: string; consentUrl: string }> {
  const wanted = { providerKey: 'ENABNL2A', externalUserId: 'jane', redirectUrl };
  return (await saldo.call(token, 'POST', '/cfa/consents', wanted)).body;
}

async function consent(id: string): Promise<Json> {
  return (await saldo.call(token, 'GET', `/cfa/consents?consentId=${id}`)).body[0];
}

/** The address that the bank sends the browser back to. */
async function leave(browser: ReturnType<ContractBUnderTest['browser']>, consentUrl: string): Promise<URL> {
  const start = formOf((await browser.get(consentUrl)).body, 'start');
  const login = new URL(String((await browser.post(start.url, start.fields)).headers.location));
  expect(login.origin).toBe('https://bank.test');
  const back = new URL(login.searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('state', login.searchParams.get('state') ?? '');
  return back;
}

describe('the consent page', () => {
  it('leads through the bank to the choice of accounts and back to the lender', async () => {
    const { consentId, consentUrl } = await ask();
    const browser = saldo.browser();
    const pick = await logInAtBank(browser, consentUrl);
    expect((await consent(consentId)).status).toBe('AUTHENTICATED');
    expect(pick).toContain('NL11 ENAB 1234 5678 90');
    const approve = formOf(pick, 'approve');
    const none = await browser.post(approve.url, approve.fields);
    expect((await browser.get(String(none.headers.location))).body).toContain('Kies ten minste één rekening.');
    const foreign = await browser.post(approve.url, { ...approve.fields, account: ['another'] });
    expect(foreign.headers.location).toContain(`/cfa/consent/${consentId}`);
    const done = await browser.post(approve.url, { ...approve.fields, account: ['savings'] });
    expect(done.statusCode).toBe(303);
    expect(done.headers.location).toBe(`https://lender.test/back?step=2&consent_id=${consentId}`);
    expect((await consent(consentId)).status).toBe('UPDATING');
    await saldo.drain();
    expect((await consent(consentId)).status).toBe('UPDATED');
    const accounts = await saldo.call(token, 'GET', `/cfa/accounts?consentId=${consentId}`);
    expect(accounts.body.map(({ iban }: Json) => iban)).toEqual(['NL99ENAB0987654321']);
    expect((await browser.get(consentUrl)).body).toContain('U hebt toestemming gegeven');
  });

  it('speaks Dutch or English, as the browser asks or the person switches', async () => {
    const { consentUrl } = await ask();
    const dutch = (await saldo.browser('nl-NL,nl;q=0.9,en;q=0.8').get(consentUrl)).body;
    expect(dutch).toContain('<html lang="nl">');
    expect(dutch).toContain('Verder naar mijn bank');
    expect((await saldo.browser('de').get(consentUrl)).body).toContain('<html lang="en">');
    const browser = saldo.browser('nl');
    const [, switchUrl = ''] = /<a href="([^"]+)" hreflang="en"/.exec((await browser.get(consentUrl)).body) ?? [];
    const english = (await browser.get(switchUrl.replaceAll('&amp;', '&'))).body;
    expect(english).toContain('Continue to my bank');
    expect(formOf(english, 'start').fields['lang']).toBe('en');
  });

  it('shows what a lender calls itself as text, and loads nothing', async () => {
    const { consentUrl } = await ask();
    const { body, headers } = await saldo.browser('en').get(consentUrl);
    expect(body).toContain('&lt;b&gt;Lender &amp; Co&lt;/b&gt; asks to see');
    expect(body).not.toContain('<b>Lender');
    expect(body).not.toContain('<script');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('opens by its link alone, which is used up by whoever goes on first', async () => {
    const { consentUrl } = await ask();
    const wrong = consentUrl.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await saldo.browser().get(wrong)).statusCode).toBe(404);
    expect((await saldo.browser().get(consentUrl.replace(/\?.*/, ''))).statusCode).toBe(404);
    // Looking at it, as the preview of a message does, does not use it up.
    expect((await saldo.browser().get(consentUrl)).statusCode).toBe(200);
    const first = saldo.browser();
    const second = saldo.browser();
    const form = formOf((await second.get(consentUrl)).body, 'start');
    await leave(first, consentUrl);
    expect((await second.post(form.url, form.fields)).statusCode).toBe(410);
    expect((await second.get(consentUrl)).statusCode).toBe(410);
    expect((await first.get(consentUrl)).body).toContain('Opnieuw inloggen bij mijn bank');
  });

  it('takes no form and no return of another session', async () => {
    const { consentId, consentUrl } = await ask();
    const browser = saldo.browser();
    const back = await leave(browser, consentUrl);
    back.searchParams.set('code', 'yes');
    expect((await saldo.browser().get(back.href)).statusCode).toBe(404);
    const forged = new URL(back.href);
    forged.searchParams.set('state', `${back.searchParams.get('state')}x`);
    expect((await browser.get(forged.href)).statusCode).toBe(404);
    expect((await browser.get(back.href)).statusCode).toBe(303);
    // The bank's answer counts once.
    expect((await browser.get(back.href)).headers.location).toContain(`/cfa/consent/${consentId}`);
    const { url } = formOf((await browser.get(consentUrl)).body, 'approve');
    expect((await browser.post(url, { account: ['current'] })).statusCode).toBe(410);
    expect((await browser.post(url, { account: ['current'], form: 'x' })).statusCode).toBe(410);
    expect((await consent(consentId)).status).toBe('AUTHENTICATED');
  });

  it('takes a no: here, before the bank and after it, and at the bank', async () => {
    const refused = `https://lender.test/back?step=2&consent_id=`;
    const before = await ask();
    const one = saldo.browser();
    const form = formOf((await one.get(before.consentUrl)).body, 'refuse');
    const location = (await one.post(form.url, form.fields)).headers.location;
    expect(location).toBe(`${refused}${before.consentId}&error=access_denied`);
    expect(await consent(before.consentId)).toMatchObject({ status: 'ERROR', errors: [{ code: 'ACCESS_DENIED' }] });
    expect((await one.get(before.consentUrl)).statusCode).toBe(410);

    const after = await ask();
    const two = saldo.browser();
    const second = formOf(await logInAtBank(two, after.consentUrl), 'refuse');
    expect((await two.post(second.url, second.fields)).headers.location).toContain('error=access_denied');

    const atBank = await ask();
    const three = saldo.browser();
    const back = await leave(three, atBank.consentUrl);
    back.searchParams.set('error', 'access_denied');
    expect((await three.get(back.href)).headers.location).toBe(`${refused}${atBank.consentId}&error=access_denied`);
    expect((await consent(atBank.consentId)).status).toBe('ERROR');
  });

  it('says so when the bank is down, and lets the person try again', async () => {
    const { consentId, consentUrl } = await ask();
    const browser = saldo.browser('en');
    const form = formOf((await browser.get(consentUrl)).body, 'start');
    saldo.bank.isDown = true;
    const down = await browser.post(form.url, form.fields);
    saldo.bank.isDown = false;
    expect(down.statusCode).toBe(502);
    expect(down.body).toContain('Your bank does not answer');
    await approveAs(browser, consentUrl, ['current']);
    expect((await consent(consentId)).status).toBe('UPDATING');
  });

  it('closes after four hours', async () => {
    const { consentUrl } = await ask();
    const browser = saldo.browser('en');
    const form = formOf((await browser.get(consentUrl)).body, 'start');
    saldo.wait(4 * HOUR_MS + 1);
    expect((await browser.get(consentUrl)).statusCode).toBe(410);
    const late = await browser.post(form.url, form.fields);
    expect(late.statusCode).toBe(303);
    expect((await browser.get(String(late.headers.location))).statusCode).not.toBe(200);
  });

  it('sends the person to an app’s own address too', async () => {
    const { consentId, consentUrl } = await ask('lenderapp://done');
    expect(await approveAs(saldo.browser(), consentUrl, ['current'])).toBe(`lenderapp://done?consent_id=${consentId}`);
  });
});
