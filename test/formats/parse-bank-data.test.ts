import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportBatch } from '../../src/domain/import.js';
import { formatNamed, parseBankData, UnknownFormatError } from '../../src/formats/parse-bank-data.js';

const PERSONAE = join(import.meta.dirname, '..', '..', 'examples', 'personae');
const FULL = readdirSync(PERSONAE).filter((file) => /^[^.]+\.json$/.test(file));

function read(file: string): ImportBatch {
  return parseBankData(JSON.parse(readFileSync(join(PERSONAE, file), 'utf8')), { format: 'auto', country: null });
}

function parse(json: unknown, format: Parameters<typeof parseBankData>[1]['format'] = 'ALGOAN'): ImportBatch {
  return parseBankData(json, { format, country: null });
}

type Fields = Record<string, unknown>;

const TRANSACTION: Fields = {
  description: 'CARD COFFEE',
  amount: -3.2,
  dates: { debitedAt: '2026-03-01T12:00:00.000Z' },
};
const ACCOUNT: Fields = {
  type: 'CHECKING',
  balance: 12.34,
  balanceDate: '2026-03-02',
  currency: 'EUR',
  iban: 'FR7612',
};

/** One account with a good transaction, and one changed as told. */
function withTransaction(change: Fields): ImportBatch {
  return parse({ accounts: [{ ...ACCOUNT, transactions: [TRANSACTION, { ...TRANSACTION, ...change }] }] });
}

function withAccount(change: Fields): ImportBatch {
  return parse({ accounts: [{ ...ACCOUNT, ...change, transactions: [TRANSACTION] }] });
}

describe('the example customers', () => {
  it.each(FULL)('%s is detected in its three formats, without a problem, with the same money and days', (file) => {
    const name = file.replace(/\.json$/, '');
    const [algoan, budgetInsight, linxo] = [
      file,
      `${name}.budget-insight.json`,
      `${name}.linxo-direct-account.json`,
    ].map(read);
    expect(algoan?.format).toBe('ALGOAN');
    expect(budgetInsight?.format).toBe('BUDGET_INSIGHT_V2_0');
    expect(linxo?.format).toBe('OXLIN_DIRECT_ACCOUNT_API_V3');
    const essence = (batch: ImportBatch | undefined) =>
      batch?.accounts.map(({ facts, transactions }) => ({
        facts: [
          facts.type,
          facts.usage,
          facts.balanceMinor,
          facts.balanceDate,
          facts.currency,
          facts.iban,
          facts.country,
        ],
        transactions: transactions.map((one) => [one.date, one.amountMinor, one.currency, one.description]),
      }));
    for (const batch of [algoan, budgetInsight, linxo]) expect(batch?.problems).toEqual([]);
    expect(essence(budgetInsight)).toEqual(essence(algoan));
    expect(essence(linxo)).toEqual(essence(algoan));
  });
});

