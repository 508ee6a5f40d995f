import { parse } from 'csv-parse/sync';
import { DateError, parseCalendarDate } from '../domain/calendar-date.js';
import type { CompanyInfo } from '../domain/review.js';

/** A row that was not taken. Says where and what was expected, never what stood there. */
export interface RefusedRow {
  /** The file's line on which the row ends; the header is line 1. */
  readonly line: number;
  /** The column's name; null where the row as a whole is at fault. */
  readonly field: string | null;
  readonly expected: string;
}

/** A file that is no register extract as a whole; the message says what is expected, and on which line reading ended. */
export class RegisterError extends Error {
  override readonly name = 'RegisterError';
}

export interface CompanyRegister {
  /** By number in the trade register. */
  readonly companies: ReadonlyMap<string, CompanyInfo>;
  readonly refused: readonly RefusedRow[];
}

const KVK_NUMBER = 'kvk_number';
const START_DATE = 'start_date';
const TEXTS = ['name', 'legal_form', 'sbi_activity', 'status'] as const;
const TEXT_LENGTH_MAX = 200;
/** Longer than all fields of a row together: an open quote must not swallow the rest of the file. */
const ROW_LENGTH_MAX = 10_000;
/** Control characters, and marks that turn the direction of text and so make it read as something else. */
const UNSHOWABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

interface Row {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads an extract of the Dutch trade register: CSV in UTF-8 with a header, columns in any order, separated by comma or semicolon.
 * `kvk_number` must be there; `name`, `legal_form`, `sbi_activity`, `start_date` (YYYY-MM-DD) and `status` may be; others are left
 * out. An empty field is unknown. A row at fault is refused and the others are taken. Throws RegisterError.
 */
export function parseCompanyRegister(text: string): CompanyRegister {
  const [header, ...rows] = rowsOf(text);
  const columns = (header?.record ?? []).map((name) => name.trim().toLowerCase());
  if (!columns.includes(KVK_NUMBER)) {
    throw new RegisterError(
      `line 1 must name the columns, among them ${[KVK_NUMBER, ...TEXTS, START_DATE].join(', ')}`,
    );
  }
  if (new Set(columns).size < columns.length) throw new RegisterError('line 1 names a column twice');
  const companies = new Map<string, CompanyInfo>();
  const refused: RefusedRow[] = [];
  for (const { record, info } of rows) {
    const read = companyOf(columns, record);
    if ('expected' in read) refused.push({ line: info.lines, ...read });
    else if (companies.has(read.kvkNumber)) {
      refused.push({ line: info.lines, field: KVK_NUMBER, expected: 'a number that no row before has' });
    } else companies.set(read.kvkNumber, read);
  }
  return { companies, refused };
}

function rowsOf(text: string): Row[] {
  const [first = ''] = text.split('\n', 1);
  try {
    return parse(text, {
      bom: true,
      delimiter: first.includes(';') ? ';' : ',',
      info: true,
      max_record_size: ROW_LENGTH_MAX,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Row[];
  } catch (error) {
    // The parser's own message quotes the row.
    const { lines } = error as { lines?: unknown };
    const place = typeof lines === 'number' ? `near line ${lines}` : 'somewhere';
    throw new RegisterError(
      `is no CSV from ${place} on: a quote is not closed, stands within a field, or a row is too long`,
    );
  }
}

/** The company of a row, or what is wrong with it. */
function companyOf(columns: readonly string[], record: readonly string[]): CompanyInfo | Omit<RefusedRow, 'line'> {
  if (record.length !== columns.length) return { field: null, expected: `${columns.length} fields, as the header has` };
  const fieldOf = (name: string) => record[columns.indexOf(name)]?.trim() || null;
  const kvkNumber = fieldOf(KVK_NUMBER) ?? '';
  if (!/^\d{8}$/.test(kvkNumber)) return { field: KVK_NUMBER, expected: 'eight digits, leading zeros kept' };
  for (const field of TEXTS) {
    const text = fieldOf(field) ?? '';
    if (text.length > TEXT_LENGTH_MAX) return { field, expected: `at most ${TEXT_LENGTH_MAX} characters` };
    if (UNSHOWABLE.test(text)) return { field, expected: 'text on one line, without control characters' };
  }
  const startDate = fieldOf(START_DATE);
  if (startDate !== null && !isDate(startDate))
    return { field: START_DATE, expected: 'a day that exists, as YYYY-MM-DD' };
  return {
    name: fieldOf('name'),
    kvkNumber,
    legalForm: fieldOf('legal_form'),
    sbiActivity: fieldOf('sbi_activity'),
    startDate: startDate === null ? null : parseCalendarDate(startDate),
    status: fieldOf('status'),
  };
}

function isDate(text: string): boolean {
  try {
    parseCalendarDate(text);
    return true;
  } catch (error) {
    if (error instanceof DateError) return false;
    throw error;
  }
}
