import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBankData } from '../../src/formats/parse-bank-data.js';

const SAMPLE = join(import.meta.dirname, '..', 'data', 'formats', 'linxo-connect-account.json');

function parse(json: unknown) {
  return parseBankData(json, { format: 'auto', country: null });
}

/** One account with the given transaction beside a good one. */
function withTransaction(change: Record<string, unknown>) {
  const good = { id: 't', amount: -1, date: 1772406000, label: 'X' };
  const account = { id: 'a', balance: 1, balance_date: 1772409600, currency: 'EUR', iban: 'FR76' };
  return parse({ connections: [{ accounts: [{ ...account, transactions: [good, { ...good, ...change }] }] }] });
}

describe('Linxo Connect Account API v2', () => {
  const batch = parse(JSON.parse(readFileSync(SAMPLE, 'utf8')));

  it('is detected and read without a problem', () => {
    expect(batch).toMatchObject({ format: 'LINXO_CONNECT_ACCOUNT_API_V2', problems: [] });
    expect(batch.accounts.map(({ facts }) => facts)).toMatchObject([
      {
        type: 'CHECKING',
        usage: 'PERSONAL',
        balanceMinor: 1234_50,
        balanceDate: '2026-03-02',
        iban: 'FR7630004000031234567890143',
        country: 'FR',
        number: '00012345678',
        ownerNames: ['Mme Exemple'],
        bank: { id: 'p-7', name: 'Banque Exemple' },
        aggregatorId: 'a-1',
      },
      { type: 'SAVINGS', usage: 'PROFESSIONAL', balanceMinor: 5000_00, iban: null },
    ]);
  });

  it('turns Unix times into days of the account’s zone and keeps the bank’s own words', () => {
    expect(batch.accounts[0]?.transactions).toMatchObject([
      {
        amountMinor: -42_10,
        date: '2026-03-02',
        valueDate: '2026-03-01',
        description: 'Supermarche Exemple CARTE 28/02 SUPERMARCHE EXEMPLE',
        isComing: false,
        aggregatorType: 'POINT_OF_SALE',
        aggregatorCategory: '52',
      },
      { amountMinor: 2100_00, date: '2026-02-27', description: 'VIR SEPA EMPLOYEUR SALAIRE FEVRIER' },
      { amountMinor: -12_00, isComing: true },
      { amountMinor: -60_00, isComing: true },
    ]);
  });

  it('leaves out what was rejected, cancelled or expired', () => {
    for (const status of ['REJECTED', 'cancelled', 'EXPIRED']) {
      expect(withTransaction({ status }).accounts[0]?.transactions).toHaveLength(1);
      expect(withTransaction({ status }).problems).toEqual([]);
    }
  });

  it('reads milliseconds and ISO text where a date is so written', () => {
    expect(withTransaction({ date: 1772406000000 }).accounts[0]?.transactions[1]?.date).toBe('2026-03-02');
    expect(withTransaction({ date: '2026-03-02' }).accounts[0]?.transactions[1]?.date).toBe('2026-03-02');
  });

  it.each([
    ['no date', { date: undefined }, 'date'],
    ['a time of no calendar', { date: 1e300 }, 'date'],
    ['a time that JSON makes infinite', { date: Number.POSITIVE_INFINITY }, 'date'],
    ['no amount', { amount: null }, 'amount'],
    ['no label', { label: undefined }, 'label'],
    ['text for its lines', { remittance_information: 'x' }, 'remittance_information'],
  ])('reports %s and keeps the rest', (_name, change, field) => {
    const { accounts, problems } = withTransaction(change);
    expect(accounts[0]?.transactions).toHaveLength(1);
    expect(problems).toMatchObject([{ path: `connections[0].accounts[0].transactions[1].${field}` }]);
  });

  it('reports an account without a date for its balance', () => {
    const { problems } = parse({ connections: [{ accounts: [{ balance: 1, currency: 'EUR', balance_date: 0 }] }] });
    expect(problems).toMatchObject([{ path: 'connections[0].accounts[0].balance_date', kind: 'missing' }]);
  });
});
