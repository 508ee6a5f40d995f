import { type Instant, parseInstant } from '../../domain/instant.js';
import type { TransactionFacts, TransactionHints } from '../../domain/transaction.js';
import { type BankDate, compactIban } from '../bank-dates.js';
import {
  checkText,
  decorativeText,
  FieldProblem,
  inside,
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  optionalText,
} from '../fields.js';
import { requiredList } from '../read-records.js';
import { type AccountContext, type LocatedTransaction, locate, type MomentPrecision, type Psd2Bank } from './bank.js';
import { readBerlinGroupAccount, readBerlinGroupBalances, readBerlinGroupMoney } from './berlin-group-account.js';
import { providerProperties, type TableProperties } from './provider-properties.js';

/** What sets one bank's dialect of Berlin Group NextGenPSD2 apart. */
export interface BerlinGroupDialect {
  readonly providerKey: string;
  readonly name: string;
  /** Country of the bank, ISO 3166 alpha-2; the Netherlands unless told. */
  readonly country?: string;
  readonly precision: MomentPrecision;
  /** The bank's columns of the contract's table, off one transaction. */
  readonly properties: (record: JsonObject) => TableProperties;
  /** Where the moment of a transaction stands; none where the bank tells days alone. */
  readonly momentFields?: readonly string[];
  /** Where the account holder's name stands; `ownerName` unless told. */
  readonly ownerFields?: readonly string[];
  /** Under which names the number of an amount is written; `amount` unless told. */
  readonly amountFields?: readonly string[];
}

/** The bank's own id of a transaction, best first: some banks number entries, cards have ids of their own. */
const ID_FIELDS = ['transactionId', 'cardTransactionId', 'entryReference', 'internalTransactionId'];
const ISO_TRANSACTION_CODE = /^[A-Z]{4}-[A-Z]{4}-[A-Z]{4}$/;

/** Builds the reader of a bank that speaks Berlin Group NextGenPSD2. */
export function berlinGroupBank(dialect: BerlinGroupDialect): Psd2Bank {
  const { providerKey, name, precision, amountFields, country = 'NL', ownerFields = ['ownerName'] } = dialect;
  return {
    providerKey,
    name,
    precision,
    issuesForeignIbans: false,
    listAccounts: (body) => locate('accounts', requiredList(body, 'accounts')),
    accountId: (record) => optionalText(record, 'resourceId'),
    readAccount: (record) => readBerlinGroupAccount(record, { providerKey, name, country, ownerFields }),
    readAccountBalance: (record, context) =>
      record['balances'] === undefined ? null : readBerlinGroupBalances(record, context, amountFields),
    readBalances: (body, context) => readBerlinGroupBalances(body, context, amountFields),
    listTransactions,
    readTransaction: (record, isPending, context) => readTransaction(record, isPending, context, dialect),
  };
}

/** Accounts list under `transactions`, card accounts under `cardTransactions`. */
function listTransactions(body: JsonObject): LocatedTransaction[] {
  const outer = body['cardTransactions'] === undefined ? 'transactions' : 'cardTransactions';
  const lists = objectAt(body[outer], outer);
  return ['booked', 'pending'].flatMap((inner) =>
    locate(
      `${outer}.${inner}`,
      inside(outer, () => listAt(lists, inner)),
    ).map((one) => ({
      ...one,
      isPending: inner === 'pending',
    })),
  );
}

function readTransaction(
  record: JsonObject,
  isPending: boolean,
  context: AccountContext,
  dialect: BerlinGroupDialect,
): TransactionFacts {
  const { amountMinor, currency } = readBerlinGroupMoney(
    record,
    'transactionAmount',
    context.currency,
    dialect.amountFields,
  );
  const moment = momentOf(record, context, dialect);
  const booked = context.dates.optional(record, 'bookingDate') ?? moment;
  const valued = context.dates.optional(record, 'valueDate') ?? context.dates.optional(record, 'transactionDate');
  const date = booked ?? valued;
  if (date === null) {
    throw new FieldProblem('bookingDate', 'missing', 'is missing, and so is valueDate: give at least one');
  }
  const other = counterpartyOf(record, amountMinor < 0, context.iban);
  const properties = dialect.properties(record);
  const id = ID_FIELDS.map((field) => optionalText(record, field)).find((one) => one !== null) ?? null;
  const afterMinor = balanceAfterOf(record, context, dialect.amountFields);
  return {
    amountMinor,
    currency,
    description: descriptionOf(record) || other.name || '',
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: valued?.date ?? null,
    bookingInstant: moment?.instant ?? null,
    valueInstant: null,
    counterpartyName: other.name,
    counterpartyAccount: other.account,
    isComing: isPending,
    hints: hintsOf(record, properties),
    balanceAfterMinor: afterMinor,
    aggregatorId: id,
    aggregatorCategory: null,
    aggregatorType: properties.transactionTypeName ?? properties.transactionType,
    providerProperties: providerProperties(
      {
        providerKey: dialect.providerKey,
        transactionId: id,
        balanceAfterMinor: afterMinor,
        currency: context.currency,
      },
      properties,
    ),
  };
}

