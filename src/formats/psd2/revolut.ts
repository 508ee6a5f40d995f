import type { AccountType, AccountUsage } from '../../domain/account.js';
import type { MinorUnits } from '../../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../../domain/transaction.js';
import { compactIban, countryOf } from '../bank-dates.js';
import {
  checkText,
  currencyAt,
  decimalAt,
  decorativeText,
  FieldProblem,
  inside,
  isObject,
  type JsonObject,
  listAt,
  looseChoiceAt,
  objectAt,
  optionalText,
} from '../fields.js';
import { requiredList } from '../read-records.js';
import {
  type AccountContext,
  type AccountIdentity,
  type Located,
  locate,
  type Psd2Bank,
  type RawBalance,
} from './bank.js';
import { NOT_AVAILABLE, providerProperties } from './provider-properties.js';

const PROVIDER_KEY = 'REVOLT21';
const NAME = 'Revolut';

const TYPES: Readonly<Record<string, AccountType>> = {
  CURRENTACCOUNT: 'CHECKING',
  EMONEY: 'CHECKING',
  PREPAIDCARD: 'CHECKING',
  SAVINGS: 'SAVINGS',
  CREDITCARD: 'CREDIT_CARD',
  CHARGECARD: 'CREDIT_CARD',
  LOAN: 'LOAN',
  MORTGAGE: 'LOAN',
};
const USAGES: Readonly<Record<string, AccountUsage>> = { PERSONAL: 'PERSONAL', BUSINESS: 'PROFESSIONAL' };

/** Booked before available, as elsewhere. */
const BALANCE_TYPES = ['InterimBooked', 'ClosingBooked', 'Expected', 'OpeningBooked', 'InterimAvailable'];

/**
 * Revolut, which speaks the UK's Open Banking: `{Data: {Account|Balance|Transaction: [...]}}`, amounts without sign beside a
 * CreditDebitIndicator. Its IBANs are Lithuanian or British wherever the customer lives.
 */
export const revolut: Psd2Bank = {
  providerKey: PROVIDER_KEY,
  name: NAME,
  precision: 'FRACTION',
  issuesForeignIbans: true,
  listAccounts: (body) => dataOf(body, 'Account'),
  accountId: (record) => optionalText(record, 'AccountId'),
  readAccount,
  readAccountBalance: () => null,
  readBalances,
  listTransactions: (body) => dataOf(body, 'Transaction').map(withStatus),
  readTransaction,
};

function dataOf(body: JsonObject, name: string): Located[] {
  return inside('Data', () => locate(`Data.${name}`, requiredList(objectAt(body['Data'], ''), name)));
}

function withStatus(one: Located): Located & { readonly isPending: boolean } {
  const status = isObject(one.record) ? decorativeText(one.record, 'Status') : null;
  return { ...one, isPending: status?.toLowerCase() === 'pending' };
}

function readAccount(record: JsonObject): AccountIdentity {
  const references = listAt(record, 'Account').filter(isObject);
  const scheme = (name: string) =>
    references.find((one) => decorativeText(one, 'SchemeName')?.toUpperCase().endsWith(name)) ?? null;
  const iban = compactIban(decorativeText(scheme('.IBAN'), 'Identification'));
  const country = countryOf(null, iban);
  const owners = references.map((one) => decorativeText(one, 'Name')).filter((name) => name !== null);
  return {
    type: looseChoiceAt(record, 'AccountSubType', TYPES, 'UNKNOWN'),
    usage: looseChoiceAt(record, 'AccountType', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    currency: currencyAt(record, 'Currency', null),
    ownerNames: [...new Set(owners)],
    name: decorativeText(record, 'Nickname'),
    number: decorativeText(scheme('.SORTCODEACCOUNTNUMBER'), 'Identification'),
    iban,
    bic: PROVIDER_KEY,
    bank: { id: PROVIDER_KEY, name: NAME, logoUrl: null, country },
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'AccountId'),
    providerKey: PROVIDER_KEY,
  };
}

