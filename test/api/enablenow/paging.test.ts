import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../app-under-test.js';
import { type ContractBUnderTest, contractBUnderTest } from './contract-b-under-test.js';
import { daysAgo } from './example-accounts.js';
import type { BankLine } from './simulated-bank.js';

const ORDERS = [
  'id',
  'accountNumber',
  'description',
  'transactionDateTime',
  'amount',
  'currency',
  'counterpartDescription',
  'counterpartAccountNumber',
];
const LINES = 60;

let saldo: ContractBUnderTest;
let token: string;
let consentId: string;
let count = 0;

/** Lines that tie in every column, so that nothing but the id tells them apart. */
function nextLine(isPending = false): BankLine {
  count += 1;
  return {
    id: `line ${count}`,
    date: daysAgo(1 + (count % 7)),
    time: `10:0${count % 3}:00`,
    amount: count % 2 === 0 ? '-12.50' : `${(count % 5) + 1}.00`,
    text: `Omschrijving ${count % 4} é ${count}`,
    ...(count % 3 === 0 ? {} : { name: `Partij ${count % 2}`, iban: 'NL28ABNA9998422205' }),
    isPending,
  };
}

beforeAll(async () => {
  const account = (id: string, iban: string) => ({ id, iban, name: id, owner: 'J. Doe', balance: '10.00' });
  saldo = await contractBUnderTest([
    { ...account('one', 'NL11ENAB1234567890'), lines: Array.from({ length: LINES / 2 }, () => nextLine()) },
    { ...account('two', 'NL99ENAB0987654321'), lines: Array.from({ length: LINES / 2 }, () => nextLine()) },
  ]);
  token = await saldo.tokenFor('lender');
  consentId = await saldo.consentOf(token, 'walker');
});
afterAll(() => saldo.close());

/** New bookings, and announced ones that become booked with another date and text. */
async function arrive(): Promise<void> {
  for (const account of saldo.bank.accounts) {
    const pending = account.lines.findIndex(({ isPending }) => isPending);
    const found = account.lines[pending];
    if (found) account.lines[pending] = { ...found, isPending: false, date: daysAgo(count % 9) };
    account.lines.push(nextLine(), nextLine(true));
  }
  saldo.wait(25 * 3_600_000);
  expect((await saldo.call(token, 'POST', `/cfa/consent/${consentId}/refresh`)).status).toBe(202);
  await saldo.drain();
}

async function page(query: string): Promise<{ data: Json[]; nextPageToken: string | null }> {
  const { status, body } = await saldo.call(token, 'GET', `/cfa/transactions?${query}`);
  expect(status).toBe(200);
  return body;
}

async function everything(): Promise<Json[]> {
  return (await page(`consentId=${consentId}&pageSize=1000`)).data;
}

function ids(rows: readonly Json[]): string[] {
  return rows.map(({ id }) => id).sort();
}

/** All pages; `between` happens after each. */
async function walk(query: string, between: () => Promise<void> = async () => {}): Promise<Json[]> {
  const first = await page(query);
  const rows = [...first.data];
  for (let next = first.nextPageToken; next !== null; ) {
    await between();
    const following = await page(`pageSize=${/pageSize=(\d+)/.exec(query)?.[1]}&pageToken=${next}`);
    expect(following.data.length).toBeGreaterThan(0);
    rows.push(...following.data);
    next = following.nextPageToken;
  }
  return rows;
}

function keyOf(row: Json, order: string): string | number {
  if (order === 'transactionDateTime') return Date.parse(row[order]);
  return row[order] ?? '';
}

function isOrdered(rows: readonly Json[], order: string, direction: string): boolean {
  return rows.every((row, index) => {
    const before = rows[index - 1];
    if (before === undefined) return true;
    const [a, b] = [keyOf(before, order), keyOf(row, order)];
    const bytes = (value: string | number) => (typeof value === 'number' ? value : Buffer.from(value).toString('hex'));
    const [x, y] = [bytes(a), bytes(b)];
    if (x === y) return direction === 'ASC' ? before.id < row.id : before.id > row.id;
    return direction === 'ASC' ? x < y : x > y;
  });
}

