import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTRACT_PROVIDERS } from '../../../src/formats/psd2/providers.js';
import { only, readAnswers } from './bank-answers.js';

const CONTRACT = join(import.meta.dirname, '..', '..', 'data', 'seeds', 'fields-per-provider.txt');

/** Names of the table's rows. The published page has lost its column borders, so names and values are told by vocabulary. */
const KEY_OF_NAME: Readonly<Record<string, string>> = {
  'EnableNow Sandbox Bank': 'ENABNL2A',
  'ABN AMRO': 'ABNANL2A',
  Rabobank: 'RABONL2U',
  ING: 'INGBNL2A',
  Knab: 'KNABNL2H',
  'SNS Bank': 'SNSBNL2A',
  'ASN Bank': 'ASNBNL21',
  RegioBank: 'RBRBNL21',
  Bunq: 'BUNQNL2A',
  'Van Lanschot': 'FVLBNL22',
  Triodos: 'TRIONL2U',
  Revolut: 'REVOLT21',
};
const VALUE =
  /Not available|remittanceInformationStructured(?:\.reference(?:Type|Issuer)?)?|Rabo(?:DetailedTransactionType|TransactionTypeName)|ProprietaryBankTransactionCode(?:\.Code)?|BankTransactionCode|ReturnInformationCode|ReasonCode|PurposeCode|MutationCode|TransactionType|SubType|Type/g;
const PRECISIONS: Readonly<Record<string, { readonly precision: string; readonly instant: string | null }>> = {
  'Date & time with fractional seconds': { precision: 'FRACTION', instant: '2026-03-01T10:20:30.456Z' },
  'Date & time without fractional seconds': { precision: 'SECOND', instant: '2026-03-01T10:20:30.000Z' },
  'Date only': { precision: 'DAY', instant: null },
};
const COLUMNS = [
  'transactionType',
  'transactionTypeName',
  'reasonCode',
  'purposeCode',
  'remittanceInfo',
  'remittanceInfoType',
  'remittanceInfoIssuer',
];

interface Row {
  readonly name: string;
  readonly values: readonly string[];
  readonly moment: string;
}

function rowsOfTable(): Row[] {
  const lines = readFileSync(CONTRACT, 'utf8').split('\n');
  return lines.slice(lines.findIndex((line) => line.startsWith('Bank / Provider')) + 1).flatMap((line) => {
    const name = Object.keys(KEY_OF_NAME).find((one) => line.startsWith(one));
    const moment = Object.keys(PRECISIONS).find((one) => line.endsWith(one));
    if (name === undefined || moment === undefined) return [];
    const middle = line.slice(name.length, -moment.length);
    const values = middle.match(VALUE) ?? [];
    expect(values.join('')).toBe(middle);
    return [{ name, values, moment }];
  });
}

const MOMENT = '2026-03-01T10:20:30.456Z';

/** A transaction with every field of the table that the bank could send, each holding the table's name of it. */
function everything(key: string, structuredIsText: boolean): unknown {
  const id = { id: 't-1', transactionId: 't-1', TransactionId: 't-1' };
  if (key === 'ABNANL2A') {
    const timestamp = '2026-03-01-11:20:30.456';
    const own = { mutationCode: 'MutationCode', transactionTimestamp: timestamp, bookDate: '2026-03-01' };
    return { transactions: [{ ...id, ...own, ...berlinGroup(false), amount: -1, currency: 'EUR' }] };
  }
  if (key === 'BUNQNL2A') {
    const own = { created: '2026-03-01 10:20:30.456000', type: 'Type', sub_type: 'SubType', description: 'X' };
    return {
      Response: [{ Payment: { ...berlinGroup(false), ...id, ...own, amount: { value: '-1', currency: 'EUR' } } }],
    };
  }
  if (key === 'REVOLT21') {
    const code = { Code: 'ProprietaryBankTransactionCode.Code', Issuer: 'Revolut' };
    const own = { BookingDateTime: MOMENT, CreditDebitIndicator: 'Debit', ProprietaryBankTransactionCode: code };
    return {
      Data: { Transaction: [{ ...berlinGroup(false), ...id, ...own, Amount: { Amount: '1', Currency: 'EUR' } }] },
    };
  }
  return { transactions: { booked: [{ ...id, ...berlinGroup(structuredIsText) }] } };
}