function readBalances(body: JsonObject, context: AccountContext): RawBalance {
  const rank = (balance: JsonObject) => {
    const found = BALANCE_TYPES.indexOf(decorativeText(balance, 'Type') ?? '');
    return found < 0 ? BALANCE_TYPES.length : found;
  };
  const given = dataOf(body, 'Balance').flatMap(({ path, record }) => (isObject(record) ? [{ path, record }] : []));
  const best = given.sort((a, b) => rank(a.record) - rank(b.record))[0];
  if (best === undefined) throw new FieldProblem('Data.Balance', 'missing', 'is empty: give at least one balance');
  return inside(best.path, () => ({
    amountMinor: signedAmount(best.record, context),
    at: context.dates.optional(best.record, 'DateTime'),
  }));
}

/** The amount with the sign of its CreditDebitIndicator. */
function signedAmount(record: JsonObject, context: AccountContext): MinorUnits {
  const amountMinor = inside('Amount', () => {
    const amount = objectAt(record['Amount'], '');
    return decimalAt(amount, 'Amount', currencyAt(amount, 'Currency', context.currency));
  });
  const indicator = decorativeText(record, 'CreditDebitIndicator')?.toLowerCase();
  if (indicator !== 'credit' && indicator !== 'debit') {
    const kind = indicator === undefined ? 'missing' : 'invalid';
    throw new FieldProblem('CreditDebitIndicator', kind, 'is neither Credit nor Debit: give one of them');
  }
  return indicator === 'debit' && amountMinor !== 0 ? -amountMinor : amountMinor;
}

function readTransaction(record: JsonObject, isPending: boolean, context: AccountContext): TransactionFacts | null {
  if (decorativeText(record, 'Status')?.toLowerCase() === 'rejected') return null;
  const amountMinor = signedAmount(record, context);
  const booked = context.dates.optional(record, 'BookingDateTime');
  const valued = context.dates.optional(record, 'ValueDateTime');
  const date = booked ?? valued;
  if (date === null) {
    throw new FieldProblem('BookingDateTime', 'missing', 'is missing, and so is ValueDateTime: give at least one');
  }
  const code = isObject(record['ProprietaryBankTransactionCode']) ? record['ProprietaryBankTransactionCode'] : null;
  const transactionType = decorativeText(code, 'Code');
  const merchant = isObject(record['MerchantDetails']) ? record['MerchantDetails'] : null;
  const party = record[amountMinor < 0 ? 'CreditorAccount' : 'DebtorAccount'];
  const other = isObject(party) && !isOwn(party, context) ? party : null;
  const counterpartyName = decorativeText(merchant, 'MerchantName') ?? decorativeText(other, 'Name');
  const id = optionalText(record, 'TransactionId');
  const balance = record['Balance'];
  const afterMinor = isObject(balance) ? inside('Balance', () => signedAmount(balance, context)) : null;
  const description = checkText(optionalText(record, 'TransactionInformation') ?? '', 'TransactionInformation');
  return {
    amountMinor,
    currency: currencyAt(objectAt(record['Amount'], 'Amount'), 'Currency', context.currency),
    description: description || counterpartyName || '',
    date: date.date,
    bookingDate: booked?.date ?? null,
    valueDate: valued?.date ?? null,
    bookingInstant: booked?.instant ?? null,
    valueInstant: valued?.instant ?? null,
    counterpartyName,
    counterpartyAccount: compactIban(decorativeText(other, 'Identification')),
    isComing: isPending,
    hints: {
      ...NO_HINTS,
      proprietaryType: transactionType,
      merchantCategoryCode: decorativeText(merchant, 'MerchantCategoryCode'),
    },
    balanceAfterMinor: afterMinor,
    aggregatorId: id,
    aggregatorCategory: null,
    aggregatorType: transactionType,
    providerProperties: providerProperties(
      { providerKey: PROVIDER_KEY, transactionId: id, balanceAfterMinor: afterMinor, currency: context.currency },
      { ...NOT_AVAILABLE, transactionType },
    ),
  };
}

/** Revolut also names the customer's own account as a party. */
function isOwn(party: JsonObject, context: AccountContext): boolean {
  return context.iban !== null && compactIban(decorativeText(party, 'Identification')) === context.iban;
}
