import { AppError } from '../domain/errors.js';
import { FORMATS, type Format } from '../domain/import.js';
import { isObject, type JsonObject } from './fields.js';
import { hasBareAccounts } from './linxo-direct-account.js';
import { providerOf } from './psd2/providers.js';
import { isTinkAccount } from './tink.js';

/** The data is in none of the formats tried. `tried` says where each of them stopped; it holds no bank data. */
export class UnknownFormatError extends AppError {
  readonly tried: readonly FormatAttempt[];

  constructor(tried: readonly FormatAttempt[]) {
    const attempts = tried.map(({ format, stoppedAt }) => `${format} (${stoppedAt})`);
    super('BAD_REQUEST', `is not in a format that Saldo reads. Tried: ${attempts.join('; ')}`);
    this.tried = tried;
  }
}

export interface FormatAttempt {
  readonly format: Format;
  /** Which part did not fit, as a clause. */
  readonly stoppedAt: string;
}

/** Names under which the formats are also seen in the field. */
const ALIASES: Readonly<Record<string, Format>> = {
  LINXO_CONNECT_DIRECT_ACCOUNT_API_V3: 'OXLIN_DIRECT_ACCOUNT_API_V3',
};

/** The format a client names, in any case and under any of its names; null when there is no such format. */
export function formatNamed(name: string): Format | null {
  const upper = name.trim().toUpperCase();
  return FORMATS.find((format) => format === upper) ?? ALIASES[upper] ?? null;
}

/** Null when the data fits; else the clause that says where it stopped. */
type Probe = (json: JsonObject) => string | null;

const PROBES: Readonly<Record<Format, Probe>> = {
  ALGOAN: probeAlgoan,
  BUDGET_INSIGHT_V2_0: (json) =>
    probeConnections(json, ['original_wording', 'rdate'], ['last_update'], ['balances', 'account_id', 'balance_date']),
  OXLIN_DIRECT_ACCOUNT_API_V3: probeLinxoDirect,
  LINXO_CONNECT_ACCOUNT_API_V2: (json) =>
    probeConnections(
      json,
      ['label', 'original_trx_id', 'import_date'],
      ['balance_date'],
      ['last_update', 'balances', 'account_id'],
    ),
  TINK_V2: probeTink,
  PSD2: probePsd2,
};

/** Tells the format by content; throws UnknownFormatError, which says where each known one stopped. */
export function detectFormat(json: unknown): Format {
  const tried: FormatAttempt[] = [];
  for (const format of FORMATS) {
    const stoppedAt = isObject(json) ? PROBES[format](json) : 'stopped at the top: expected an object';
    if (stoppedAt === null) return format;
    tried.push({ format, stoppedAt });
  }
  const stated = isObject(json) && typeof json['format'] === 'string' ? formatNamed(json['format']) : null;
  // Nothing inside to tell by (no connection, no account), but the file says what it is.
  if (stated !== null && isEmptyFrame(json)) return stated;
  throw new UnknownFormatError(tried);
}

function isEmptyFrame(json: unknown): boolean {
  return isObject(json) && Array.isArray(json['connections']) && accountsOf(json['connections']).length === 0;
}

const ALGOAN_ACCOUNT_FIELDS = ['balance', 'balanceDate', 'owners'];
const ALGOAN_TRANSACTION_FIELDS = ['description', 'dates', 'amount'];

function probeAlgoan(json: JsonObject): string | null {
  const accounts = json['accounts'];
  if (!Array.isArray(accounts)) return 'stopped at accounts: expected a list';
  if (probePsd2(json) === null) return "stopped at providerKey: expected a client's accounts, not a bank's answers";
  // Tink's transactions have dates and amount too, of another shape.
  const objects = accounts.filter(isObject).filter((account) => !isTink(account));
  if (accounts.length === 0 || objects.some((account) => tells(account, ALGOAN_ACCOUNT_FIELDS))) return null;
  if (objects.some((account) => tells(firstTransactionOf(account), ALGOAN_TRANSACTION_FIELDS))) return null;
  return `stopped at accounts[0]: expected ${ALGOAN_ACCOUNT_FIELDS.join(', ')} or transactions`;
}

function probeLinxoDirect(json: JsonObject): string | null {
  // Accounts of Tink and of banks stand at the top as well, and have balances of another shape.
  const isBare = hasBareAccounts(json) && probeTink(json) !== null && probePsd2(json) !== null;
  const connected = isBare ? { connections: [json] } : json;
  // Not by remittance_information, which Linxo Connect sends too.
  return probeConnections(
    connected,
    ['transaction_amount'],
    ['balances', 'account_id'],
    ['last_update', 'balance_date'],
  );
}

function probeTink(json: JsonObject): string | null {
  const accounts = json['accounts'];
  if (!Array.isArray(accounts)) return 'stopped at accounts: expected a list';
  if (accounts.filter(isObject).some(isTink)) return null;
  return 'stopped at accounts[0]: expected balances, identifiers or transactions with descriptions';
}

function probePsd2(json: JsonObject): string | null {
  const key = json['providerKey'];
  if (typeof key !== 'string') return 'stopped at providerKey: expected the BIC of a bank';
  return providerOf(key) === null ? 'stopped at providerKey: no bank with an adapter has this BIC' : null;
}

function isTink(account: JsonObject): boolean {
  return isTinkAccount(account) || tells(firstTransactionOf(account), ['descriptions']);
}

/** A transaction tells for sure; an account without transactions tells by its own fields. */
function probeConnections(
  json: JsonObject,
  transactionFields: readonly string[],
  accountFields: readonly string[],
  foreignAccountFields: readonly string[],
): string | null {
  if (!Array.isArray(json['connections'])) return 'stopped at connections: expected a list';
  const accounts = accountsOf(json['connections']);
  if (accounts.length === 0) return 'stopped at connections[0].accounts: expected at least one account';
  const transactions = accounts.map(firstTransactionOf).filter((transaction) => transaction !== null);
  if (transactions.some((transaction) => tells(transaction, transactionFields))) return null;
  if (transactions.length === 0 && accounts.some((account) => tells(account, accountFields))) {
    if (!accounts.some((account) => tells(account, foreignAccountFields))) return null;
  }
  const at = transactions.length === 0 ? 'accounts[0]' : 'accounts[0].transactions[0]';
  const expected = transactions.length === 0 ? accountFields : transactionFields;
  return `stopped at connections[0].${at}: expected ${expected.join(' or ')}`;
}

function accountsOf(connections: readonly unknown[]): JsonObject[] {
  return connections.flatMap((connection) => {
    const accounts = isObject(connection) ? connection['accounts'] : null;
    return Array.isArray(accounts) ? accounts.filter(isObject) : [];
  });
}

function firstTransactionOf(account: JsonObject): JsonObject | null {
  const transactions = account['transactions'];
  return (Array.isArray(transactions) ? transactions.find(isObject) : undefined) ?? null;
}

function tells(record: JsonObject | null, fields: readonly string[]): boolean {
  return record !== null && fields.some((field) => record[field] !== undefined);
}
