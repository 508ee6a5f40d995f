import { describe, expect, it } from 'vitest';
import type { ImportBatch } from '../../../src/domain/import.js';
import { parseBankData } from '../../../src/formats/parse-bank-data.js';
import { PROVIDERS, providerOf } from '../../../src/formats/psd2/providers.js';
import { only, readAnswers } from './bank-answers.js';

type Fields = Record<string, unknown>;

const BALANCES = {
  balances: [
    { balanceType: 'interimBooked', balanceAmount: { amount: '100.00', currency: 'EUR' }, referenceDate: '2026-03-10' },
  ],
};
const ACCOUNTS = { accounts: [{ resourceId: 'a', iban: 'nl91 abna 0417 1643 00', currency: 'EUR' }] };
const TRANSACTION: Fields = {
  transactionId: 't',
  bookingDate: '2026-03-01',
  transactionAmount: { amount: '-5.00', currency: 'EUR' },
  remittanceInformationUnstructured: 'COFFEE',
};

/** A bank that answers with a good transaction, and one changed as told. */
function withTransaction(change: Fields): ImportBatch {
  const page = { transactions: { booked: [TRANSACTION, { ...TRANSACTION, ...change }] } };
  return readAnswers('TRIONL2U', ACCOUNTS, [{ resourceId: 'a', balances: BALANCES, transactions: [page] }]);
}