describe('detection', () => {
  it('names what was tried and where each stopped', () => {
    const error = (() => {
      try {
        return parse({ statements: [] }, 'auto');
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(UnknownFormatError);
    expect(error).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(String(error)).toMatch(/ALGOAN \(stopped at accounts: expected a list\)/);
    expect(String(error)).toMatch(/BUDGET_INSIGHT_V2_0 \(stopped at connections/);
  });

  it.each([null, 'text', 12, [], [[]], true])('refuses %j, which is no object', (json) => {
    expect(() => parse(json, 'auto')).toThrow(UnknownFormatError);
    expect(() => parse(json)).toThrow(/not a JSON object/);
  });

  it('tells aggregators apart by their accounts where there are no transactions', () => {
    const budgetInsight = {
      connections: [{ accounts: [{ id: 1, balance: 1, last_update: '2026-03-01', currency: { id: 'EUR' } }] }],
    };
    const amount = { amount: '1.00', currency: 'EUR' };
    const linxo = {
      connections: [
        {
          accounts: [
            { account_id: 'x', currency: 'EUR', balances: [{ balance_amount: amount, reference_date: '2026-03-01' }] },
          ],
        },
      ],
    };
    expect(parse(budgetInsight, 'auto').format).toBe('BUDGET_INSIGHT_V2_0');
    expect(parse(linxo, 'auto').format).toBe('OXLIN_DIRECT_ACCOUNT_API_V3');
  });

  it('takes Linxo’s accounts without connections around them too, and names their place', () => {
    const balance = { balance_amount: { amount: '1.00', currency: 'EUR' }, reference_date: '2026-03-01' };
    const account = { account_id: 'x', currency: 'EUR', balances: [balance] };
    const bare = { accounts: [account, { ...account, balances: [] }] };
    const format = 'OXLIN_DIRECT_ACCOUNT_API_V3';
    for (const read of [parse(bare, 'auto'), parse(bare, format), parse({ ...bare, connections: null }, format)]) {
      expect([read.format, read.accounts.length]).toEqual([format, 1]);
      expect(read.problems).toMatchObject([{ path: 'accounts[1].balances', kind: 'missing' }]);
    }
    expect(parse({ ...bare, providerKey: 'ABNANL2A' }, 'auto').format).toBe('PSD2');
  });

  it('knows formats by any of their names', () => {
    expect(formatNamed('linxo_connect_direct_account_api_v3')).toBe('OXLIN_DIRECT_ACCOUNT_API_V3');
    expect(formatNamed('ALGOAN')).toBe('ALGOAN');
    expect(formatNamed('toString')).toBeNull();
  });
});

describe('a bad transaction is reported with its position and loses no other', () => {
  const bad: [string, Fields, string, 'missing' | 'invalid'][] = [
    ['no amount', { amount: undefined }, 'amount', 'missing'],
    ['null amount', { amount: null }, 'amount', 'missing'],
    ['NaN', { amount: Number.NaN }, 'amount', 'invalid'],
    ['1e400, which JSON.parse makes infinite', { amount: JSON.parse('1e400') }, 'amount', 'invalid'],
    ['an amount beyond exact numbers', { amount: 1e21 }, 'amount', 'invalid'],
    ['text for an amount', { amount: '12.30' }, 'amount', 'invalid'],
    [
      'a deeply nested amount',
      { amount: JSON.parse(`${'['.repeat(5_000)}1${']'.repeat(5_000)}`) },
      'amount',
      'invalid',
    ],
    ['more decimals than the currency', { amount: 1.234 }, 'amount', 'invalid'],
    ['decimals of a currency without', { amount: 1.5, currency: 'JPY' }, 'amount', 'invalid'],
    ['no dates', { dates: undefined }, 'dates', 'missing'],
    ['both dates absent', { dates: {} }, 'dates', 'missing'],
    ['dates that are no object', { dates: '2026-03-01' }, 'dates', 'invalid'],
    ['a day that does not exist', { dates: { debitedAt: '2026-02-30' } }, 'dates.debitedAt', 'invalid'],
    ['that day as an instant', { dates: { bookedAt: '2026-02-30T00:00:00.000Z' } }, 'dates.bookedAt', 'invalid'],
    ['a date of another form', { dates: { debitedAt: '01/03/2026' } }, 'dates.debitedAt', 'invalid'],
    ['a number for a date', { dates: { debitedAt: 1772323200 } }, 'dates.debitedAt', 'invalid'],
    ['an hour that does not exist', { dates: { debitedAt: '2026-03-01T25:00:00Z' } }, 'dates.debitedAt', 'invalid'],
    ['a date of no bank', { dates: { debitedAt: '0001-01-01' } }, 'dates.debitedAt', 'invalid'],
    ['an unknown currency shape', { currency: 'EURO' }, 'currency', 'invalid'],
    ['a number for a currency', { currency: 978 }, 'currency', 'invalid'],
    ['no description', { description: undefined }, 'description', 'missing'],
    ['an object for a description', { description: { text: 'x' } }, 'description', 'invalid'],
    ['10 MB of description', { description: 'x'.repeat(10_000_000) }, 'description', 'invalid'],
    ['a NUL, which no database takes', { description: 'a\u0000b' }, 'description', 'invalid'],
    ['text for isComing', { isComing: 'yes' }, 'isComing', 'invalid'],
  ];
  it.each(bad)('%s', (_name, change, field, kind) => {
    const { accounts, problems } = withTransaction(change);
    expect(accounts[0]?.transactions).toHaveLength(1);
    expect(problems).toMatchObject([{ path: `accounts[0].transactions[1].${field}`, kind }]);
    expect(problems[0]?.message.length).toBeLessThan(200);
  });

  it.each([[null], ['text'], [[]], [7]])('a transaction that is %j', (record) => {
    const { accounts, problems } = parse({ accounts: [{ ...ACCOUNT, transactions: [record, TRANSACTION] }] });
    expect(accounts[0]?.transactions).toHaveLength(1);
    expect(problems).toMatchObject([{ path: 'accounts[0].transactions[0]' }]);
  });

  it('holds no bank data in its message', () => {
    const { problems } = withTransaction({
      amount: 'secret-123',
      dates: { debitedAt: 'secret-123' },
      currency: 'secret-123',
    });
    expect(JSON.stringify(problems)).not.toContain('secret-123');
  });
});

describe('a bad account is reported and loses no other', () => {
  const bad: [string, Fields, string, 'missing' | 'invalid'][] = [
    ['no balance', { balance: undefined }, 'balance', 'missing'],
    ['text for a balance', { balance: '12' }, 'balance', 'invalid'],
    ['no balance date', { balanceDate: undefined }, 'balanceDate', 'missing'],
    ['a balance date that does not exist', { balanceDate: '2025-02-29' }, 'balanceDate', 'invalid'],
    ['no currency', { currency: undefined }, 'currency', 'missing'],
    ['a currency of another shape', { currency: '€' }, 'currency', 'invalid'],
    ['an unknown type', { type: 'PIGGY_BANK' }, 'type', 'invalid'],
    ['an unknown usage', { usage: 'ALIEN' }, 'usage', 'invalid'],
    ['a list for an IBAN', { iban: ['FR76'] }, 'iban', 'invalid'],
    ['an object for owners', { owners: {} }, 'owners', 'invalid'],
  ];
  it.each(bad)('%s', (_name, change, field, kind) => {
    const { accounts, problems } = parse({ accounts: [{ ...ACCOUNT, ...change }, ACCOUNT] });
    expect(accounts).toHaveLength(1);
    expect(problems).toMatchObject([{ path: `accounts[0].${field}`, kind }]);
  });

  it('names the accepted types', () => {
    expect(withAccount({ type: 'PIGGY_BANK' }).problems[0]?.message).toMatch(
      /CHECKING, SAVINGS, LOAN, CREDIT_CARD, UNKNOWN/,
    );
    expect(withAccount({ type: 'constructor' }).problems).toHaveLength(1);
  });

  it('reports accounts that are missing or no list', () => {
    expect(parse({}).problems).toMatchObject([{ path: 'accounts', kind: 'missing' }]);
    expect(parse({ accounts: {} }).problems).toMatchObject([{ path: 'accounts', kind: 'invalid' }]);
    expect(parse({ connections: [{}] }, 'BUDGET_INSIGHT_V2_0').problems).toMatchObject([
      { path: 'connections[0].accounts' },
    ]);
    expect(parse({ accounts: [{ ...ACCOUNT, transactions: {} }] }).problems).toMatchObject([
      { path: 'accounts[0].transactions', kind: 'invalid' },
    ]);
  });

  it('does not refuse an account for its decoration', () => {
    const change = {
      name: 7,
      bank: 'none',
      details: { loan: { duration: 'x' }, savings: {} },
      coming: 'soon',
      bic: null,
    };
    const { accounts, problems } = withAccount({ ...change, type: undefined, usage: null, country: 'France' });
    expect(problems).toEqual([]);
    expect(accounts[0]?.facts).toMatchObject({
      type: 'UNKNOWN',
      usage: 'UNKNOWN',
      name: '7',
      bank: null,
      loan: null,
      savings: null,
      comingMinor: null,
      country: 'FR',
    });
  });
});

describe('what is read', () => {
  it('takes contract A’s whole account', () => {
    const { accounts } = withAccount({
      type: 'savings',
      ownership: 'co_holder',
      owners: [{ name: 'John Doe' }, {}],
      owner: 'John Doe',
      coming: 400,
      bank: { id: 'b', name: 'Bank', country: 'FR' },
      aggregator: { id: 12 },
      iban: 'fr76 30',
      details: { savings: { type: 'SHORT_TERM', openedAt: '2019-06-30', maximumAmount: 20000, interestRate: 0.1456 } },
    });
    expect(accounts[0]?.facts).toMatchObject({
      type: 'SAVINGS',
      ownership: 'CO_HOLDER',
      ownerNames: ['John Doe'],
      comingMinor: 400_00,
      aggregatorId: '12',
      iban: 'FR7630',
      bank: { id: 'b', name: 'Bank', logoUrl: null, country: 'FR' },
      savings: {
        type: 'SHORT_TERM',
        openedAt: '2019-06-30T00:00:00.000Z',
        maximumAmountMinor: 20_000_00,
        interestRate: 0.1456,
      },
    });
  });

  it.each([
    ['2026-02-28T23:30:00.000Z', '2026-03-01'],
    ['2026-07-31T22:00:00Z', '2026-08-01'],
    ['2026-07-31T21:59:59.999Z', '2026-07-31'],
    ['2026-03-01T00:30:00+01:00', '2026-03-01'],
    ['2026-03-01T23:59:00', '2026-03-01'],
    ['2026-03-01 08:00:00', '2026-03-01'],
    ['2026-03-01', '2026-03-01'],
  ])('%s is %s in Paris', (debitedAt, date) => {
    expect(withTransaction({ dates: { debitedAt } }).accounts[0]?.transactions[1]?.date).toBe(date);
  });

  it('takes the zone from the account’s country, its IBAN, the caller, else UTC', () => {
    const dates = { debitedAt: '2026-02-28T23:30:00.000Z' };
    const dateOf = (account: Fields, country: string | null) =>
      parseBankData(
        { accounts: [{ ...ACCOUNT, ...account, transactions: [{ ...TRANSACTION, dates }] }] },
        { format: 'ALGOAN', country },
      ).accounts[0]?.transactions[0]?.date;
    expect(dateOf({ country: 'GB' }, 'FR')).toBe('2026-02-28');
    expect(dateOf({}, 'GB')).toBe('2026-03-01');
    expect(dateOf({ iban: undefined }, 'FR')).toBe('2026-03-01');
    expect(dateOf({ iban: undefined }, null)).toBe('2026-02-28');
  });

  it('takes the booking day only where there is no debit day', () => {
    const dates = { debitedAt: '2026-03-05', bookedAt: '2026-03-01' };
    const [first, second] = [withTransaction({ dates }), withTransaction({ dates: { bookedAt: '2026-03-01' } })];
    expect(first.accounts[0]?.transactions[1]).toMatchObject({
      date: '2026-03-05',
      bookingDate: '2026-03-01',
      valueDate: '2026-03-05',
    });
    expect(second.accounts[0]?.transactions[1]).toMatchObject({
      date: '2026-03-01',
      bookingDate: '2026-03-01',
      valueDate: null,
    });
  });

  it('reads Budget Insight’s professional accounts, owners, bank and categories', () => {
    const transaction = {
      id: 4,
      date: '2026-03-02',
      rdate: '2026-03-01',
      value: -5,
      original_wording: 'X',
      coming: true,
      category: { name: 'Food' },
    };
    const account = {
      id: 3,
      balance: 10,
      last_update: '2026-03-02 04:00:00',
      currency: { id: 'EUR' },
      type: 'joint',
      usage: 'ORGA',
      ownership: 'co-owner',
      transactions: [transaction],
    };
    const connector = { name: 'Bank', uuid: 'u' };
    const { accounts, problems } = parse(
      { connections: [{ connector, information: { owner: 'ACME' }, accounts: [account] }] },
      'auto',
    );
    expect(problems).toEqual([]);
    expect(accounts[0]).toMatchObject({
      facts: {
        type: 'CHECKING',
        usage: 'PROFESSIONAL',
        ownership: 'CO_HOLDER',
        ownerNames: ['ACME'],
        bank: { id: 'u', name: 'Bank' },
        aggregatorId: '3',
      },
      transactions: [
        {
          date: '2026-03-02',
          bookingDate: '2026-03-01',
          valueDate: '2026-03-02',
          isComing: true,
          aggregatorId: '4',
          aggregatorCategory: 'Food',
        },
      ],
    });
  });

  it('reads what Budget Insight’s connector passes on whole: owner, loan, logo, amounts as text, deleted lines', () => {
    const line = (change: Fields) => ({ id: 1, date: '2026-03-02', value: -5, original_wording: 'X', ...change });
    const account = (change: Fields) => ({
      id: 3,
      balance: 10,
      last_update: '2026-03-02 04:00:00',
      currency: { id: 'EUR' },
      type: 'checking',
      ...change,
    });
    const loan = {
      total_amount: 12_000,
      subscription_date: '2024-01-15 00:00:00',
      maturity_date: '2029-01-15',
      next_payment_amount: '250.55',
      rate: 3.9,
      duration: 60,
      insurance_label: 'ADI',
      type: 'loan',
    };
    const transactions = [line({}), line({ id: 2, deleted: '2026-03-05 10:00:00' }), line({ id: 3, value: '-6.10' })];
    const { accounts, problems } = parse(
      {
        connections: [
          {
            connector: { id: 40, name: 'Bank', logoUrl: 'https://bank.example/logo.png' },
            information: { owner: { name: 'JEANNE MARTIN', firstname: null } },
            accounts: [
              account({ coming: '-99.99', transactions }),
              account({ id: 4, type: 'loan', balance: '-9000.12', loan, transactions: [] }),
            ],
          },
        ],
      },
      'BUDGET_INSIGHT_V2_0',
    );
    expect(problems).toEqual([]);
    expect(accounts.map(({ facts }) => facts)).toMatchObject([
      {
        ownerNames: ['JEANNE MARTIN'],
        comingMinor: -99_99,
        loan: null,
        bank: { id: '40', logoUrl: 'https://bank.example/logo.png' },
      },
      {
        balanceMinor: -9_000_12,
        loan: {
          amountMinor: 12_000_00,
          startDate: '2024-01-15T00:00:00.000Z',
          endDate: '2029-01-15T00:00:00.000Z',
          paymentMinor: 250_55,
          remainingCapitalMinor: 9_000_12,
          duration: 60,
          insuranceLabel: 'ADI',
          interestRate: null,
        },
      },
    ]);
    expect(accounts[0]?.transactions.map(({ amountMinor }) => amountMinor)).toEqual([-5_00, -6_10]);
  });

  it('reads Linxo’s decimal texts and joins its lines, and names the whole path of what is wrong', () => {
    const transaction = (change: Fields) => ({
      id: 'a',
      booking_date: '2026-03-01',
      transaction_amount: { amount: '-5.10', currency: 'EUR' },
      remittance_information: ['A', 'B'],
      ...change,
    });
    const given = [
      transaction({}),
      transaction({ transaction_amount: { amount: '5,10' } }),
      transaction({ transaction_amount: {} }),
      transaction({ remittance_information: undefined }),
      transaction({ remittance_information: ['A', 7] }),
      transaction({ booking_date: null }),
    ];
    const balances = [
      { balance_amount: { amount: '1.00', currency: 'EUR' }, reference_date: '2026-03-01' },
      { balance_amount: { amount: '2.00', currency: 'EUR' }, reference_date: '2026-03-02' },
    ];
    const { accounts, problems } = parse(
      { connections: [{ accounts: [{ account_id: 'x', currency: 'EUR', balances, transactions: given }] }] },
      'auto',
    );
    expect(accounts[0]?.facts).toMatchObject({ balanceMinor: 2_00, balanceDate: '2026-03-02' });
    expect(accounts[0]?.transactions).toMatchObject([{ amountMinor: -5_10, description: 'A B' }]);
    expect(problems.map(({ path }) => path.replace('connections[0].accounts[0].transactions', ''))).toEqual([
      '[1].transaction_amount.amount',
      '[2].transaction_amount.amount',
      '[3].remittance_information',
      '[4].remittance_information[1]',
      '[5].booking_date',
    ]);
  });

  it('reads Linxo’s accounts without connections, balances of several kinds, and the status of a transaction', () => {
    const balance = (amount: string, change: Fields = {}, currency = 'EUR') => ({
      balance_amount: { amount, currency },
      reference_date: '2026-03-01',
      ...change,
    });
    const line = (amount: string, change: Fields) => ({
      booking_date: '2026-03-01',
      transaction_amount: { amount, currency: 'EUR' },
      remittance_information: ['A'],
      ...change,
    });
    const transactions = [
      line('-1.00', { status: 'BOOKED' }),
      line('-2.00', { status: 'PENDING', booking_date: null, transaction_date: '2026-03-02' }),
      line('-3.00', { status: 'REJECTED' }),
    ];
    const account = (...balances: object[]) => ({
      accounts: [{ account_id: 'x', currency: 'EUR', balances, transactions }],
    });
    const undated = balance('9.00', { reference_date: null });
    const { format, accounts, problems } = parse(account(undated, balance('8.00', {}, 'USD'), balance('7.00')), 'auto');
    expect([format, problems]).toEqual(['OXLIN_DIRECT_ACCOUNT_API_V3', []]);
    expect(accounts[0]).toMatchObject({
      facts: { balanceMinor: 7_00, aggregatorId: 'x' },
      transactions: [
        { amountMinor: -1_00, isComing: false },
        { amountMinor: -2_00, isComing: true },
      ],
    });
    expect(parse(account(undated), 'OXLIN_DIRECT_ACCOUNT_API_V3').problems).toMatchObject([
      { path: 'accounts[0].balances[0].reference_date', kind: 'missing' },
    ]);
  });

  it('stops at more accounts than a customer has, and where nothing can be read', () => {
    const account = { balance: 1, balanceDate: '2026-03-01', currency: 'EUR' };
    const many = (count: number, record: object) => ({ accounts: Array.from({ length: count }, () => record) });
    expect(parse(many(1_000, account), 'ALGOAN').accounts).toHaveLength(1_000);
    expect(() => parse(many(1_001, account), 'ALGOAN')).toThrow(/accounts holds more than 1000 accounts/);
    expect(parse(many(9_999, {}), 'TINK_V2').problems).toHaveLength(9_999);
    expect(() => parse(many(5_000_000, {}), 'TINK_V2')).toThrow(/^accounts\[0\]\.balances is missing/);
  });
});
