import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalendarDate } from '../../src/domain/calendar-date.js';
import { type BankUnderTest, bankUnderTest, REDIRECT_URI } from '../fetch/bank-under-test.js';

/** A browser is a matter of the machine, like PostgreSQL: where there is none, the same pages are tested over HTTP in `api.test.ts`. */
const BROWSER = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync);

const SCREENS = [
  { name: 'desktop', width: 1280, height: 800 },
  { name: 'phone', width: 360, height: 740 },
];

describe.runIf(BROWSER !== undefined)('a person in a browser at the simulated bank', () => {
  let bank: BankUnderTest;
  let browser: Browser;
  beforeAll(async () => {
    bank = await bankUnderTest();
    browser = await chromium.launch({ executablePath: BROWSER ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await bank?.close();
  });

  it.each(SCREENS.flatMap((screen) => (['nl', 'en'] as const).map((language) => ({ ...screen, language }))))(
    'gives access on a $name in $language',
    async ({ width, height, language }) => {
      const consent = { providerKey: 'ENABNL2A', validUntil: '2027-03-01' as CalendarDate, language };
      const { url } = await bank.fetcher.authorizationUrl(consent, REDIRECT_URI, 'state-7');
      const page = await browser.newPage({ viewport: { width, height } });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      let arrived = '';
      await page.route(`${REDIRECT_URI}*`, async (route) => {
        arrived = route.request().url();
        await route.fulfill({ status: 200, body: 'back' });
      });
      const fits = () => page.evaluate('document.documentElement.scrollWidth <= window.innerWidth');
      await page.goto(url);
      expect(await page.getAttribute('html', 'lang')).toBe(language);
      expect(await fits()).toBe(true);
      await page.getByLabel(language === 'nl' ? 'Testpersoon' : 'Test person').selectOption('mark-hoogland');
      await page.getByLabel(language === 'nl' ? 'Wachtwoord' : 'Password').fill('any');
      await page.getByRole('button', { name: language === 'nl' ? 'Inloggen' : 'Log in' }).click();
      await page.getByRole('heading', { name: language === 'nl' ? 'Toegang geven' : 'Give access' }).waitFor();
      expect(await page.getByText('Spaarrekening').count()).toBe(1);
      expect(await fits()).toBe(true);
      await page.getByRole('button', { name: language === 'nl' ? 'Geef toegang' : 'Give access' }).click();
      await page.waitForURL(`${REDIRECT_URI}*`);
      expect(new URL(arrived).searchParams.get('state')).toBe('state-7');
      expect(new URL(arrived).searchParams.get('code')).toBeTruthy();
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it('speaks the other language when asked', async () => {
    const consent = { providerKey: 'ENABNL2A', validUntil: '2027-03-01' as CalendarDate, language: 'nl' as const };
    const { url } = await bank.fetcher.authorizationUrl(consent, REDIRECT_URI, 's');
    const page = await browser.newPage();
    await page.goto(url);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.close();
  });
});
