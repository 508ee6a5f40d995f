import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/domain/analysis.js';
import { parseCalendarDate } from '../../src/domain/calendar-date.js';
import { mergeImport } from '../../src/domain/merge-import.js';
import { parseCurrency } from '../../src/domain/money.js';
import { analyse } from '../../src/engine/analyse.js';
import { parseBankData } from '../../src/formats/parse-bank-data.js';
import { readCompiled, referenceOn } from '../../src/reference/load.js';
import { renderReport } from '../../src/report/html.js';
import { escapeHtml, html } from '../../src/report/markup.js';
import { moneyText } from '../../src/report/wording.js';

const PERSONAE = join(import.meta.dirname, '..', '..', 'examples', 'personae');
const AS_OF = parseCalendarDate('2026-08-22');
const REFERENCE = referenceOn(readCompiled(), AS_OF);
const ATTACK = '<script>alert("1")</script><img src=x onerror=alert(1)>';

interface Persona {
  accounts: {
    name: string;
    owners: { name: string }[];
    transactions: { description: string; amount: number; dates: Record<string, string> }[];
  }[];
}

/** Analyses an example customer after a change to its data. */
function analysisOf(name: string, change: (persona: Persona) => void = () => undefined): Analysis {
  const persona = JSON.parse(readFileSync(join(PERSONAE, `${name}.json`), 'utf8')) as Persona;
  change(persona);
  const batch = parseBankData(persona, { format: 'ALGOAN', country: null });
  const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batch, 'test');
  const input = {
    accounts,
    transactions,
    currency: parseCurrency('EUR'),
    profile: 'personal' as const,
    corrections: [],
  };
  return analyse(input, REFERENCE, AS_OF);
}

function render(analysis: Analysis, title = 'PADME AMIDALA'): string {
  return renderReport(analysis, { title, language: 'en' });
}

describe('the report', () => {
  it('is one page without scripts or requests', () => {
    const page = render(analysisOf('fr__padme_amidala'));
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<script|<link|<iframe|@import|url\((?!#)|\son\w+=|src=/i);
    // The bank's logo would be a request to somebody who then knows who is looked at.
    expect(page).not.toMatch(/https?:/);
  });

  it('shows the engine’s own figures', () => {
    const analysis = analysisOf('fr__padme_amidala');
    const page = render(analysis);
    const monthlyMinor = analysis.insights?.incomes.monthlyMinor ?? 0;
    expect(page).toContain(moneyText(monthlyMinor, analysis.currency));
    expect(page).toContain('−€288.77');
    expect(page).toContain('12 days below zero');
    expect(page).toContain('FR76 3000 4689 0306 0264 8954 390');
    expect(page).toContain(analysis.referenceHash);
  });

  it('describes its chart to those who cannot see it', () => {
    const page = render(analysisOf('fr__padme_amidala'));
    expect(page).toMatch(/<svg[^>]*role="img"[^>]*aria-labelledby="balance-0-title balance-0-desc"/);
    expect(page).toMatch(/<desc[^>]*>From 25 May 2026 to .* Lowest: -€288.77 on 13 Jun 2026/);
  });

  it('shows the scores first: gauge, payment score, reasons with points, values and transactions', () => {
    const analysis = analysisOf('fr__luke_skywalker');
    const page = render(analysis);
    const credit = analysis.scores?.creditScore;
    expect(page.indexOf('id="score"')).toBeLessThan(page.indexOf('class="figures"'));
    expect(page).toContain(`<desc id="score-desc">${credit?.value} of 1000`);
    expect(page).toContain(`${analysis.scores?.paymentScore.value} of 10<`);
    const section = page.slice(page.indexOf('id="score"'), page.indexOf('class="figures"'));
    for (const { points } of credit?.reasons ?? []) {
      expect(section).toContain(`>${points < 0 ? '−' : '+'}${Math.abs(points)}</td>`);
    }
    expect(section).toContain('on 53 % of days an account was overdrawn (reference 0 %)');
    expect(section).toMatch(/class="bar loss" style="width:100.0%"/);
    expect(section).toContain('<summary>10 transactions</summary>');
  });

  it('says why there is no score', () => {
    const page = render({ ...analysisOf('fr__luke_skywalker'), scores: null, scoresAbsentBecause: 'No model' });
    expect(page).toContain('No score: No model.');
    expect(page).not.toContain('class="gauge"');
    expect(render(analysisOf('fr__account_type_not_supported'))).toContain('No score: The analysis ended in an error.');
  });

  it('lists every transaction', () => {
    const page = render(analysisOf('fr__luke_skywalker'));
    expect(page).toContain('VIREMENT EN VOTRE FAVEUR BOURSE ETUDIANT');
    expect(page).toContain('ACHAT CB PRIMARK');
  });

  it('escapes whatever the bank wrote, wherever it shows', () => {
    const analysis = analysisOf('fr__padme_amidala', ({ accounts }) => {
      for (const account of accounts) {
        account.name = ATTACK;
        account.owners = [{ name: ATTACK }];
        for (const transaction of account.transactions) transaction.description = `PRLV ${ATTACK}`;
      }
    });
    const problems = [{ path: `accounts[0].${ATTACK}`, kind: 'invalid' as const, message: ATTACK }];
    const page = renderReport(analysis, { title: ATTACK, language: 'en', problems });
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });

  it('says why there is no analysis', () => {
    const page = render(analysisOf('fr__account_type_not_supported'));
    expect(page).toContain('No analysis could be made');
    expect(page).toContain('ACCOUNT_TYPE_NOT_SUPPORTED');
    expect(page).not.toContain('<svg');
  });

  it('gives the same bytes for the same analysis', () => {
    const analysis = analysisOf('es__raquel_murillo');
    expect(render(analysis)).toBe(render(analysis));
  });

  it('draws an account that never moved from zero', () => {
    const analysis = analysisOf('fr__padme_amidala');
    const flat = analysis.balances.map((series) => ({
      ...series,
      days: series.days.slice(0, 1).map((day) => ({ ...day, balanceMinor: 0 })),
    }));
    expect(render({ ...analysis, balances: flat })).not.toMatch(/NaN|Infinity/);
  });
});

describe('markup', () => {
  it('escapes text and keeps markup', () => {
    const inner = html`<b>${'a & b'}</b>`;
    expect(html`<p title="${'"x"'}">${inner}${[inner, null, 3]}</p>`.text).toBe(
      '<p title="&quot;x&quot;"><b>a &amp; b</b><b>a &amp; b</b>3</p>',
    );
    expect(escapeHtml("a\u0000b'")).toBe('a b&#39;');
  });
});

describe('money in words', () => {
  it.each([
    [123_456_78, 'EUR', '€123,456.78'],
    [-5, 'GBP', '-£0.05'],
    [1_000, 'JPY', '1,000 JPY'],
    [-1_234_567, 'TND', '-1,234.567 TND'],
    [0, 'EUR', '€0.00'],
  ])('%i %s is %s', (amountMinor, currency, text) => {
    expect(moneyText(amountMinor, parseCurrency(currency))).toBe(text);
  });
});
