import type { AccountType, Ownership } from '../../domain/account.js';
import { NO_HINTS, type TransactionFacts } from '../../domain/transaction.js';
import { type BankDate, compactIban, countryOf } from '../bank-dates.js';
import {
  currencyAt,
  decorativeText,
  inside,
  isObject,
  type JsonObject,
  listAt,
  objectAt,
  optionalText,
  TEXT_LENGTH_MAX,
} from '../fields.js';
import { requiredList } from '../read-records.js';
import type { AccountContext, AccountIdentity, Located, LocatedTransaction, Psd2Bank } from './bank.js';
import { readBerlinGroupMoney } from './berlin-group-account.js';
import { NOT_AVAILABLE, providerProperties } from './provider-properties.js';

const PROVIDER_KEY = 'BUNQNL2A';

/** Kinds of account by the name of the object that wraps them. Accounts at other banks that bunq merely shows are left out. */
const KINDS: Readonly<Record<string, { readonly type: AccountType; readonly ownership: Ownership }>> = {
  MonetaryAccountBank: { type: 'CHECKING', ownership: 'HOLDER' },
  MonetaryAccountLight: { type: 'CHECKING', ownership: 'HOLDER' },
  MonetaryAccountJoint: { type: 'CHECKING', ownership: 'CO_HOLDER' },
  MonetaryAccountSavings: { type: 'SAVINGS', ownership: 'HOLDER' },
  MonetaryAccountCard: { type: 'CREDIT_CARD', ownership: 'HOLDER' },
};

/**
 * bunq, which speaks an API of its own: `{Response: [{MonetaryAccountBank: {…}}]}` with the balance inside, and
 * `{Response: [{Payment: {…}}]}`. Amounts are signed decimal text under `value`; times are UTC without saying so.
 */
export const bunq: Psd2Bank = {
  providerKey: PROVIDER_KEY,
  name: 'bunq',
  precision: 'FRACTION',
  issuesForeignIbans: false,
  listAccounts,
  accountId: (record) => optionalText(accountOf(record).account, 'id'),
  readAccount,
  readAccountBalance: (record, context) => ({ amountMinor: balanceOf(accountOf(record).account, context), at: null }),
  readBalances: (body, context) => ({ amountMinor: balanceOf(body, context), at: null }),
  listTransactions: (body) => requiredList(body, 'Response').map(locatePayment),
  readTransaction: (record, _isPending, context) => readTransaction(record, context),
};

function listAccounts(body: JsonObject): Located[] {
  return requiredList(body, 'Response').flatMap((record, index) => {
    const isKnown = isObject(record) && Object.keys(record).some((kind) => Object.hasOwn(KINDS, kind));
    return isKnown ? [{ path: `Response[${index}]`, record }] : [];
  });
}

function locatePayment(given: unknown, index: number): LocatedTransaction {
  const record = isObject(given) ? given['Payment'] : given;
  return { path: `Response[${index}].Payment`, record, isPending: false };
}

function accountOf(record: JsonObject): { readonly kind: string; readonly account: JsonObject } {
  const kind = Object.keys(record).find((one) => Object.hasOwn(KINDS, one)) ?? '';
  return { kind, account: objectAt(record[kind], kind) };
}

function balanceOf(account: JsonObject, context: AccountContext): number {
  return readBerlinGroupMoney(account, 'balance', context.currency, ['value']).amountMinor;
}

function readAccount(record: JsonObject): AccountIdentity {
  const { kind, account } = accountOf(record);
  return inside(kind, () => {
    const aliases = listAt(account, 'alias').filter(isObject);
    const alias = aliases.find((one) => decorativeText(one, 'type')?.toUpperCase() === 'IBAN') ?? null;
    const iban = compactIban(decorativeText(alias, 'value'));
    const country = countryOf(decorativeText(account, 'country'), iban) ?? 'NL';
    return {
      type: KINDS[kind]?.type ?? 'UNKNOWN',
      usage: 'UNKNOWN',
      ownership: KINDS[kind]?.ownership ?? 'UNKNOWN',
      currency: currencyAt(account, 'currency', null),
      ownerNames: ownersOf(account, alias),
      name: decorativeText(account, 'description'),
      number: null,
      iban,
      bic: PROVIDER_KEY,
      bank: { id: PROVIDER_KEY, name: 'bunq', logoUrl: null, country },
      country,
      comingMinor: null,
      savings: null,
      loan: null,
      aggregatorId: optionalText(account, 'id'),
      providerKey: PROVIDER_KEY,
    };
  });
}

function ownersOf(account: JsonObject, alias: JsonObject | null): string[] {
  const coOwners = listAt(account, 'all_co_owner').map((one) => {
    const label = isObject(one) ? one['alias'] : null;
    return isObject(label) ? decorativeText(label, 'display_name') : null;
  });
  return [...new Set([decorativeText(alias, 'name'), ...coOwners].filter((name) => name !== null))];
}

function readTransaction(record: JsonObject, context: AccountContext): TransactionFacts {
  const { amountMinor, currency } = readBerlinGroupMoney(record, 'amount', context.currency, ['value']);
  const created = momentOf(record, context);
  const other = isObject(record['counterparty_alias']) ? record['counterparty_alias'] : null;
  const counterpartyName = decorativeText(other, 'display_name');
  const id = optionalText(record, 'id');
  const transactionType = decorativeText(record, 'sub_type');
  const transactionTypeName = decorativeText(record, 'type');
  const afterMinor = isObject(record['balance_after_mutation'])
    ? readBerlinGroupMoney(record, 'balance_after_mutation', context.currency, ['value']).amountMinor
    : null;
  return {
    amountMinor,
    currency,
    description: descriptionOf(record) || counterpartyName || '',
    date: created.date,
    bookingDate: created.date,
    valueDate: null,
    bookingInstant: created.instant,
    valueInstant: null,
    counterpartyName,
    counterpartyAccount: compactIban(decorativeText(other, 'iban')),
    isComing: false,
    hints: {
      ...NO_HINTS,
      proprietaryType: transactionTypeName ?? transactionType,
      merchantCategoryCode: decorativeText(other, 'merchant_category_code'),
    },
    balanceAfterMinor: afterMinor,
    aggregatorId: id,
    aggregatorCategory: null,
    aggregatorType: transactionTypeName,
    providerProperties: providerProperties(
      { providerKey: PROVIDER_KEY, transactionId: id, balanceAfterMinor: afterMinor, currency: context.currency },
      { ...NOT_AVAILABLE, transactionType, transactionTypeName },
    ),
  };
}

/** Payments between customers of bunq may carry 9,000 characters: better a text cut than a payment lost. */
function descriptionOf(record: JsonObject): string | null {
  const given = record['description'];
  const text = typeof given === 'string' ? given.slice(0, TEXT_LENGTH_MAX) : given;
  return optionalText({ description: text }, 'description');
}

/** `2018-09-04 13:49:03.006898`: the API states all its times in UTC. */
function momentOf(record: JsonObject, context: AccountContext): BankDate {
  const text = optionalText(record, 'created');
  const isBare = text !== null && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d+)?$/.test(text);
  return context.dates.required({ created: isBare ? `${text}Z` : text }, 'created');
}
