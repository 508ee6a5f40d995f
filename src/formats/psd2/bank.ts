import type { AccountFacts } from '../../domain/account.js';
import type { CurrencyCode, MinorUnits } from '../../domain/money.js';
import type { TransactionFacts } from '../../domain/transaction.js';
import type { BankDate, BankDates } from '../bank-dates.js';
import type { JsonObject } from '../fields.js';

/** How exactly a bank tells the moment of a transaction (last column of the contract's table). */
export type MomentPrecision = 'DAY' | 'SECOND' | 'FRACTION';

/** A record inside a response body, and where in it. */
export interface Located {
  readonly path: string;
  readonly record: unknown;
}

export interface LocatedTransaction extends Located {
  /** In the bank's list of transactions that are announced but not booked. */
  readonly isPending: boolean;
}

/** An account before its balance is known. */
export type AccountIdentity = Omit<AccountFacts, 'balanceMinor' | 'balanceDate' | 'balanceInstant'>;

/** A balance; `at` is null where the bank says neither day nor time, which means "now". */
export interface RawBalance {
  readonly amountMinor: MinorUnits;
  readonly at: BankDate | null;
}

/** What the transactions of one account have in common. */
export interface AccountContext {
  readonly currency: CurrencyCode;
  readonly iban: string | null;
  readonly dates: BankDates;
}

/** How one bank's answers are read. All readers throw FieldProblem, with fields relative to the record they are given. */
export interface Psd2Bank {
  /** Contract B's key, the BIC. */
  readonly providerKey: string;
  readonly name: string;
  readonly precision: MomentPrecision;
  /** True where customers get IBANs of another country than theirs, so that an IBAN does not tell the time zone. */
  readonly issuesForeignIbans: boolean;
  /** The account records of one response body. */
  readonly listAccounts: (body: JsonObject) => readonly Located[];
  /** The id under which balances and transactions of the account are asked for. */
  readonly accountId: (record: JsonObject) => string | null;
  readonly readAccount: (record: JsonObject) => AccountIdentity;
  /** From the account record where the bank puts it there; null where it does not. */
  readonly readAccountBalance: (record: JsonObject, context: AccountContext) => RawBalance | null;
  /** From the body of the balances request. */
  readonly readBalances: (body: JsonObject, context: AccountContext) => RawBalance;
  /** The transaction records of one page. */
  readonly listTransactions: (body: JsonObject) => readonly LocatedTransaction[];
  /** Null for a record of money that never moved. */
  readonly readTransaction: (
    record: JsonObject,
    isPending: boolean,
    context: AccountContext,
  ) => TransactionFacts | null;
}

/** Locates the records of a list under its name. */
export function locate(path: string, records: readonly unknown[]): Located[] {
  return records.map((record, index) => ({ path: `${path}[${index}]`, record }));
}
