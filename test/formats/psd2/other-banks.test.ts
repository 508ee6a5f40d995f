import { describe, expect, it } from 'vitest';
import { body, only, readAnswers } from './bank-answers.js';

describe('Revolut', () => {
  const batch = readAnswers('REVOLT21', body('revolut/accounts'), [
    {
      resourceId: 'cbba2fa2-2630-4862-a080-872b6735bfb1',
      balances: body('revolut/account-1-balances'),
      transactions: [body('revolut/account-1-transactions')],
    },
    {
      resourceId: '4c8f3ed8-a3d7-4d75-b239-3c9f42ac8685',
      balances: body('revolut/account-2-balances'),
      transactions: [body('revolut/account-2-transactions-page-1'), body('revolut/account-2-transactions-page-2')],
    },
    {
      resourceId: '2e7d0eed-c1c1-47a4-a884-b9fc83f51d5f',
      balances: body('revolut/account-5-balances'),
      transactions: [body('revolut/account-5-transactions')],
    },
  ]);

  it('reads accounts with and without references', () => {
    expect(batch.accounts.map(({ facts }) => facts)).toMatchObject([
      { currency: 'GBP', iban: 'LT222222222222222222', number: '04001692251742', ownerNames: ['John Smith'] },
      { currency: 'EUR', usage: 'PERSONAL', balanceMinor: 50_20, balanceDate: '2020-11-08' },
      { type: 'SAVINGS', iban: null, name: 'My Savings Account', balanceMinor: 34_45 },
    ]);
  });

  it('gives amounts and balances the sign of their indicator', () => {
    expect(batch.accounts[0]?.transactions).toMatchObject([
      {
        amountMinor: -1_59,
        bookingInstant: '2020-11-02T12:16:29.766Z',
        balanceAfterMinor: 2_21,
        counterpartyName: 'Aws Emea',
        providerProperties: {
          transactionType: 'CARD_PAYMENT',
          transactionTypeName: null,
          balanceAfterTransaction: 2.21,
        },
      },
    ]);
  });

  it('reports what is not exact and what was not asked for, and keeps the rest', () => {
    expect(batch.accounts[1]?.transactions).toHaveLength(1);
    expect(batch.problems.map(({ path }) => path)).toEqual([
      'details[1].transactions[1].Data.Transaction[0].Amount.Amount',
      'accounts.Data.Account[2].balances',
      'accounts.Data.Account[3].balances',
    ]);
  });

  it('takes the day from the caller’s country, as its IBANs tell nothing of the customer', () => {
    const transaction = {
      BookingDateTime: '2026-06-30T22:30:00Z',
      Amount: { Amount: '1.00', Currency: 'EUR' },
      CreditDebitIndicator: 'Credit',
      Status: 'Pending',
    };
    const rejected = { ...transaction, Status: 'Rejected' };
    const balance = { ...transaction, DateTime: '2026-06-30T22:30:00Z', Type: 'InterimBooked' };
    const reference = { SchemeName: 'UK.OBIE.IBAN', Identification: 'GB95BARC20040187265883' };
    const accounts = { Data: { Account: [{ AccountId: 'a', Currency: 'EUR', Account: [reference] }] } };
    const page = { Data: { Transaction: [transaction, rejected] } };
    const answers = [{ resourceId: 'a', balances: { Data: { Balance: [balance] } }, transactions: [page] }];
    const read = only(readAnswers('REVOLT21', accounts, answers, { country: 'NL' }).accounts);
    expect(read.facts.balanceDate).toBe('2026-07-01');
    expect(only(read.transactions)).toMatchObject({ date: '2026-07-01', isComing: true });
  });
});

