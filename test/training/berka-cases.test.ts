import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { parseCalendarDate } from '../../src/domain/calendar-date.js';
import { readCompiled, referenceOn } from '../../src/reference/load.js';
import { berkaCases } from '../../src/training/berka-cases.js';
import { CaseError, parseCases } from '../../src/training/case.js';
import { examplesOf } from '../../src/training/examples.js';
import { areaUnderCurve } from '../../src/training/measures.js';
import { predict } from '../../src/training/scorecard-fit.js';
import { TRAIN_SETTINGS, train } from '../../src/training/train.js';

const ROOT = join(import.meta.dirname, '..', '..');
const BERKA = join(resolve(ROOT, process.env.SALDO_SHARED_DATA ?? '../shared/data'), 'berka');
const REFERENCE = referenceOn(readCompiled(), parseCalendarDate('2026-01-15'));

const folder = mkdtempSync(join(tmpdir(), 'saldo-berka-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'loan.csv'),
  'loan_id;account_id;date;amount;duration;payments;status\r\n7;1;970401;24000;12;2000.00;D\r\n8;2;970401;1000;12;90.00;A\r\n',
);
writeFileSync(
  join(folder, 'transactions_1997.csv'),
  [
    'trans_id;account_id;date;type;operation;amount;balance;k_symbol;bank;account',
    '1;1;970110;credit;credit in cash;1000.00;1000.00;;;',
    '3;1;970331;withdrawal;withdrawal in cash;14.60;685.40;payment for statement;;',
    '2;1;970331;VYDAJ;PREVOD NA UCET;300.00;700.00;SIPO;AB;12345',
    '4;1;970401;credit;credit in cash;9999.00;10684.40;;;',
  ].join('\n'),
);

describe('cases of the PKDD’99 data', () => {
  it('hold what was known before the loan, and nothing of the owner', () => {
    const [only, ...others] = berkaCases(folder);
    expect(others).toEqual([]);
    expect(only).toEqual({
      id: 'loan-7',
      asOf: '1997-04-01',
      outcome: 'bad',
      application: { amount: 24000, durationMonths: 12, monthlyPayment: 2000 },
      accounts: [
        {
          type: 'CHECKING',
          usage: 'PERSONAL',
          ownership: 'HOLDER',
          currency: 'CZK',
          country: 'CZ',
          number: '1',
          balance: 685.4,
          balanceDate: '1997-03-31',
          transactions: [
            ['1997-01-10', 'CASH DEPOSIT', 1000, '1'],
            ['1997-03-31', 'TRANSFER TO AB 12345 HOUSEHOLD BILLS', -300, '2'],
            ['1997-03-31', 'STATEMENT FEE', -14.6, '3'],
          ].map(([debitedAt, description, amount, id]) => ({
            dates: { debitedAt },
            description,
            amount,
            currency: 'CZK',
            aggregator: { id },
          })),
        },
      ],
    });
  });

  it('are refused line by line when they cannot be read', () => {
    const line = JSON.stringify(berkaCases(folder)[0]);
    expect(parseCases(`${line}\n\n`)).toHaveLength(1);
    expect(() => parseCases(`${line}\n${line}`)).toThrow(new CaseError('line 2: id loan-7 stands twice'));
    expect(() => parseCases('{"id":')).toThrow(new CaseError('line 1: is not JSON'));
    expect(() => parseCases('{"id":"x"}')).toThrow(/^line 1: asOf/);
    expect(() => parseCases('')).toThrow(CaseError);
  });
});

describe('the shipped credit scorecard', () => {
  it('is what the cases give, and separates them when it has not seen them', () => {
    if (!existsSync(BERKA)) {
      console.warn(`NOT MEASURED: no cases in ${BERKA}; set SALDO_SHARED_DATA to measure the scorecard`);
      return;
    }
    const examples = examplesOf(berkaCases(BERKA), REFERENCE);
    expect(examples).toHaveLength(273);
    const { scorecard, report } = train(examples, TRAIN_SETTINGS);
    const { auc, ks, calibrationSlope } = report.crossValidated;
    expect(auc.mean).toBeGreaterThanOrEqual(0.9);
    expect(ks.mean).toBeGreaterThanOrEqual(0.65);
    expect(calibrationSlope.mean).toBeGreaterThanOrEqual(0.8);
    expect(calibrationSlope.mean).toBeLessThanOrEqual(1.2);
    const shipped = REFERENCE.scores?.credit.scorecard;
    expect(shipped?.features.map(({ id }) => id)).toEqual(scorecard.features.map(({ id }) => id));
    expect(shipped?.intercept).toBeCloseTo(scorecard.intercept, 5);
    if (!shipped) return;
    const scored = examples.map((example) => ({ probability: predict(shipped, example), isBad: example.isBad }));
    expect(areaUnderCurve(scored)).toBeCloseTo(report.apparent.auc, 3);
  }, 60_000);

  it('ships no row of the cases', () => {
    const model = readFileSync(join(ROOT, 'src', 'reference', 'models', 'credit.json'), 'utf8');
    expect(model).not.toMatch(/loan-\d+/);
    expect(model).toContain('Berka');
  });
});

describe('train and backtest on the command line', () => {
  afterEach(() => {
    process.exitCode = undefined;
    vi.restoreAllMocks();
  });

  async function run(...args: string[]): Promise<{ code: number; err: string }> {
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
    await main(['node', 'saldo', ...args]);
    return { code: Number(process.exitCode ?? 0), err };
  }

  it('refuse what they cannot work with, with exit code 2', async () => {
    const cases = join(folder, 'few.ndjson');
    writeFileSync(cases, `${JSON.stringify(berkaCases(folder)[0])}\n`);
    const out = join(folder, 'model.json');
    expect(await run('train', '--cases', cases, '--out', out)).toMatchObject({ code: 2 });
    expect((await run('train', '--cases', cases, '--out', out, '--features', 'age')).err).toContain('no feature age');
    expect(await run('backtest', '--model', join(folder, 'none.json'), '--cases', cases)).toMatchObject({ code: 2 });
    expect(await run('berka-cases', join(folder, 'none'))).toMatchObject({ code: 2 });
    expect(existsSync(out)).toBe(false);
  });
});
