import { AppError } from '../domain/errors.js';
import type { Format, ImportBatch } from '../domain/import.js';
import { parseAlgoan } from './algoan.js';
import { parseBudgetInsight } from './budget-insight.js';
import { detectFormat } from './detect.js';
import { isObject, type JsonObject } from './fields.js';
import { parseLinxoConnectAccount } from './linxo-connect-account.js';
import { parseLinxoDirectAccount } from './linxo-direct-account.js';
import { parsePsd2 } from './psd2/parse-psd2.js';
import type { ReadOptions } from './read-records.js';
import { parseTink } from './tink.js';

export { formatNamed, UnknownFormatError } from './detect.js';

const ADAPTERS: Readonly<Record<Format, (json: JsonObject, options: ReadOptions) => ImportBatch>> = {
  ALGOAN: parseAlgoan,
  BUDGET_INSIGHT_V2_0: parseBudgetInsight,
  OXLIN_DIRECT_ACCOUNT_API_V3: parseLinxoDirectAccount,
  LINXO_CONNECT_ACCOUNT_API_V2: parseLinxoConnectAccount,
  TINK_V2: parseTink,
  PSD2: parsePsd2,
};

/**
 * Turns parsed JSON into accounts and transactions in our words. Records that cannot be read become problems of the batch
 * and do not lose the others. `country` (ISO 3166 alpha-2) sets the time zone of accounts that do not tell theirs.
 * Throws UnknownFormatError when the data is in no format we read, AppError BAD_REQUEST when it is no object at all.
 */
export function parseBankData(
  json: unknown,
  options: { readonly format: Format | 'auto'; readonly country: string | null },
): ImportBatch {
  const format = options.format === 'auto' ? detectFormat(json) : options.format;
  if (!isObject(json)) throw new AppError('BAD_REQUEST', 'The bank data is not a JSON object');
  return ADAPTERS[format](json, { country: options.country });
}
