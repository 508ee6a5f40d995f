import { describe, expect, it } from 'vitest';
import { body, details, only, readAnswers } from './bank-answers.js';

describe('ABN AMRO', () => {
  const batch = readAnswers(
    'ABNANL2A',
    body('abnamro/account-details'),
    [details('NL12ABNA9999876523', 'abnamro/balance', 'abnamro/transactions-page1')],
    { fetchedAt: '2019-09-13T22:30:00Z' },
  );
  const { facts, transactions } = only(batch.accounts);

  it('reads the account, its balance dated by the answer on Dutch clocks', () => {
    expect(batch.format).toBe('PSD2');
    expect(facts).toMatchObject({
      iban: 'NL12ABNA9999876523',
      ownerNames: ['Commercial Client'],
      balanceMinor: 16_03,
      balanceDate: '2019-09-14',
      type: 'CHECKING',
      providerKey: 'ABNANL2A',
    });
  });

  it('reads every transaction, its local time and the balance after it, but not an amount of 3 decimals', () => {
    expect(batch.problems).toMatchObject([{ path: 'details[0].transactions[0].transactions[31].amount' }]);
    expect(transactions).toHaveLength(37);
    expect(transactions[1]).toMatchObject({
      amountMinor: 7_50,
      date: '2019-09-13',
      bookingInstant: '2019-09-13T02:16:37.410Z',
      balanceAfterMinor: 5_60,
      counterpartyName: 'Nederlandse Loterij Orga',
      counterpartyAccount: 'NL91ABNA4966693802',
      aggregatorId: '9256H1700956872S0AQ',
      hints: { proprietaryType: '654' },
      providerProperties: { balanceAfterTransaction: 5.6, transactionType: '654' },
    });
    expect(transactions[2]).toMatchObject({ aggregatorId: null, counterpartyName: null, counterpartyAccount: null });
  });

  it('puts SEPA values together that were cut at 32 characters, and keeps card lines apart', () => {
    expect(transactions[1]?.description).toBe(
      'SEPA Overboeking IBAN: NL91ABNA4966693802 BIC: INGBNL2A Naam: Nederlandse Loterij Organisatie B.V. ' +
        'Omschrijving: Gefeliciteerd, Gewonnen met Staatsloterij, Trekking 10-09-2019, 50946165.12345 ' +
        'Kenmerk: 50946165.12345',
    );
    expect(transactions[2]?.description).toBe('BEA   NR:5GYV99   12.09.19/16.17 Deli Company BV AMSTERDA,PAS321');
  });

  it('reads creditor and mandate of a direct debit off its lines', () => {
    expect(transactions.find(({ hints }) => hints.creditorId !== null)?.hints).toMatchObject({
      creditorId: 'NL91ZZZ110231360000',
      mandateId: '62099061-1',
    });
  });
});

describe('Rabobank', () => {
  const [first, second] = [
    'ACSeg9Tbre3fIS0yi2NgUE3ggMAM2ztQ_wbXsQ4J2tOrtXdDUn8jkJSt_12Vhqah',
    'PoSeg9Tbre3fIS0yi2NgUE3ggMAM2zqw_pb6sQ4J2tOrtXdDUn8jkJSt_18ahqah',
  ];
  const pages = ['rabobank/account-1-transactions-page1', 'rabobank/account-1-transactions-page2'];
  const batch = readAnswers('RABONL2U', body('rabobank/accounts'), [
    details(first ?? '', 'rabobank/account-1-balances', ...pages),
    details(second ?? '', 'rabobank/account-2-balances', 'rabobank/account-2-transactions-empty'),
  ]);

  it('reads both accounts', () => {
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => facts)).toMatchObject([
      { iban: 'NL39RABO0320130878', balanceMinor: 18_990_40, balanceDate: '2018-09-27' },
      { iban: 'NL14RABO0320130843', balanceMinor: 123_45, ownerNames: ['FREZARKI Z FRYZJI'] },
    ]);
  });

  it('reads codes, parties and moments, and calculates the balance after each back from the balance', () => {
    const [account] = batch.accounts;
    expect(account?.transactions[0]).toMatchObject({
      amountMinor: -534_99,
      description: 'Description Line 1 Description Line 2 Line 3',
      date: '2018-09-25',
      valueDate: '2018-09-26',
      bookingInstant: '2018-09-25T00:32:36.647Z',
      counterpartyName: 'Ladonna Shirkey',
      counterpartyAccount: 'NL02RABO0555482075',
      aggregatorId: '18716',
      hints: { purposeCode: 'EPAY', proprietaryType: 'id' },
    });
    expect(account?.transactions[1]).toMatchObject({
      description: '8062542234115201',
      hints: { creditorId: 'NL84ZZZ050695810000', mandateId: '000002124862' },
    });
    expect(account?.transactions.map((one) => one.balanceAfterMinor)).toEqual([
      15_291_47, 15_892_68, 15_649_84, 19_011_16, 18_304_71, 18_668_38, 18_990_40,
    ]);
    expect(account?.transactions.every((one) => one.providerProperties?.['balanceAfterTransaction'] === null)).toBe(
      true,
    );
  });

  it('names the party of a batch that has no text of its own', () => {
    expect(batch.accounts[0]?.transactions.at(-1)?.description).toBe('John WithTransactionWhichWasReversed');
  });

  it('reads the amount under either of its names', () => {
    const one = (amount: object) => ({ bookingDate: '2026-03-01', transactionAmount: { currency: 'EUR', ...amount } });
    const page = {
      transactions: { booked: [one({ amount: '-1.10' }), one({ value: '-2.20' }), one({ value: -3.3 })] },
    };
    const balances = { balances: [{ balanceType: 'expected', balanceAmount: { value: '10.00', currency: 'EUR' } }] };
    const read = readAnswers('RABONL2U', { accounts: [{ resourceId: 'a', currency: 'EUR' }] }, [
      { resourceId: 'a', balances, transactions: [page] },
    ]);
    expect(only(read.accounts).facts.balanceMinor).toBe(10_00);
    expect(only(read.accounts).transactions.map((each) => each.amountMinor)).toEqual([-1_10, -2_20, -3_30]);
  });
});

