import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalysisInput } from '../../src/domain/analysis.js';
import { type CalendarDate, parseCalendarDate } from '../../src/domain/calendar-date.js';
import { mergeImport } from '../../src/domain/merge-import.js';
import { parseCurrency } from '../../src/domain/money.js';
import { parseBankData } from '../../src/formats/parse-bank-data.js';
import { readCompiled, referenceOn } from '../../src/reference/load.js';

const ROOT = join(import.meta.dirname, '..', '..');
const FACTS = join(ROOT, 'test', 'data', 'gold', 'facts');

/** The day for which the personae are analysed: the day after their balances. */
export const AS_OF: CalendarDate = parseCalendarDate('2026-08-22');
export const REFERENCE = referenceOn(readCompiled(), AS_OF);

/** Names of the personae that have facts, `<locale>__<name>`. */
export const PERSONAE: readonly string[] = readdirSync(FACTS).map((file) => file.replace(/\.json$/, ''));

/** A persona's bank data as the engine takes it, in the currency of its first checking account. */
export function loadPersona(name: string, currency?: string): AnalysisInput {
  const json: unknown = JSON.parse(readFileSync(join(ROOT, 'examples', 'personae', `${name}.json`), 'utf8'));
  const batch = parseBankData(json, { format: 'auto', country: null });
  const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batch, name);
  const first = accounts.find(({ type }) => type === 'CHECKING') ?? accounts[0];
  return {
    accounts,
    transactions,
    currency: parseCurrency(currency ?? first?.currency ?? 'EUR'),
    profile: 'personal',
    corrections: [],
  };
}

export function readFacts<T>(name: string): T {
  return JSON.parse(readFileSync(join(FACTS, `${name}.json`), 'utf8')) as T;
}

/** One labelled transaction, see `test/data/gold/LABELING.md`. */
export interface LabelRow {
  readonly date: string | null;
  readonly amount: number;
  readonly category: string;
  readonly alternates: readonly string[];
}

export function readLabels(name: string): LabelRow[] {
  const text = readFileSync(join(ROOT, 'test', 'data', 'gold', 'labels', `${name}.jsonl`), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelRow);
}
