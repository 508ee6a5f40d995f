import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { AccountId } from '../domain/account.js';
import type { Analysis } from '../domain/analysis.js';
import { parseCalendarDate } from '../domain/calendar-date.js';
import type { ImportBatch } from '../domain/import.js';
import { parseCurrency } from '../domain/money.js';
import type { TransactionId } from '../domain/transaction.js';
import { analyse } from '../engine/analyse.js';
import { parseBankData } from '../formats/parse-bank-data.js';
import { readCompiled, referenceOn } from '../reference/load.js';
import {
  type Accuracy,
  type Evaluation,
  evaluateCategories,
  type JudgedRow,
  judge,
  type Label,
} from '../services/evaluate-categories.js';

interface EvalOptions {
  readonly data: string;
  readonly labels: string;
  readonly asOf: string;
  readonly json?: boolean;
  readonly errors?: boolean;
}

function positionId(accountIndex: number, txIndex: number): string {
  return `${accountIndex}.${txIndex}`;
}

/** Analyses a labelled customer with ids that are positions in its file, so that labels find their transactions. */
function analyseLabelled(batch: ImportBatch, asOf: string): Analysis {
  const day = parseCalendarDate(asOf);
  const accounts = batch.accounts.map(({ facts }, index) => ({ ...facts, id: String(index) as AccountId }));
  const transactions = batch.accounts.flatMap((account, a) =>
    account.transactions.map((facts, t) => ({
      ...facts,
      id: positionId(a, t) as TransactionId,
      accountId: String(a) as AccountId,
    })),
  );
  const currency = accounts.find(({ type }) => type === 'CHECKING')?.currency ?? parseCurrency('EUR');
  const input = { accounts, transactions, currency, profile: 'personal' as const, corrections: [] };
  return analyse(input, referenceOn(readCompiled(), day), day);
}

/** Language of a labels file `<locale>__<name>`: the last part of the locale that is a language (`be-fr` is French). */
function languageOf(name: string): string {
  return name.split('__')[0]?.split('-').at(-1) ?? 'unknown';
}

function readLabels(file: string): Label[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Label);
}

/** Every labelled row of a folder with the engine's answer. */
export function judgeFolder(dataDir: string, labelsDir: string, asOf: string): JudgedRow[] {
  const rows: JudgedRow[] = [];
  for (const file of readdirSync(labelsDir)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()) {
    const name = file.replace(/\.jsonl$/, '');
    const dataFile = join(dataDir, `${name}.json`);
    if (!existsSync(dataFile)) throw new Error(`labels ${file} have no data file ${dataFile}`);
    const batch = parseBankData(JSON.parse(readFileSync(dataFile, 'utf8')), { format: 'ALGOAN', country: null });
    if (batch.problems[0]) throw new Error(`${name}: ${batch.problems[0].path} ${batch.problems[0].message}`);
    const analysis = analyseLabelled(batch, asOf);
    rows.push(...judge(name, languageOf(name), readLabels(join(labelsDir, file)), analysis, positionId));
  }
  return rows;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`.padStart(8);
}

function accuracyLine(name: string, { n, strict, lenient }: Accuracy): string {
  return `${name.padEnd(34)}${String(n).padStart(6)}  strict ${percent(strict)}  lenient ${percent(lenient)}`;
}

function printReadable(evaluation: Evaluation): void {
  const lines = [accuracyLine('rows', evaluation.rows), accuracyLine('templates', evaluation.templates)];
  for (const [language, { rows, templates }] of Object.entries(evaluation.byLanguage)) {
    lines.push(accuracyLine(`  ${language} rows`, rows), accuracyLine(`  ${language} templates`, templates));
  }
  lines.push(accuracyLine('confidence 0.8 and more', evaluation.confident));
  lines.push(`type right ${percent(evaluation.type.accuracy)}   rejection F1 ${evaluation.rejection.f1}`);
  lines.push('', `calibration error (ECE) ${evaluation.calibration.ece}`);
  for (const bin of evaluation.calibration.bins.filter(({ n }) => n > 0)) {
    lines.push(
      `  ${bin.from.toFixed(1)}–${bin.to.toFixed(1)}  n ${String(bin.n).padStart(5)}  said ${percent(bin.meanConfidence)}  right ${percent(bin.accuracy)}`,
    );
  }
  lines.push('', 'by category');
  for (const [category, accuracy] of Object.entries(evaluation.byCategory))
    lines.push(accuracyLine(`  ${category}`, accuracy));
  lines.push('', 'worst confusions (expected → predicted)');
  for (const { expected, predicted, n, example } of evaluation.confusions.slice(0, 30)) {
    lines.push(`  ${String(n).padStart(4)}  ${expected} → ${predicted}   ${example}`);
  }
  console.log(lines.join('\n'));
}

/** Registers `saldo eval`. */
export function evalCommand(program: Command): void {
  program
    .command('eval')
    .description('score the categoriser on labelled customers')
    .requiredOption('--data <dir>', 'folder of contract-A JSON files named <locale>__<name>.json')
    .requiredOption('--labels <dir>', 'folder of <locale>__<name>.jsonl label files')
    .requiredOption('--as-of <date>', 'day of the analysis, YYYY-MM-DD')
    .option('--json', 'print one JSON object')
    .option('--errors', 'list every row whose category is wrong')
    .action((options: EvalOptions) => {
      const rows = judgeFolder(options.data, options.labels, options.asOf);
      const evaluation = evaluateCategories(rows);
      if (options.json) console.log(JSON.stringify(evaluation));
      else printReadable(evaluation);
      if (options.errors) printErrors(rows);
    });
}

function printErrors(rows: readonly JudgedRow[]): void {
  const wrong = evaluateCategories(rows).confusions.length;
  console.log(`\n${wrong} kinds of confusion; rows whose category or type is wrong:`);
  for (const { customer, label, predicted } of rows) {
    const { enrichment, transaction } = predicted;
    const one = evaluateCategories([{ customer, language: '', label, predicted }]);
    if (one.rows.lenient === 1 && one.type.accuracy === 1) continue;
    const kind = one.rows.lenient === 1 ? 'type' : 'category';
    console.log(
      `${kind}\t${customer}\t${transaction.amountMinor}\t${transaction.description}\t${label.category}/${label.type}` +
        `\t${enrichment.category}/${enrichment.type}\t${enrichment.reasons.map(({ id }) => id).join(',')}\t${enrichment.confidence}`,
    );
  }
}
