import { Temporal } from 'temporal-polyfill';
import { instantOfEpochMs, timeZoneOf } from '../../domain/instant.js';
import type { MinorUnits } from '../../domain/money.js';
import { NO_HINTS, type TransactionFacts } from '../../domain/transaction.js';
import { type BankDate, compactIban, countryOf } from '../bank-dates.js';
import {
  checkText,
  currencyAt,
  decimalAt,
  decorativeText,
  FieldProblem,
  type JsonObject,
  listAt,
  optionalText,
} from '../fields.js';
import { requiredList } from '../read-records.js';
import { type AccountContext, type AccountIdentity, locate, type Psd2Bank } from './bank.js';
import { NOT_AVAILABLE, providerProperties } from './provider-properties.js';

const PROVIDER_KEY = 'ABNANL2A';
const NAME = 'ABN AMRO';

/**
 * ABN AMRO, which speaks an API of its own: one details body an account (its number is its id), one balance, and
 * transactions with the balance after each. Amounts are JSON numbers, the time of a transaction is Dutch local time.
 */
export const abnAmro: Psd2Bank = {
  providerKey: PROVIDER_KEY,
  name: NAME,
  precision: 'FRACTION',
  issuesForeignIbans: false,
  listAccounts: (body) => [{ path: '', record: body }],
  accountId: (record) => optionalText(record, 'accountNumber'),
  readAccount,
  readAccountBalance: () => null,
  readBalances: (body, context) => ({ amountMinor: decimalAt(body, 'amount', context.currency), at: null }),
  listTransactions: (body) =>
    locate('transactions', requiredList(body, 'transactions')).map((one) => ({ ...one, isPending: false })),
  readTransaction: (record, _isPending, context) => readTransaction(record, context),
};

function readAccount(record: JsonObject): AccountIdentity {
  const iban = compactIban(optionalText(record, 'accountNumber'));
  const country = countryOf(null, iban) ?? 'NL';
  const owner = decorativeText(record, 'accountHolderName');
  return {
    type: 'CHECKING',
    usage: 'UNKNOWN',
    ownership: 'UNKNOWN',
    currency: currencyAt(record, 'currency', null),
    ownerNames: owner === null ? [] : [owner],
    name: null,
    number: null,
    iban,
    bic: PROVIDER_KEY,
    bank: { id: PROVIDER_KEY, name: NAME, logoUrl: null, country },
    country,
    comingMinor: null,
    savings: null,
    loan: null,
    aggregatorId: optionalText(record, 'accountNumber'),
    providerKey: PROVIDER_KEY,
  };
}

function readTransaction(record: JsonObject, context: AccountContext): TransactionFacts {
  const currency = currencyAt(record, 'currency', context.currency);
  const amountMinor = decimalAt(record, 'amount', currency);
  const moment = momentOf(record, context);
  const booked = context.dates.optional(record, 'bookDate') ?? moment;
  if (booked === null) {
    throw new FieldProblem('bookDate', 'missing', 'is missing, and so is transactionTimestamp: give at least one');
  }
  const lines = linesOf(record);
  const counterpartyName = decorativeText(record, 'counterPartyName');
  const mutationCode = decorativeText(record, 'mutationCode');
  const id = optionalText(record, 'transactionId');
  const afterMinor = balanceAfterOf(record, context);
  return {
    amountMinor,
    currency,
    description: checkText(joinLines(lines), 'descriptionLines') || counterpartyName || '',
    date: booked.date,
    bookingDate: booked.date,
    valueDate: null,
    bookingInstant: moment?.instant ?? null,
    valueInstant: null,
    counterpartyName,
    counterpartyAccount: compactIban(decorativeText(record, 'counterPartyAccountNumber')),
    isComing: false,
    hints: {
      ...NO_HINTS,
      proprietaryType: mutationCode,
      creditorId: valueAfter(lines, 'Incassant:'),
      mandateId: valueAfter(lines, 'Machtiging:'),
    },
    balanceAfterMinor: afterMinor,
    aggregatorId: id,
    aggregatorCategory: null,
    aggregatorType: mutationCode,
    providerProperties: providerProperties(
      { providerKey: PROVIDER_KEY, transactionId: id, balanceAfterMinor: afterMinor, currency: context.currency },
      { ...NOT_AVAILABLE, transactionType: mutationCode },
    ),
  };
}

function balanceAfterOf(record: JsonObject, context: AccountContext): MinorUnits | null {
  const given = record['balanceAfterMutation'];
  return given === undefined || given === null ? null : decimalAt(record, 'balanceAfterMutation', context.currency);
}

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})-(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)$/;

/** `2019-08-20-04:16:37.410`, on Dutch clocks. */
function momentOf(record: JsonObject, context: AccountContext): BankDate | null {
  const text = optionalText(record, 'transactionTimestamp');
  if (text === null) return null;
  const [, day, time] = TIMESTAMP.exec(text) ?? [];
  try {
    const local = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' });
    const instant = instantOfEpochMs(local.toZonedDateTime(timeZoneOf('NL')).epochMilliseconds);
    return context.dates.required({ instant }, 'instant');
  } catch {
    throw new FieldProblem('transactionTimestamp', 'invalid', 'is not a time such as 2026-03-01-12:00:00.000');
  }
}

function linesOf(record: JsonObject): string[] {
  return listAt(record, 'descriptionLines').filter((line): line is string => typeof line === 'string');
}

/** The bank prints lines of 32 characters; SEPA texts are cut there even inside a word. */
const LINE_LENGTH = 32;
const KEYWORD = /^(?:IBAN|BIC|Naam|Omschrijving|Kenmerk|Machtiging|Incassant|Voor|Volgnummer|Betalingskenm\.?): ?/;

/** The lines as one text: what was cut inside a SEPA value is put together again, all else gets one space between. */
function joinLines(lines: readonly string[]): string {
  const isSepa = lines[0]?.startsWith('SEPA') ?? false;
  let insideValue = false;
  let text = '';
  lines.forEach((line, index) => {
    const isKeyword = KEYWORD.test(line);
    const isCut = insideValue && !isKeyword && lines[index - 1]?.length === LINE_LENGTH;
    text += isSepa && isCut ? line : `\n${line}`;
    insideValue = isKeyword || insideValue;
  });
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}

function valueAfter(lines: readonly string[], keyword: string): string | null {
  const line = lines.find((one) => one.startsWith(keyword));
  return line?.slice(keyword.length).trim() || null;
}
