import { readFileSync } from 'node:fs';
import type { Analysis } from '../domain/analysis.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Format, ImportBatch } from '../domain/import.js';
import { mergeImport } from '../domain/merge-import.js';
import { type CurrencyCode, parseCurrency } from '../domain/money.js';
import type { Reference } from '../domain/reference.js';
import { analyse } from '../engine/analyse.js';
import { parseBankData } from '../formats/parse-bank-data.js';
import { InputError } from './input-error.js';

/** Currencies in which an analysis can be made (SPEC §4). */
const SUPPORTED_CURRENCIES: readonly CurrencyCode[] = ['EUR', 'GBP'].map(parseCurrency);

export interface AnalyzeSettings {
  readonly format: Format | 'auto';
  readonly asOf: CalendarDate;
  /** Null takes the currency of the first current account. */
  readonly currency: CurrencyCode | null;
  readonly profile: 'personal' | 'business';
  readonly reference: Reference;
}

/** A file's analysis, and how reading the file went. */
export interface AnalysedFile {
  readonly file: string;
  readonly batch: ImportBatch;
  readonly analysis: Analysis;
  /** Transactions read, and how many of them repeated others. */
  readonly taken: number;
  readonly merged: number;
}

/** Reads and analyses one file. Throws InputError or AppError when it is no bank data that we read. */
export function analyzeFile(file: string, settings: AnalyzeSettings): AnalysedFile {
  const batch = parseBankData(readJson(file), { format: settings.format, country: null });
  if (batch.accounts.length === 0 && batch.problems.length > 0) {
    const problems = batch.problems.slice(0, 5).map(({ path, message }) => `${path} ${message}`);
    throw new InputError(`holds no account that can be read: ${problems.join('; ')}`);
  }
  // The file itself is the customer here: no name of ours could make the ids more stable than a constant does.
  const { accounts, transactions, mergedAccountIds, taken, merged } = mergeImport(
    { accounts: [], transactions: [] },
    batch,
    'analyze',
  );
  const input = {
    accounts,
    transactions,
    currency: settings.currency ?? currencyOf(batch),
    profile: settings.profile,
    corrections: [],
    mergedAccountIds,
  };
  return { file, batch, analysis: analyse(input, settings.reference, settings.asOf), taken, merged };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // The parser's own message quotes the text, which is bank data.
    throw new InputError('is not JSON: give a file in one of the formats that `saldo analyze --help` names');
  }
}

/** The first current account's currency; EUR where that one is not supported, so that the analysis says so. */
function currencyOf(batch: ImportBatch): CurrencyCode {
  const fallback = parseCurrency('EUR');
  const currency = batch.accounts.find(({ facts }) => facts.type === 'CHECKING')?.facts.currency;
  return SUPPORTED_CURRENCIES.find((supported) => supported === currency) ?? fallback;
}