describe('walking the pages of transactions', () => {
  it.each(ORDERS)('in order of %s gives every one once, whatever the size', async (order) => {
    const all = ids(await everything());
    expect(all.length).toBeGreaterThanOrEqual(LINES);
    for (const direction of ['ASC', 'DESC']) {
      for (const size of [1, 7, 1000]) {
        const rows = await walk(`consentId=${consentId}&pageSize=${size}&orderBy=${order}&orderDirection=${direction}`);
        expect(ids(rows)).toEqual(all);
        expect(isOrdered(rows, order, direction)).toBe(true);
      }
    }
  });

  it('gives the transactions of the first moment as they were, while others arrive and change', async () => {
    const order = fc.constantFrom(...ORDERS);
    const direction = fc.constantFrom('ASC', 'desc');
    const size = fc.integer({ min: 5, max: 40 });
    await fc.assert(
      fc.asyncProperty(order, direction, size, async (by, way, pageSize) => {
        await arrive();
        const before = await everything();
        let arrivals = 0;
        // A listing lives a day; arrivals each take one, so that the clock must stand still for its age.
        const rows = await walk(
          `consentId=${consentId}&pageSize=${pageSize}&orderBy=${by}&orderDirection=${way}`,
          async () => {
            arrivals += 1;
            if (arrivals > 2) return;
            await arrive();
            saldo.wait(-25 * 3_600_000);
          },
        );
        expect(ids(rows)).toEqual(ids(before));
        const byId = new Map(before.map((row) => [row.id, row]));
        for (const row of rows) expect(row).toEqual(byId.get(row.id));
        expect(isOrdered(rows, by, way.toUpperCase())).toBe(true);
      }),
      { numRuns: 12, seed: 7 },
    );
    expect((await everything()).length).toBeGreaterThan(LINES + 20);
  });

  it('refuses a token that was changed, is another project’s, or too old', async () => {
    const { nextPageToken } = await page(`consentId=${consentId}&pageSize=3`);
    const given = String(nextPageToken);
    const [content = '', proof = ''] = given.split('.');
    const opened = JSON.parse(Buffer.from(content, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...opened, after: { key: '', id: '' } })).toString('base64url');
    const changed = [`${given}x`, `x${given}`, content, `${content}.`, `${forged}.${proof}`, 'nonsense', `${given}.x`];
    for (const pageToken of changed) {
      const { status, body, type } = await saldo.call(
        token,
        'GET',
        `/cfa/transactions?pageToken=${encodeURIComponent(pageToken)}`,
      );
      expect(status).toBe(400);
      expect(type).toContain('application/problem+json');
      expect(Object.keys(body.errors)).toEqual(['pageToken']);
    }
    const other = await saldo.tokenFor('another lender');
    expect((await saldo.call(other, 'GET', `/cfa/transactions?pageToken=${given}`)).status).toBe(400);
    expect((await saldo.call(token, 'GET', `/cfa/transactions?pageToken=${given}`)).status).toBe(200);
    saldo.wait(25 * 3_600_000);
    expect((await saldo.call(token, 'GET', `/cfa/transactions?pageToken=${given}`)).status).toBe(400);
  });

  it('filters by account and by booking date', async () => {
    const accounts = await saldo.call(token, 'GET', `/cfa/accounts?consentId=${consentId}`);
    const all = await everything();
    const [{ id: accountId }] = accounts.body;
    const own = await walk(`accountId=${accountId}&pageSize=9`);
    expect(ids(own)).toEqual(ids(all.filter((row) => row.accountId === accountId)));
    const from = daysAgo(5);
    const to = daysAgo(3);
    const dated = await walk(`consentId=${consentId}&pageSize=9&dateFrom=${from}&dateTo=${to}`);
    expect(ids(dated)).toEqual(ids(all.filter(({ bookDate }) => bookDate >= from && bookDate <= to)));
    expect(dated.length).toBeGreaterThan(0);
  });
});
