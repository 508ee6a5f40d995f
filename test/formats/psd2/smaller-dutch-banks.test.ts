import { describe, expect, it } from 'vitest';
import { body, details, only, readAnswers } from './bank-answers.js';

describe('SNS, ASN Bank and RegioBank', () => {
  const pages = ['volksbank/transactions', 'volksbank/transactions-nextpage', 'volksbank/transactions-nextpage2'];
  it.each(['SNSBNL2A', 'ASNBNL21', 'RBRBNL21'])('%s: the brands answer alike', (key) => {
    const batch = readAnswers(key, body('volksbank/accounts'), [
      details('3dc3d5b3-7023-4848-9853-f5400a64e80f', 'volksbank/balances', ...pages),
    ]);
    expect(batch.problems).toEqual([]);
    const { facts, transactions } = only(batch.accounts);
    expect(facts).toMatchObject({ providerKey: key, bic: 'RBRBNL21', ownerNames: ['Yatra BV'], balanceMinor: 500_00 });
    expect(transactions).toMatchObject([
      {
        amountMinor: -256_67,
        description: 'Uw toelage 1345-1231-1232-6456',
        counterpartyName: 'Constant Kaanen',
        aggregatorId: '20190101-33263746',
        providerProperties: {
          providerKey: key,
          transactionType: '3723',
          purposeCode: null,
          remittanceInfo: '1345-1231-1232-6456',
          remittanceInfoIssuer: 'CUR',
        },
      },
      { amountMinor: 999_99, description: '1234-1234-1234-1234', balanceAfterMinor: 500_00 },
      { amountMinor: 200_00, description: '', balanceAfterMinor: 700_00 },
      { amountMinor: -300_00, balanceAfterMinor: 400_00 },
    ]);
  });
});

describe('Triodos', () => {
  it('reads pages, pending lines, and balances of which one has no amount', () => {
    const batch = readAnswers('TRIONL2U', body('triodosbank/accounts'), [
      details(
        '1',
        'triodosbank/account-1-balances',
        'triodosbank/account-1-transactions-page1',
        'triodosbank/account-1-transactions-page2',
      ),
      details('2', 'triodosbank/account-2-balances', 'triodosbank/account-2-transactions'),
      details('3', 'triodosbank/account-3-balances', 'triodosbank/account-3-transactions'),
    ]);
    expect(batch.problems).toEqual([]);
    expect(batch.accounts.map(({ facts }) => [facts.balanceMinor, facts.balanceDate, facts.name])).toEqual([
      [100_00, '2019-02-28', null],
      [510_84, '2019-02-28', null],
      [279_33, '2019-02-28', null],
    ]);
    expect(batch.accounts[0]?.transactions.map((one) => [one.amountMinor, one.isComing, one.counterpartyName])).toEqual(
      [
        [11_25, false, 'Mr Smith'],
        [41_12, false, 'Mr Herod'],
        [-999_26, true, null],
        [666_85, true, null],
        [59_27, false, 'Mr Gerald'],
        [102_14, false, 'Ms Monica'],
      ],
    );
    expect(batch.accounts[1]?.transactions[2]?.description).toBe('Ms Joanna');
  });
});

describe('bunq', () => {
  it('reads its own accounts and leaves out those of other banks', () => {
    const batch = readAnswers('BUNQNL2A', body('bunq/single-account'), [
      details('4957', null, 'bunq/payments-1', 'bunq/payments-2'),
    ]);
    expect(batch.problems).toEqual([]);
    const { facts, transactions } = only(batch.accounts);
    expect(facts).toMatchObject({
      iban: 'NL94BUNQ9900054180',
      ownerNames: ['Joeri Lawrence-Storm'],
      balanceMinor: 0,
      balanceDate: '2018-09-04',
    });
    expect(transactions).toMatchObject([
      {
        amountMinor: -20_00,
        bookingInstant: '2018-09-04T13:49:03.006Z',
        counterpartyAccount: 'NL23ABNA0581113566',
        providerProperties: { transactionType: 'SCT', transactionTypeName: 'EBA_SCT' },
      },
      { amountMinor: 500_00, description: 'S. Daddy' },
      { amountMinor: 500_00 },
      { amountMinor: 30_00, description: 'testPayment123' },
    ]);
  });

  it('knows joint accounts', () => {
    const coOwners = [{ alias: { display_name: 'B' } }, { alias: { display_name: 'A' } }];
    const alias = [{ type: 'IBAN', value: 'nl58bunq123456789', name: 'A' }];
    const account = { id: 1, currency: 'EUR', balance: { value: '1', currency: 'EUR' }, alias, all_co_owner: coOwners };
    const more = { fetchedAt: '2026-03-01T12:00:00Z' };
    const read = readAnswers('BUNQNL2A', { Response: [{ MonetaryAccountJoint: account }] }, [], more);
    expect(only(read.accounts).facts).toMatchObject({
      ownership: 'CO_HOLDER',
      ownerNames: ['A', 'B'],
      iban: 'NL58BUNQ123456789',
    });
  });

  it('cuts a text of 9,000 characters rather than lose the payment', () => {
    const payment = { id: 1, created: '2026-03-01 12:00:00', amount: { value: '1' }, description: 'x'.repeat(9_000) };
    const account = { id: 1, currency: 'EUR', balance: { value: '1', currency: 'EUR' } };
    const page = { Response: [{ Payment: payment }] };
    const details = [{ resourceId: '1', transactions: [page] }];
    const read = readAnswers('BUNQNL2A', { Response: [{ MonetaryAccountBank: account }] }, details);
    expect(read.problems).toEqual([]);
    expect(only(only(read.accounts).transactions).description).toHaveLength(4_096);
  });

  it('reports accounts that are all placeholders', () => {
    const { accounts, problems } = readAnswers('BUNQNL2A', body('bunq/accounts'), []);
    expect(accounts).toEqual([]);
    expect(problems).toMatchObject([
      { path: 'accounts.Response[0].MonetaryAccountBank.currency' },
      { path: 'accounts.Response[1].MonetaryAccountJoint.currency' },
      { path: 'accounts.Response[2].MonetaryAccountLight.currency' },
    ]);
  });
});
