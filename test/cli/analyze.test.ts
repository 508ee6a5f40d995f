import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { tableLines } from '../../src/cli/columns.js';
import { main } from '../../src/cli/main.js';

const PERSONAE = join(import.meta.dirname, '..', '..', 'examples', 'personae');
const persona = (name: string) => join(PERSONAE, `${name}.json`);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saldo-analyze-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs `saldo analyze` in this process. */
async function analyze(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  const collected = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    collected.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    collected.err += String(text);
    return true;
  });
  await main(['node', 'saldo', 'analyze', ...args]);
  return { ...collected, code: Number(process.exitCode ?? 0) };
}

describe('saldo analyze', () => {
  it('summarises a customer: period, incomes with their day, overdraft, balance', async () => {
    const { out, err, code } = await analyze(persona('fr__padme_amidala'), '--as-of', '2026-08-22');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).toContain('ALGOAN, 78 transactions read, as of 22 Aug 2026');
    expect(out).toContain('FR76 3000 4689 0306 0264 8954 390  €1,014.38  on 21 Aug 2026');
    expect(out).toContain('25 May 2026 to 21 Aug 2026: 2.9 months, 78 transactions');
    // Paid on 14 June, 15 July and 15 August: due on the 14th and late around holidays, or on the 15th.
    expect(out).toMatch(/€1,300.00 {2}monthly, on the 1[45]th/);
    expect(out).toContain('lowest -€288.77 on 13 Jun 2026  12 of 89 days below zero');
    expect(out).toMatch(/Overdraft +12 days +down to -€288.77/);
    expect(out).not.toContain('\u001b');
  });

  it('shows both scores, the indicators and what moved them, or why there is none', async () => {
    const { out } = await analyze(persona('fr__luke_skywalker'), '--as-of', '2026-08-22');
    expect(out).toMatch(
      /SCORES\n {2}Credit score +[45]\d\d of 1000 +\d+ % default in 12 months\n {2}Payment score +\d+ of 10/,
    );
    expect(out).toMatch(/Living standard -?\+?\d, Budget management/);
    expect(out).toMatch(/-\d+ {2}Days overdrawn +53 % +reference 0 %/);
    const gambler = await analyze(persona('en__james_watson'), '--as-of', '2026-08-22');
    expect(gambler.out).toMatch(/-\d+ {2}Days overdrawn, gambling aside +95 % +reference 0 %/);
    const failed = await analyze(persona('fr__account_type_not_supported'), '--as-of', '2026-08-22');
    expect(failed.out).toContain('no score: The analysis ended in an error');
  });

  it('gives the same income and balances of the same customer in every format', async () => {
    const summaries: string[] = [];
    for (const format of ['', '.budget-insight', '.linxo-direct-account']) {
      const { out } = await analyze(persona(`nl__sarah_connor${format}`), '--as-of', '2026-08-22');
      // Aggregators' raw data name no owner, so what hangs on the owner's name may differ further down.
      summaries.push(out.slice(out.indexOf('INCOME'), out.indexOf('EXPENSES')) + /BALANCE\n.*\n/.exec(out)?.[0]);
    }
    expect(summaries[0]).toMatch(/^INCOME/);
    expect(new Set(summaries).size).toBe(1);
  });

  it.each([
    ['fr__account_type_not_supported', 'ACCOUNT_TYPE_NOT_SUPPORTED'],
    ['fr__currency_not_supported', 'CURRENCY_NOT_SUPPORTED'],
    ['fr__not_enough_transactions', 'NOT_ENOUGH_TRANSACTIONS'],
  ])('%s ends in its error, which is a result', async (name, error) => {
    const { out, code } = await analyze(persona(name), '--as-of', '2026-08-22');
    expect(out).toContain(`NO ANALYSIS\n  ${error}: `);
    expect(code).toBe(0);
  });

  it('takes the currency of the first current account, or the one asked for', async () => {
    const own = await analyze(persona('en__james_watson'), '--as-of', '2026-08-22');
    expect(own.out).toMatch(/INCOME {2}£/);
    const other = await analyze(persona('en__james_watson'), '--as-of', '2026-08-22', '--currency', 'eur');
    expect(other.out).toContain('CURRENCY_NOT_SUPPORTED');
  });

  it('reports what it could not read, and analyses the rest', async () => {
    const data = JSON.parse(readFileSync(persona('fr__padme_amidala'), 'utf8'));
    data.accounts[0].transactions[3].amount = 'twelve';
    const { out, code } = await analyze(write('one-bad.json', JSON.stringify(data)), '--as-of', '2026-08-22');
    expect(out).toContain('77 transactions read');
    expect(out).toMatch(/NOT READ {2}1 record\n {2}accounts\[0\]\.transactions\[3\]\.amount is text: give a number/);
    expect(code).toBe(0);
  });

  it('writes a report', async () => {
    const target = join(folder, 'report.html');
    const { out, code } = await analyze(persona('fr__padme_amidala'), '--as-of', '2026-08-22', '--report', target);
    expect({ out, code }).toEqual({ out: '', code: 0 });
    expect(readFileSync(target, 'utf8')).toContain('<h1>PADME AMIDALA</h1>');
  });
});

describe('saldo analyze on bad input ends with code 2', () => {
  it.each([
    ['a file that is not there', () => join(folder, 'nowhere.json'), /cannot be read: ENOENT/],
    ['a folder', () => folder, /cannot be read: EISDIR/],
    ['no JSON', () => write('text.json', 'date;amount\n2026-01-01;12'), /is not JSON/],
    ['NaN, which is no JSON', () => write('nan.json', '{"accounts":[{"balance":NaN}]}'), /is not JSON/],
    [
      'an unknown format',
      () => write('other.json', '{"statements":[]}'),
      /not in a format .* Tried: ALGOAN \(stopped at accounts/,
    ],
    [
      'no readable account',
      () => write('empty.json', '{"accounts":[{"balance":1}]}'),
      /accounts\[0\]\.currency is missing/,
    ],
  ])('%s', async (_name, file, message) => {
    const { out, err, code } = await analyze(file());
    expect(err).toMatch(message);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('still analyses the other files', async () => {
    const { out, err, code } = await analyze(
      join(folder, 'nowhere.json'),
      persona('fr__padme_amidala'),
      '--as-of',
      '2026-08-22',
    );
    expect(err).toMatch(/nowhere\.json: cannot be read/);
    expect(out).toContain('PADME AMIDALA');
    expect(code).toBe(2);
  });

  it.each([
    [['--as-of', '2026-02-30'], /--as-of is not a day/],
    [['--format', 'XLS'], /--format is not known/],
    [['--format', 'PSD2'], /providerKey is not the BIC/],
    [['--currency', '€'], /--currency is not a three-letter/],
    [['--profile', 'alien'], /Allowed choices are personal, business/],
    [['--no-such-option'], /unknown option/],
    [['--report', '/nowhere/x.html'], /report cannot be written/],
  ])('%j', async (args, message) => {
    const { err, code } = await analyze(persona('fr__padme_amidala'), ...args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it('does not repeat bank data in its errors', async () => {
    const { err } = await analyze(write('secret.json', '{"accounts": [ {"description": "secret-123" '));
    expect(err).not.toContain('secret-123');
  });
});

describe('tableLines', () => {
  it('aligns, cuts what is too long, and lets no control character through', () => {
    const lines = tableLines(
      [
        ['a', '1'],
        ['\u001b[31mred', '200'],
        ['x'.repeat(60), '3'],
      ],
      ['left', 'right'],
    );
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[1]).toMatch(/^ {3}\[31mred +200$/);
    expect(lines[2]).toContain('…');
  });
});