function berlinGroup(structuredIsText: boolean): Record<string, unknown> {
  const structured = 'remittanceInformationStructured';
  return {
    bookingDate: '2026-03-01',
    executionDateTime: MOMENT,
    raboBookingDateTime: MOMENT,
    bookingDateTime: MOMENT,
    transactionDateTime: MOMENT,
    transactionAmount: { amount: '-1', currency: 'EUR' },
    raboDetailedTransactionType: 'RaboDetailedTransactionType',
    raboTransactionTypeName: 'RaboTransactionTypeName',
    transactionType: 'TransactionType',
    bankTransactionCode: 'BankTransactionCode',
    proprietaryBankTransactionCode: 'ProprietaryBankTransactionCode',
    reasonCode: 'ReasonCode',
    returnInformationCode: 'ReturnInformationCode',
    purposeCode: 'PurposeCode',
    [structured]: structuredIsText
      ? structured
      : {
          reference: `${structured}.reference`,
          referenceType: `${structured}.referenceType`,
          referenceIssuer: `${structured}.referenceIssuer`,
        },
  };
}

function accountOf(key: string): { accounts: unknown; balances: unknown } {
  const amount = { amount: '10', currency: 'EUR' };
  const balances = { balances: [{ balanceType: 'interimBooked', balanceAmount: amount }] };
  if (key === 'ABNANL2A') {
    return { accounts: { accountNumber: 'a', currency: 'EUR' }, balances: { amount: 10, currency: 'EUR' } };
  }
  if (key === 'BUNQNL2A') {
    const account = { id: 'a', currency: 'EUR', balance: { value: '10', currency: 'EUR' } };
    return { accounts: { Response: [{ MonetaryAccountBank: account }] }, balances: undefined };
  }
  if (key === 'REVOLT21') {
    const balance = {
      Amount: { Amount: '10', Currency: 'EUR' },
      CreditDebitIndicator: 'Credit',
      Type: 'InterimBooked',
    };
    return {
      accounts: { Data: { Account: [{ AccountId: 'a', Currency: 'EUR' }] } },
      balances: { Data: { Balance: [balance] } },
    };
  }
  return { accounts: { accounts: [{ resourceId: 'a', currency: 'EUR' }] }, balances };
}

describe('the contract’s table "Fields per provider"', () => {
  const rows = rowsOfTable();

  it('has a row for each of the twelve banks', () => {
    expect(rows.map(({ name }) => KEY_OF_NAME[name])).toEqual(CONTRACT_PROVIDERS.map((bank) => bank.providerKey));
    for (const { values } of rows) expect(values).toHaveLength(COLUMNS.length);
  });

  it.each(rows)('$name gives what its row says, and nothing else', ({ name, values, moment }) => {
    const key = KEY_OF_NAME[name] ?? '';
    const { accounts, balances } = accountOf(key);
    const page = everything(key, values[4] === 'remittanceInformationStructured');
    const batch = readAnswers(key, accounts, [{ resourceId: 'a', balances, transactions: [page] }]);
    expect(batch.problems).toEqual([]);
    const account = only(batch.accounts);
    const transaction = only(account.transactions);
    expect(account.facts.providerKey).toBe(key);
    expect(transaction.providerProperties).toEqual({
      providerKey: key,
      transactionId: 't-1',
      balanceAfterTransaction: null,
      ...Object.fromEntries(
        COLUMNS.map((column, index) => [column, values[index] === 'Not available' ? null : values[index]]),
      ),
    });
    expect(transaction.bookingInstant).toBe(PRECISIONS[moment]?.instant);
    expect(CONTRACT_PROVIDERS.find((bank) => bank.providerKey === key)?.precision).toBe(PRECISIONS[moment]?.precision);
  });
});