/** The moment as exactly as the contract promises for the bank; null where it promises the day alone. */
function momentOf(record: JsonObject, context: AccountContext, dialect: BerlinGroupDialect): BankDate | null {
  const { momentFields = [], precision } = dialect;
  const field = momentFields.find((one) => optionalText(record, one) !== null);
  const read = field === undefined || precision === 'DAY' ? null : context.dates.optional(record, field);
  return read === null ? null : { date: read.date, instant: read.instant && toPrecision(read.instant, precision) };
}

/** Cuts the fraction of a second where the contract promises none. */
function toPrecision(instant: Instant, precision: MomentPrecision): Instant {
  return precision === 'SECOND' ? parseInstant(`${instant.slice(0, 19)}Z`) : instant;
}

function balanceAfterOf(record: JsonObject, context: AccountContext, amountFields?: readonly string[]): number | null {
  const given = record['balanceAfterTransaction'];
  if (!isObject(given) || !isObject(given['balanceAmount'])) return null;
  return inside('balanceAfterTransaction', () => {
    const { amountMinor, currency } = readBerlinGroupMoney(given, 'balanceAmount', context.currency, amountFields);
    return currency === context.currency ? amountMinor : null;
  });
}

interface Counterparty {
  readonly name: string | null;
  readonly account: string | null;
}

/** The creditor of a debit, the debtor of a credit. Banks that name only one side name the other party there. */
function counterpartyOf(record: JsonObject, isDebit: boolean, ownIban: string | null): Counterparty {
  const other = partyOf(record, isDebit ? 'creditor' : 'debtor');
  const own = partyOf(record, isDebit ? 'debtor' : 'creditor');
  if (other.name !== null || other.account !== null) return other;
  if (own.name !== null && own.account !== null && own.account !== ownIban) return own;
  return { name: decorativeText(record, 'initiatingPartyName'), account: null };
}

function partyOf(record: JsonObject, side: 'creditor' | 'debtor'): Counterparty {
  const ultimate = side === 'creditor' ? 'ultimateCreditor' : 'ultimateDebtor';
  const account = record[`${side}Account`];
  const number = ['iban', 'bban', 'maskedPan'].map((field) =>
    isObject(account) ? decorativeText(account, field) : null,
  );
  return {
    name: decorativeText(record, `${side}Name`) ?? decorativeText(record, ultimate),
    account: compactIban(number.find((one) => one !== null) ?? null),
  };
}

/** The lines of remittance information, free text before the reference, one space between lines, nothing twice. */
function descriptionOf(record: JsonObject): string {
  const lines = [
    record['remittanceInformationUnstructured'],
    ...listAt(record, 'remittanceInformationUnstructuredArray'),
    remittanceReference(record),
    record['transactionDetails'],
  ].flatMap((given) => (typeof given === 'string' ? [oneLine(given)] : []));
  const told = lines.reduce((text, line) => {
    if (text.includes(line)) return text;
    return line.includes(text) ? line : `${text} ${line}`;
  }, '');
  const text = told || oneLine(decorativeText(record, 'additionalInformation') ?? '');
  return checkText(text, 'remittanceInformationUnstructured');
}

/** Line breaks are the bank's layout, `<br>` at ING. */
function oneLine(text: string): string {
  return text.replace(/\s*(?:<br\s*\/?>|[\r\n])\s*/g, ' ').trim();
}

/** The structured reference, which banks write as text or as `{reference}`. */
export function remittanceReference(record: JsonObject): string | null {
  const given = record['remittanceInformationStructured'];
  return isObject(given)
    ? decorativeText(given, 'reference')
    : decorativeText(record, 'remittanceInformationStructured');
}

function hintsOf(record: JsonObject, properties: TableProperties): TransactionHints {
  const code = decorativeText(record, 'bankTransactionCode');
  return {
    purposeCode: decorativeText(record, 'purposeCode'),
    reasonCode: properties.reasonCode ?? decorativeText(record, 'reasonCode'),
    bankTransactionCode: code !== null && ISO_TRANSACTION_CODE.test(code) ? code : null,
    proprietaryType:
      properties.transactionTypeName ??
      properties.transactionType ??
      decorativeText(record, 'proprietaryBankTransactionCode'),
    merchantCategoryCode: decorativeText(record, 'merchantCategoryCode'),
    creditorId: decorativeText(record, 'creditorId'),
    mandateId: decorativeText(record, 'mandateId'),
  };
}