describe('a bad record is reported with its position and loses no other', () => {
  const bad: [string, Fields, string, 'missing' | 'invalid'][] = [
    ['no amount', { transactionAmount: { currency: 'EUR' } }, 'transactionAmount.amount', 'missing'],
    ['no amount object', { transactionAmount: null }, 'transactionAmount', 'missing'],
    ['a word for an amount', { transactionAmount: { amount: 'secret' } }, 'transactionAmount.amount', 'invalid'],
    ['a decimal comma', { transactionAmount: { amount: '5,00' } }, 'transactionAmount.amount', 'invalid'],
    ['a third decimal', { transactionAmount: { amount: '5.001' } }, 'transactionAmount.amount', 'invalid'],
    [
      'no currency’s code',
      { transactionAmount: { amount: '5', currency: '€' } },
      'transactionAmount.currency',
      'invalid',
    ],
    ['no date', { bookingDate: undefined }, 'bookingDate', 'missing'],
    ['a day that does not exist', { bookingDate: '2026-02-30' }, 'bookingDate', 'invalid'],
    [
      'lines that are no list',
      { remittanceInformationUnstructuredArray: 'x' },
      'remittanceInformationUnstructuredArray',
      'invalid',
    ],
    [
      '10 MB of text',
      { remittanceInformationUnstructured: 'x'.repeat(1e7) },
      'remittanceInformationUnstructured',
      'invalid',
    ],
  ];
  it.each(bad)('%s', (_name, change, field, kind) => {
    const { accounts, problems } = withTransaction(change);
    expect(only(accounts).transactions).toHaveLength(1);
    expect(problems).toMatchObject([{ path: `details[0].transactions[0].transactions.booked[1].${field}`, kind }]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  it.each([[null], ['text'], [[]], [7]])('a transaction that is %j', (record) => {
    const page = { transactions: { booked: [record, TRANSACTION], pending: null } };
    const read = readAnswers('KNABNL2H', ACCOUNTS, [{ resourceId: 'a', balances: BALANCES, transactions: [page] }]);
    expect(only(read.accounts).transactions).toHaveLength(1);
    expect(read.problems).toMatchObject([{ path: 'details[0].transactions[0].transactions.booked[0]' }]);
  });

  it.each(PROVIDERS.map((bank) => bank.providerKey))('%s: answers of any other shape', (key) => {
    for (const junk of [null, 7, 'x', [], [[]], {}, { accounts: 7 }, { Data: 7 }, { Response: [7, null, {}] }]) {
      const read = readAnswers(key, junk, [
        {
          resourceId: 'a',
          balances: junk,
          transactions: [junk, { transactions: junk }, { Data: { Transaction: [junk] } }],
        },
      ]);
      expect(read.accounts).toEqual([]);
      expect(JSON.stringify(read.problems).length).toBeLessThan(10_000);
    }
  });
});

describe('the frame', () => {
  it('names the banks when the key is of none', () => {
    for (const providerKey of ['XXXXNL2A', 7, undefined]) {
      expect(() => parseBankData({ providerKey, accounts: {} }, { format: 'PSD2', country: null })).toThrow(/ABNANL2A/);
    }
    expect(() => parseBankData({ providerKey: 'secret' }, { format: 'auto', country: null })).toThrow(
      /PSD2 \(stopped at/,
    );
  });

  it('takes a key in any case and with a branch', () => {
    expect(providerOf(' rabonl2uxxx')?.name).toBe('Rabobank');
    expect(providerOf('toString')).toBeNull();
  });

  it('takes several account bodies, even none', () => {
    expect(readAnswers('TRIONL2U', [], []).accounts).toEqual([]);
    const details = [{ resourceId: 'a', balances: BALANCES, transactions: [] }];
    expect(readAnswers('TRIONL2U', [{ accounts: [] }, ACCOUNTS], details).accounts).toHaveLength(1);
    expect(readAnswers('TRIONL2U', [{ accounts: [] }, { accounts: [7] }], details).problems).toMatchObject([
      { path: 'accounts[1].accounts[0]' },
    ]);
  });

  it('reports details without an account’s id, and accounts without a balance', () => {
    const read = parseBankData(
      { providerKey: 'TRIONL2U', accounts: ACCOUNTS, details: [{}] },
      { format: 'auto', country: null },
    );
    expect(read.problems).toMatchObject([
      { path: 'details[0].resourceId', kind: 'missing' },
      { path: 'accounts.accounts[0].balances', kind: 'missing' },
    ]);
  });

  it('writes IBANs upper case and without spaces', () => {
    const account = { iban: 'nl20 ingb 0001 2345 67' };
    const { accounts } = withTransaction({ creditorAccount: account });
    expect(only(accounts).facts.iban).toBe('NL91ABNA0417164300');
    expect(only(accounts).transactions[1]?.counterpartyAccount).toBe('NL20INGB0001234567');
  });
});

describe('the balance', () => {
  const amount = (text: string, currency = 'EUR') => ({ amount: text, currency });
  const read = (balances: readonly unknown[], more: { fetchedAt?: string } = {}) => {
    const page = { transactions: { booked: [TRANSACTION] } };
    const details = [{ resourceId: 'a', balances: { balances }, transactions: [page] }];
    return readAnswers('SNSBNL2A', ACCOUNTS, details, more);
  };

  it('is the booked one where there are several', () => {
    const { accounts } = read([
      { balanceType: 'interimAvailable', balanceAmount: amount('500') },
      { balanceType: 'closingBooked', balanceAmount: amount('1') },
      { balanceType: 'interimBooked', balanceAmount: amount('2') },
      { balanceType: 'expected', balanceAmount: amount('3') },
    ]);
    expect(only(accounts).facts.balanceMinor).toBe(2_00);
  });

  it('is one in the account’s currency', () => {
    const dollars = { balanceType: 'interimBooked', balanceAmount: amount('9', 'USD') };
    expect(only(read([dollars, { balanceAmount: amount('1') }]).accounts).facts.balanceMinor).toBe(1_00);
    expect(read([dollars]).problems).toMatchObject([{ path: 'details[0].balances.balances', kind: 'missing' }]);
  });

  it('is dated by itself, else by the answer, else by the last booking', () => {
    const balance = { balanceAmount: amount('1') };
    const dateOf = (batch: ImportBatch) => only(batch.accounts).facts.balanceDate;
    const fetchedAt = '2026-03-09T23:30:00Z';
    expect(dateOf(read([{ ...balance, referenceDate: '2026-03-05' }], { fetchedAt }))).toBe('2026-03-05');
    expect(dateOf(read([{ ...balance, lastChangeDateTime: '2026-03-04T23:30:00Z' }], { fetchedAt }))).toBe(
      '2026-03-05',
    );
    expect(dateOf(read([balance], { fetchedAt }))).toBe('2026-03-10');
    expect(dateOf(read([balance]))).toBe('2026-03-01');
  });

  it('is refused when its amount cannot be read', () => {
    expect(read([{ balanceAmount: amount('x') }]).problems).toMatchObject([
      { path: 'details[0].balances.balances[0].balanceAmount.amount' },
    ]);
  });
});

describe('a bank’s own balance after a transaction', () => {
  it('is kept before any calculation, and told as the bank’s', () => {
    const balanceAfterTransaction = { balanceAmount: { amount: '77.70', currency: 'EUR' } };
    const { accounts } = withTransaction({ balanceAfterTransaction });
    const [calculated, given] = only(accounts).transactions;
    expect(given).toMatchObject({ balanceAfterMinor: 77_70, providerProperties: { balanceAfterTransaction: 77.7 } });
    expect(calculated).toMatchObject({
      balanceAfterMinor: 100_00,
      providerProperties: { balanceAfterTransaction: null },
    });
  });
});
