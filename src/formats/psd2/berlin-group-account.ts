import type { AccountType, AccountUsage } from '../../domain/account.js';
import type { CurrencyCode, MinorUnits } from '../../domain/money.js';
import { compactIban, countryOf } from '../bank-dates.js';
import {
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
import type { AccountContext, AccountIdentity, RawBalance } from './bank.js';

/** ISO 20022 cash account types, as Berlin Group and STET name them. */
const TYPES: Readonly<Record<string, AccountType>> = {
  CACC: 'CHECKING',
  CASH: 'CHECKING',
  TRAN: 'CHECKING',
  SVGS: 'SAVINGS',
  ONDP: 'SAVINGS',
  LOAN: 'LOAN',
  CARD: 'CREDIT_CARD',
};
const USAGES: Readonly<Record<string, AccountUsage>> = { PRIV: 'PERSONAL', ORGA: 'PROFESSIONAL' };

/** What the account reader must know of a Berlin Group bank. */
export interface BerlinGroupBankNames {
  readonly providerKey: string;
  readonly name: string;
  /** ISO 3166 alpha-2 of accounts without an IBAN. */
  readonly country: string;
  /** Where the bank writes the holder's name, best first. */
  readonly ownerFields: readonly string[];
}

/** Reads an account of a Berlin Group bank. */
export function readBerlinGroupAccount(record: JsonObject, bank: BerlinGroupBankNames): AccountIdentity {
  const iban = compactIban(optionalText(record, 'iban'));
  const maskedPan = decorativeText(record, 'maskedPan');
  const country = countryOf(null, iban) ?? bank.country;
  const owner = bank.ownerFields.map((field) => decorativeText(record, field)).find((name) => name !== null);
  const nameFields = ['displayName', 'product', 'name'].filter((field) => !bank.ownerFields.includes(field));
  // PSD2 gives access to payment accounts only, so an account of no stated kind is one.
  const kind = iban === null && maskedPan !== null ? 'CREDIT_CARD' : 'CHECKING';
  return {
    type: record['cashAccountType'] ? looseChoiceAt(record, 'cashAccountType', TYPES, 'UNKNOWN') : kind,
    usage: looseChoiceAt(record, 'usage', USAGES, 'UNKNOWN'),
    ownership: 'UNKNOWN',
    currency: currencyAt(record, 'currency', null),
    ownerNames: owner === undefined ? [] : [owner],
    name: nameFields.map((field) => decorativeText(record, field)).find((name) => name !== null) ?? null,
    number: optionalText(record, 'bban') ?? maskedPan,
    iban,
    bic: decorativeText(record, 'bic') ?? decorativeText(record, 'customerBic') ?? bank.providerKey,
    bank: { id: bank.providerKey, name: bank.name, logoUrl: null, country },
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'resourceId'),
    providerKey: bank.providerKey,
  };
}

/**
 * Berlin Group's balance types (and STET's codes), what is booked before what is expected or available: transactions
 * explain a booked balance alone, and available money may be lent.
 */
const BALANCE_TYPES = [
  'interimBooked',
  'ITBD',
  'closingBooked',
  'CLBD',
  'expected',
  'XPCD',
  'openingBooked',
  'authorised',
  'interimAvailable',
  'ITAV',
  'closingAvailable',
  'VALU',
  'forwardAvailable',
];

/** The balance that comes nearest to what is booked, of the list in `record.balances`, in the account's currency. */
export function readBerlinGroupBalances(
  record: JsonObject,
  context: AccountContext,
  amountFields: readonly string[] = ['amount'],
): RawBalance {
  const given = listAt(record, 'balances').map((one, index) => ({ one, path: `balances[${index}]` }));
  // Some banks list balances without an amount ("not known"): those say nothing.
  const usable = given.flatMap(({ one, path }) => {
    const amount = isObject(one) ? one['balanceAmount'] : null;
    const told = isObject(one) && isObject(amount) && amountFields.some((field) => (amount[field] ?? '') !== '');
    return told && isOwnCurrency(amount, context) ? [{ balance: one, path }] : [];
  });
  const best = usable.sort((a, b) => rankOf(a.balance) - rankOf(b.balance))[0];
  if (best === undefined) {
    throw new FieldProblem('balances', 'missing', "hold no amount in the account's currency: give at least one");
  }
  return inside(best.path, () => {
    const { amountMinor } = readBerlinGroupMoney(best.balance, 'balanceAmount', context.currency, amountFields);
    const day = context.dates.optional(best.balance, 'referenceDate');
    return { amountMinor, at: day ?? context.dates.optional(best.balance, 'lastChangeDateTime') };
  });
}

function isOwnCurrency(amount: JsonObject, context: AccountContext): boolean {
  const currency = decorativeText(amount, 'currency');
  return currency === null || currency.toUpperCase() === context.currency;
}

function rankOf(balance: JsonObject): number {
  const rank = BALANCE_TYPES.indexOf(decorativeText(balance, 'balanceType') ?? '');
  return rank < 0 ? BALANCE_TYPES.length : rank;
}

/** An amount object `{currency, amount}`; `amountFields` are the names under which the bank writes the number. */
export function readBerlinGroupMoney(
  record: JsonObject,
  field: string,
  accountCurrency: CurrencyCode,
  amountFields: readonly string[] = ['amount'],
): { readonly amountMinor: MinorUnits; readonly currency: CurrencyCode } {
  return inside(field, () => {
    const amount = objectAt(record[field], '');
    const currency = currencyAt(amount, 'currency', accountCurrency);
    const name = amountFields.find((one) => amount[one] !== undefined && amount[one] !== null);
    return { amountMinor: decimalAt(amount, name ?? amountFields[0] ?? 'amount', currency), currency };
  });
}