describe('KBC', () => {
  it('reads the balance in the account and ISO transaction codes', () => {
    const pages = [body('kbc/account-1-transactions'), body('kbc/account-1-transactions-2')];
    const batch = readAnswers('KREDBEBB', body('kbc/accounts'), [
      { resourceId: 'test-resource-id', transactions: pages },
    ]);
    expect(batch.problems).toEqual([]);
    const { facts, transactions } = only(batch.accounts);
    expect(facts).toMatchObject({ balanceMinor: 123_45, balanceDate: '2020-02-19', country: 'BE' });
    expect(transactions).toMatchObject([
      { amountMinor: 11_22, balanceAfterMinor: 126_59, hints: { bankTransactionCode: 'PMNT-RCDT-ESCT' } },
      { amountMinor: -3_14, balanceAfterMinor: 123_45 },
    ]);
  });
});

describe('BBVA', () => {
  it('reads booked and pending lines and accounts in other currencies', () => {
    const first = 'ES018202000000000000000000578044871';
    const second = 'ES018202000000000000000000578044872';
    const batch = readAnswers(
      'BBVAESMM',
      body('redsys/accounts'),
      [
        {
          resourceId: first,
          balances: body('redsys/account-1-balances'),
          transactions: [body('redsys/account-1-transactions-1'), body('redsys/account-1-transactions-2')],
        },
        {
          resourceId: second,
          balances: body('redsys/account-2-balances'),
          transactions: [body('redsys/account-2-transactions-empty')],
        },
      ],
      { fetchedAt: '2019-10-30T12:00:00Z' },
    );
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => [facts.currency, facts.balanceMinor, facts.balanceDate])).toEqual([
      ['EUR', 1_230_00, '2019-10-30'],
      ['USD', 500_00, '2019-10-30'],
    ]);
    expect(batch.accounts[0]?.transactions.map((one) => [one.amountMinor, one.isComing])).toEqual([
      [-12_89, false],
      [16_20, false],
      [50_21, true],
      [-100_00, false],
    ]);
  });
});

describe('French banks', () => {
  it('Crédit Agricole: amounts without sign, balances in the accounts', () => {
    const folder = 'stet/creditagricole';
    const page = (name: string) => body(`${folder}/${name}`);
    const batch = readAnswers('AGRIFRPP', page('accounts'), [
      {
        resourceId: '1',
        balances: page('account1-balances'),
        transactions: [page('account1-transactions-page1'), page('account1-transactions-page2')],
      },
      { resourceId: '4', balances: page('account4-balances'), transactions: [page('account4-transactions')] },
    ]);
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => [facts.type, facts.currency, facts.balanceMinor])).toEqual([
      ['CHECKING', 'EUR', 89_530_92],
      ['CHECKING', 'EUR', 2_343_63],
      ['CREDIT_CARD', 'EUR', -1_855_89],
      ['CHECKING', 'CHF', 733_63],
    ]);
    expect(batch.accounts[0]?.transactions.map((one) => [one.amountMinor, one.description])).toEqual([
      [-453_36, 'Loyer Studio'],
      [2_465_23, 'Salaire M. NAMDRA'],
      [-33_15, 'Cheque No 855127'],
    ]);
  });

  it('LCL: days the French way round, signs twice, wrapped lines', () => {
    const page = (name: string) => body(`stet/lcl/${name}`);
    const batch = readAnswers('CRLYFRPP', page('accounts'), [
      {
        resourceId: '1',
        balances: page('balances'),
        transactions: [page('transactions'), page('transactions-page1')],
      },
      { resourceId: '2', balances: page('balances-account-2'), transactions: [page('transactions-account-2')] },
      { resourceId: '3', balances: page('balances-account-3'), transactions: [page('transactions-account-3')] },
    ]);
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => [facts.balanceMinor, facts.balanceDate, facts.currency])).toEqual([
      [-100_00, '2019-11-15', 'EUR'],
      [300_00, '2019-11-15', 'EUR'],
      [-99_99, '2019-11-15', 'EUR'],
    ]);
    expect(batch.accounts[0]?.transactions).toMatchObject([
      { amountMinor: 10_20, date: '2018-02-12', valueDate: '2019-06-17', isComing: false },
      { amountMinor: -11_20, date: '2018-02-18', isComing: true },
      { amountMinor: 12_25, description: 'SEPA CREDIT TRANSFER from TestCompany' },
    ]);
  });
});
