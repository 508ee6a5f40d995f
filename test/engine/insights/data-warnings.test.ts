import { describe, expect, it } from 'vitest';
import type { AccountId } from '../../../src/domain/account.js';
import { addDays } from '../../../src/domain/calendar-date.js';
import { analyse } from '../../../src/engine/index.js';
import { ACCOUNT_ID, AS_OF, anAccount, anInput, aTransaction, REFERENCE } from './sample-data.js';

const SECOND = 'account-2' as AccountId;
const balanceDate = addDays(AS_OF, -1);

/** Purchases of a known kind on each of the last days. */
function purchases(count: number, accountId: AccountId, description = 'ACHAT CB CARREFOUR PARIS') {
  return Array.from({ length: count }, (_, at) =>
    aTransaction(`${accountId}-${at}`, addDays(balanceDate, -at), -1_000 - at, { accountId, description }),
  );
}

function warningsOf(input: ReturnType<typeof anInput>) {
  return analyse(input, REFERENCE, AS_OF).warnings;
}

describe('data warnings', () => {
  it('name an account that shows few signs of a main one', () => {
    const found = warningsOf(anInput(purchases(30, ACCOUNT_ID))).find(({ code }) => code === 'NOT_MAIN_ACCOUNT');
    expect(found?.message).toBe('Probably not the main account: no sign of income, housing, utilities, direct debits');
  });

  it('name the transactions whose purpose is unknown once they are many', () => {
    const known = purchases(24, ACCOUNT_ID);
    const unknown = Array.from({ length: 9 }, (_, at) =>
      aTransaction(`u${at}`, addDays(balanceDate, -at), -77, { description: `QZXV ${'abcdefghi'[at]}` }),
    );
    const found = warningsOf(anInput([...known, ...unknown])).find(({ code }) => code === 'UNREADABLE_SHARE');
    expect(found?.transactionIds).toHaveLength(9);
    expect(warningsOf(anInput([...known, ...unknown.slice(0, 3)])).map(({ code }) => code)).not.toContain(
      'UNREADABLE_SHARE',
    );
  });

  it('tell of accounts that hold the same transactions', () => {
    const accounts = [anAccount(), anAccount({ id: SECOND })];
    const twice = warningsOf(anInput([...purchases(25, ACCOUNT_ID), ...purchases(25, SECOND)], { accounts }));
    expect(twice.filter(({ code }) => code === 'DUPLICATE_ACCOUNTS')).toEqual([
      {
        code: 'DUPLICATE_ACCOUNTS',
        message: `25 transactions are on account ${SECOND} too: probably one account delivered twice, counted twice`,
        accountId: ACCOUNT_ID,
        transactionIds: [],
      },
    ]);
    const others = purchases(25, SECOND).map((one) => ({ ...one, amountMinor: one.amountMinor - 5_000 }));
    expect(
      warningsOf(anInput([...purchases(25, ACCOUNT_ID), ...others], { accounts })).map(({ code }) => code),
    ).not.toContain('DUPLICATE_ACCOUNTS');
  });

  it('tell of accounts that the import merged', () => {
    const input = anInput(purchases(25, ACCOUNT_ID), { mergedAccountIds: [ACCOUNT_ID] });
    expect(warningsOf(input).find(({ code }) => code === 'DUPLICATE_ACCOUNTS_MERGED')?.accountId).toBe(ACCOUNT_ID);
  });
});
