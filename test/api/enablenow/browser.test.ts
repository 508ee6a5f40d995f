import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type ServerUnderTest, serverUnderTest } from '../../server-under-test.js';

/** A browser is a matter of the machine: where there is none, the same pages are tested over HTTP beside this file. */
const BROWSER = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);
const SCREENS = [
  { screen: 'desktop', width: 1280, height: 800, locale: 'en-GB' },
  { screen: 'phone', width: 360, height: 740, locale: 'nl-NL' },
];

describe.runIf(BROWSER !== undefined)('a person in a browser', () => {
  let saldo: ServerUnderTest;
  let browser: Browser;
  let lender: Caller;
  beforeAll(async () => {
    saldo = await serverUnderTest({ sandboxBank: true });
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: ['--no-sandbox'] });
    lender = saldo.caller(await saldo.client('lender', 'api'));
  });
  afterAll(async () => {
    await browser?.close();
    await saldo?.close();
  });

  async function approve(consentUrl: string, { width, height, locale }: (typeof SCREENS)[number]): Promise<string> {
    const page = await browser.newPage({ viewport: { width, height }, locale });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const isDutch = locale === 'nl-NL';
    const press = async (name: string) => {
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
      await page.getByRole('button', { name }).click();
      await page.waitForLoadState();
    };
    await page.goto(consentUrl);
    expect(await page.getAttribute('html', 'lang')).toBe(isDutch ? 'nl' : 'en');
    await press(isDutch ? 'Verder naar mijn bank' : 'Continue to my bank');
    await page.getByLabel(/Testpersoon|Test person/).selectOption('mark-hoogland');
    await page.getByLabel(/Wachtwoord|Password/).fill('any');
    await page.getByRole('button', { name: /Inloggen|Log in/ }).click();
    await page.getByRole('button', { name: /Geef toegang|Give access/ }).click();
    await page.waitForLoadState();
    expect(await page.getByRole('checkbox').count()).toBe(2);
    await press(isDutch ? 'Ik ga akkoord' : 'I agree');
    const ended = page.url();
    await page.close();
    expect(complaints).toEqual([]);
    return ended;
  }

  it.each(SCREENS)('consents on a $screen, and the lender gets an analysis', async (screen) => {
    const externalUserId = `user on ${screen.screen}`;
    await lender.call('POST', '/cfa/users', { externalUserId });
    const redirectUrl = `${saldo.url}/health`;
    const wanted = { providerKey: 'ENABNL2A', countryCode: 'NL', externalUserId, redirectUrl };
    const { consentId, consentUrl } = (await lender.call('POST', '/cfa/consents', wanted)).body;
    expect(await approve(consentUrl, screen)).toBe(`${redirectUrl}?consent_id=${consentId}`);
    await lender.until(`/cfa/consents?ConsentId=${consentId}`, ([consent]) => consent.status === 'UPDATED');
    const job = { reference: 'r', engine: 'z2', profile: 'retail', input: { consentIds: [consentId] } };
    const { body } = await lender.call('POST', '/cfa/analysis-jobs', job);
    const done = await lender.until(`/cfa/analysis-jobs/${body.id}`, ({ status }) => status === 'COMPLETED');
    const salary = done.analysis.clientProfile.find(({ name }: { name: string }) => name === 'Salary');
    expect(salary.totalInflow).toBeGreaterThan(50_000);
  });
});
