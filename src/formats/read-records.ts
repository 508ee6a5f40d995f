import type { AccountFacts } from '../domain/account.js';
import { AppError } from '../domain/errors.js';
import type { Format, ImportBatch, ImportedAccount, ImportProblem } from '../domain/import.js';
import type { TransactionFacts } from '../domain/transaction.js';
import { FieldProblem, isObject, type JsonObject, objectAt } from './fields.js';

/** What every format adapter is told besides the data. */
export interface ReadOptions {
  /** ISO 3166 alpha-2 used for accounts that name no country and have no IBAN. */
  readonly country: string | null;
}

/** How one format reads one account: its facts at once, its transactions one by one. */
export interface AccountReading {
  readonly facts: AccountFacts;
  readonly transactions: readonly unknown[];
  /** Null for a record of money that never moved (rejected, cancelled, expired). */
  readonly readTransaction: (record: JsonObject) => TransactionFacts | null;
}

/** More accounts than any person or company has with its banks; telling them apart takes longer the more there are. */
const ACCOUNTS_MAX = 1_000;
/** Records at fault after which the data are not in this format at all. Naming each of ten million would take minutes. */
const PROBLEMS_MAX = 10_000;

/**
 * Collects the readable records of a source, and a problem for each of the others. Throws AppError BAD_REQUEST for more accounts
 * than a customer has, and where next to nothing can be read.
 */
export class BatchReader {
  readonly #accounts: ImportedAccount[] = [];
  readonly #problems: ImportProblem[] = [];

  /** Reads one account record; when its own fields cannot be read, its transactions have nothing to stand on either. */
  account(path: string, record: unknown, read: (record: JsonObject) => AccountReading): void {
    const reading = this.attempt(path, () => read(objectAt(record, '')));
    if (reading === null) return;
    const transactions: TransactionFacts[] = [];
    for (let index = 0; index < reading.transactions.length; index++) {
      const given = reading.transactions[index];
      try {
        const read = reading.readTransaction(isObject(given) ? given : objectAt(given, ''));
        if (read !== null) transactions.push(read);
      } catch (error) {
        this.#report(`${path}.transactions[${index}]`, error);
      }
    }
    this.add({ facts: reading.facts, transactions });
  }

  /** Runs a reading step; null, and a problem below `path`, when a field stops it. */
  attempt<T>(path: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      this.#report(path, error);
      return null;
    }
  }

  /** Takes an account whose records were read one by one with `attempt`. */
  add(account: ImportedAccount): void {
    if (this.#accounts.length === ACCOUNTS_MAX)
      throw new AppError(
        'BAD_REQUEST',
        `accounts holds more than ${ACCOUNTS_MAX} accounts: send those of one customer`,
      );
    this.#accounts.push(account);
  }

  #report(path: string, error: unknown): void {
    if (!(error instanceof FieldProblem)) throw error;
    const at = [path, error.field].filter((part) => part !== '').join('.');
    this.#problems.push({ path: at, kind: error.kind, message: error.message });
    if (this.#problems.length < PROBLEMS_MAX) return;
    const [first] = this.#problems;
    throw new AppError(
      'BAD_REQUEST',
      `${first?.path} ${first?.message} (the first of ${PROBLEMS_MAX} records that cannot be read; the rest was left unread)`,
    );
  }

  /** The batch of everything read so far. */
  batch(format: Format): ImportBatch {
    return { format, accounts: this.#accounts, problems: this.#problems };
  }
}

/** Reads the accounts of `{connections: [{accounts: [...]}]}`, the frame of all aggregators' raw data. */
export function readConnections(
  json: JsonObject,
  reader: BatchReader,
  read: (record: JsonObject, connection: JsonObject) => AccountReading,
): void {
  const connections = reader.attempt('', () => requiredList(json, 'connections')) ?? [];
  connections.forEach((given, index) => {
    const path = `connections[${index}]`;
    const connection = reader.attempt(path, () => objectAt(given, ''));
    if (connection === null) return;
    const accounts = reader.attempt(path, () => requiredList(connection, 'accounts')) ?? [];
    accounts.forEach((account, position) => {
      reader.account(`${path}.accounts[${position}]`, account, (record) => read(record, connection));
    });
  });
}

/** A list that must be there; throws FieldProblem otherwise. */
export function requiredList(record: JsonObject, field: string): readonly unknown[] {
  const value = record[field];
  if (Array.isArray(value)) return value;
  const kind = value === undefined || value === null ? 'missing' : 'invalid';
  throw new FieldProblem(field, kind, kind === 'missing' ? 'is missing: give a list' : 'is not a list: give a list');
}
