import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type CalendarDate, isCalendarDate } from '../domain/calendar-date.js';
import { AppError } from '../domain/errors.js';
import { FORMATS } from '../domain/import.js';
import { type CurrencyCode, MoneyError, parseCurrency } from '../domain/money.js';
import { formatNamed } from '../formats/parse-bank-data.js';
import { readCompiled, referenceOn } from '../reference/load.js';
import { type AnalysedFile, type AnalyzeSettings, analyzeFile } from './analyze-file.js';
import { BAD_INPUT_EXIT_CODE, InputError } from './input-error.js';

interface AnalyzeOptions {
  readonly format: string;
  readonly asOf?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly currency?: string;
  readonly profile: 'personal' | 'business';
}

/** Registers `saldo analyze`. */
export function analyzeCommand(program: Command): void {
  program
    .command('analyze')
    .description('analyse bank data from files, without server or database')
    .argument('<file...>', 'files of bank data, a customer each')
    .option('--format <name>', `auto, or one of ${FORMATS.join(', ')}`, 'auto')
    .option('--as-of <date>', 'day of the analysis, YYYY-MM-DD (default: today)')
    .addOption(new Option('--json', 'print one JSON object a file, a line each').conflicts('report'))
    .option('--report <file>', 'write a self-contained HTML page')
    .option('--currency <code>', 'currency of the analysis (default: that of the first current account)')
    .addOption(
      new Option('--profile <kind>', 'whose money it is').choices(['personal', 'business']).default('personal'),
    )
    .action(runAnalyze);
}

async function runAnalyze(files: readonly string[], options: AnalyzeOptions): Promise<void> {
  if (options.report !== undefined && files.length > 1) {
    throw new InputError('--report writes one page: give one file at a time');
  }
  const settings = settingsOf(options);
  for (const file of files) {
    try {
      await output(analyzeFile(file, settings), options);
    } catch (error) {
      if (!(error instanceof InputError || error instanceof AppError)) throw error;
      process.stderr.write(`saldo analyze: ${file}: ${error.message}\n`);
      process.exitCode = BAD_INPUT_EXIT_CODE;
    }
  }
}

function settingsOf(options: AnalyzeOptions): AnalyzeSettings {
  const format = options.format.toLowerCase() === 'auto' ? 'auto' : formatNamed(options.format);
  if (format === null) throw new InputError(`--format is not known: give auto or one of ${FORMATS.join(', ')}`);
  const asOf = asOfFrom(options.asOf);
  const currency = options.currency === undefined ? null : currencyFrom(options.currency);
  return { format, asOf, currency, profile: options.profile, reference: referenceOn(readCompiled(), asOf) };
}

function asOfFrom(text: string | undefined): CalendarDate {
  const day = text ?? localToday();
  if (!isCalendarDate(day))
    throw new InputError('--as-of is not a day of the calendar: give a date such as 2026-08-22');
  return day;
}

/** Today where the person at the terminal is. */
function localToday(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

function currencyFrom(text: string): CurrencyCode {
  try {
    return parseCurrency(text);
  } catch (error) {
    if (error instanceof MoneyError) throw new InputError(`--currency ${error.message}: give a code such as EUR`);
    throw error;
  }
}

async function output(analysed: AnalysedFile, options: AnalyzeOptions): Promise<void> {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(await jsonOf(analysed))}\n`);
  } else if (options.report === undefined) {
    const { summaryOf } = await import('./summary.js');
    process.stdout.write(summaryOf(analysed, { hasColours: process.stdout.isTTY && !process.env.NO_COLOR }));
  } else {
    await writeReport(analysed, options.report);
  }
}

async function jsonOf({ file, batch, analysis, taken, merged }: AnalysedFile): Promise<object> {
  const { presentEngineAnalysis } = await import('../api/algoan/present/analysis.js');
  return {
    file,
    format: batch.format,
    asOf: analysis.asOf,
    ...presentEngineAnalysis(analysis),
    import: { taken, merged, refused: batch.problems.length },
    problems: batch.problems,
  };
}

async function writeReport({ file, analysis, batch }: AnalysedFile, target: string): Promise<void> {
  const { renderReport } = await import('../report/html.js');
  const owners = [...new Set(analysis.accounts.flatMap(({ account }) => account.ownerNames))];
  const title = owners.length > 0 ? owners.join(', ') : (file.split(/[\\/]/).at(-1) ?? file);
  try {
    writeFileSync(target, renderReport(analysis, { title, language: 'en', problems: batch.problems }));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw new InputError(`the report cannot be written to ${target}: ${code}`);
  }
  const unread = batch.problems.length === 0 ? '' : `; ${batch.problems.length} records could not be read`;
  process.stderr.write(`wrote ${target}${unread}\n`);
}