describe('ING', () => {
  const batch = readAnswers('INGBNL2A', body('ing/accounts'), [
    details(
      '7de0041d-4f25-4b6c-a885-0bbeb1eab220',
      'ing/balances',
      'ing/transactions-account1-eur-page1',
      'ing/transactions-account1-page2',
    ),
    details('45e0041d-4f25-4b6c-a885-0bbeb1eab440', 'ing/balances', 'ing/transactions-account2-eur'),
  ]);

  it('reads booked and pending lines, and lines apart by <br>', () => {
    expect(batch.problems).toEqual([]);
    expect(batch.accounts[0]?.transactions).toMatchObject([
      {
        amountMinor: 5_00,
        isComing: false,
        bookingInstant: '2020-08-30T00:02:45.000Z',
        counterpartyAccount: 'INGB1234426876',
        balanceAfterMinor: 547_60,
        providerProperties: {
          transactionTypeName: 'Overschrijving',
          remittanceInfo: 'RF18539007547034',
          remittanceInfoType: 'SCOR',
          remittanceInfoIssuer: 'ISO',
        },
      },
      {
        amountMinor: -47_13,
        isComing: true,
        balanceAfterMinor: null,
        description:
          'Naam: T-mobile Netherlands Omschrijving: 0000071511/102840 IBAN: NL87COBA1111000000 ' +
          'Kenmerk: Betaling toestel Valutadatum: 20-01-2022',
      },
      { amountMinor: 15_00, isComing: false, balanceAfterMinor: 542_60 },
    ]);
  });

  it('reads credit cards', () => {
    expect(batch.accounts[1]?.facts).toMatchObject({ type: 'CREDIT_CARD', iban: null, number: '123456******6789' });
    expect(batch.accounts[1]?.transactions).toMatchObject([
      { amountMinor: -10_01, description: 'PAYPAL *FACEBOOK 35314312345 ITA', isComing: false },
      { amountMinor: -107_88, isComing: true },
    ]);
  });

  it('reports an account whose currency is none', () => {
    const sad = readAnswers('INGBNL2A', body('ing/missing-data-accounts'), [
      details('7de0041d-4f25-4b6c-a885-0bbeb1eab220', 'ing/missing-data-balances'),
    ]);
    expect(sad.accounts).toEqual([]);
    expect(sad.problems).toMatchObject([{ path: 'accounts.accounts[0].currency', kind: 'invalid' }]);
  });
});

describe('Knab', () => {
  const batch = readAnswers('KNABNL2H', body('knab/accounts'), [
    details('f1b1066d0209-4945-ba0e-7c1b9671c544', 'knab/account-1-balances', 'knab/account-1-transactions'),
    details('cfd7b2f8-85d1-4ac8-8476-fd51a286cd8c', 'knab/account-2-balances', 'knab/account-2-transactions'),
  ]);

  it('reads business accounts, the booked balance before the available one, and savings without an IBAN', () => {
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => facts)).toMatchObject([
      { type: 'CHECKING', usage: 'PROFESSIONAL', balanceMinor: 8_592_89, name: 'Current Account' },
      {
        type: 'SAVINGS',
        country: 'NL',
        iban: null,
        number: '53964486',
        balanceMinor: 200_89,
        ownerNames: ['OrganizationSampleName2'],
      },
    ]);
  });

  it('reads the day alone, and no text twice', () => {
    expect(batch.accounts[0]?.transactions).toMatchObject([
      {
        date: '2020-06-10',
        bookingInstant: null,
        description: 'A gift from Grandpa. Structured',
        counterpartyName: 'Jonas Snow',
        counterpartyAccount: '53964486',
        hints: { creditorId: 'creditorId1', mandateId: 'mandateId1', proprietaryType: 'Periodic transfer' },
      },
    ]);
  });
});
