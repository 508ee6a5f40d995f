import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBankData } from '../../src/formats/parse-bank-data.js';

const SAMPLE = join(import.meta.dirname, '..', 'data', 'formats', 'tink.json');

function parse(json: unknown, format: 'auto' | 'TINK_V2' = 'auto') {
  return parseBankData(json, { format, country: null });
}

function money(unscaledValue: unknown, scale: unknown, currencyCode: unknown = 'EUR') {
  return { amount: { currencyCode, value: { unscaledValue, scale } } };
}

/** One account with the given transaction beside a good one. */
function withTransaction(change: Record<string, unknown>) {
  const good = { ...money('-100', '2'), dates: { booked: '2026-03-01' }, descriptions: { original: 'X' } };
  const account = { balances: { booked: money('1', '0') }, dates: { lastRefreshed: '2026-03-02T06:00:00Z' } };
  return parse({ accounts: [{ ...account, transactions: [good, { ...good, ...change }] }] });
}

describe('Tink API v2', () => {
  const batch = parse(JSON.parse(readFileSync(SAMPLE, 'utf8')));

  it('is detected and read without a problem', () => {
    expect(batch).toMatchObject({ format: 'TINK_V2', problems: [] });
    expect(batch.accounts[0]?.facts).toMatchObject({
      type: 'CHECKING',
      usage: 'PERSONAL',
      balanceMinor: 1234_50,
      balanceDate: '2026-03-02',
      currency: 'EUR',
      iban: 'FR7630004000031234567890143',
      bic: 'BNPAFRPP',
      country: 'FR',
      number: '00012345678',
      bank: { id: 'fi-1' },
      aggregatorId: 'acc-1',
    });
  });

  it('reads amounts of any scale, days, counterparties, codes and pending lines', () => {
    expect(batch.accounts[0]?.transactions).toMatchObject([
      {
        amountMinor: -42_10,
        date: '2026-03-01',
        valueDate: '2026-02-28',
        bookingInstant: '2026-02-28T23:30:00.000Z',
        description: 'CARTE 28/02 SUPERMARCHE EXEMPLE',
        counterpartyName: 'Supermarche Exemple',
        hints: { merchantCategoryCode: '5411', proprietaryType: 'DEB' },
        aggregatorCategory: 'Groceries',
        aggregatorType: 'CREDIT_CARD',
        isComing: false,
      },
      { amountMinor: 2100_00, counterpartyName: 'Employeur SA', counterpartyAccount: 'FR761234' },
      { amountMinor: -50, date: '2026-03-03', bookingDate: null, description: 'En cours', isComing: true },
    ]);
  });

  it.each([
    ['a scale beyond any', money('1', '99'), 'amount.value.scale'],
    ['a scale of no number', money('1', 'x'), 'amount.value.scale'],
    ['digits that are none', money('1.5', '2'), 'amount.value.unscaledValue'],
    ['no digits', money(undefined, '2'), 'amount.value.unscaledValue'],
    ['more decimals than the currency', money('1', '3'), 'amount.value'],
    ['an amount beyond exact numbers', money('1', '-18'), 'amount.value'],
    ['no date', { dates: {} }, 'dates'],
    ['a day that does not exist', { dates: { booked: '2026-02-30' } }, 'dates.booked'],
    ['no description', { descriptions: {} }, 'descriptions.original'],
  ])('reports %s and keeps the rest', (_name, change, field) => {
    const { accounts, problems } = withTransaction(change);
    expect(accounts[0]?.transactions).toHaveLength(1);
    expect(problems).toMatchObject([{ path: `accounts[0].transactions[1].${field}` }]);
  });

  it('takes zero at any scale', () => {
    expect(withTransaction(money('0', '-18')).accounts[0]?.transactions[1]?.amountMinor).toBe(0);
  });

  it('takes the available balance only where no booked one is given', () => {
    const dates = { lastRefreshed: '2026-03-02T06:00:00Z' };
    const read = (balances: unknown) => parse({ accounts: [{ balances, dates }] });
    expect(read({ available: money('5', '0') }).accounts[0]?.facts.balanceMinor).toBe(5_00);
    expect(read({}).problems).toMatchObject([{ path: 'accounts[0].balances.booked', kind: 'missing' }]);
  });

  it('reads accounts of contract A that were announced as Tink’s', () => {
    const transaction = { description: 'X', amount: -1.5, dates: { bookedAt: '2026-03-01' } };
    const account = { balance: 10, balanceDate: '2026-03-02', currency: 'EUR', transactions: [transaction] };
    const { accounts, problems } = parse({ accounts: [account] }, 'TINK_V2');
    expect(problems).toEqual([]);
    expect(accounts).toMatchObject([{ facts: { balanceMinor: 10_00 }, transactions: [{ amountMinor: -1_50 }] }]);
  });
});
