import { AppError } from '../domain/errors.js';
import type { Format, ImportBatch } from '../domain/import.js';
import { parseBankData } from '../formats/parse-bank-data.js';

/** Format names that clients send, and the adapter each means. */
const FORMAT_OF_NAME: Readonly<Record<string, Format>> = {
  ALGOAN: 'ALGOAN',
  BUDGET_INSIGHT_V2_0: 'BUDGET_INSIGHT_V2_0',
  OXLIN_DIRECT_ACCOUNT_API_V3: 'OXLIN_DIRECT_ACCOUNT_API_V3',
  LINXO_CONNECT_DIRECT_ACCOUNT_API_V3: 'OXLIN_DIRECT_ACCOUNT_API_V3',
  LINXO_CONNECT_ACCOUNT_API_V2: 'LINXO_CONNECT_ACCOUNT_API_V2',
  TINK_V2: 'TINK_V2',
};

/** What `format` of a request may be. */
export const FORMAT_NAMES: readonly string[] = Object.keys(FORMAT_OF_NAME);

/** The format that a request names; throws BAD_REQUEST for one that is not read. */
export function formatOf(name: string | undefined): Format {
  const wanted = name ?? 'ALGOAN';
  const format = Object.hasOwn(FORMAT_OF_NAME, wanted) ? FORMAT_OF_NAME[wanted] : undefined;
  if (!format) throw new AppError('BAD_REQUEST', `format must be one of ${FORMAT_NAMES.join(', ')}`);
  return format;
}

/**
 * Reads accounts and transactions. Contract A's own format is strict: any fault is told and nothing is taken. A bank's raw
 * payload is tolerant: broken records are left out, unless no account can be read.
 */
export function readBankData(body: unknown, format: Format, country: string | null): ImportBatch {
  const batch = parseBankData(body, { format, country });
  const [problem] = batch.problems;
  if (problem && (format === 'ALGOAN' || batch.accounts.length === 0)) {
    throw new AppError(
      problem.kind === 'missing' ? 'MISSING_PARAM' : 'BAD_REQUEST',
      `${problem.path} ${problem.message}`,
    );
  }
  return batch;
}
