import { describe, expect, it } from 'vitest';
import type { Account, AccountId } from '../../../src/domain/account.js';
import type { AnalysisInput } from '../../../src/domain/analysis.js';
import { addDays } from '../../../src/domain/calendar-date.js';
import { parseCurrency } from '../../../src/domain/money.js';
import { qualifyAccounts } from '../../../src/engine/insights/qualify-accounts.js';
import { ACCOUNT_ID, AS_OF, anAccount, anInput, aTransaction, EUR, REFERENCE } from './sample-data.js';

const USD = parseCurrency('USD');

function transactions(count: number, facts: Parameters<typeof aTransaction>[3] = {}, from = AS_OF) {
  return Array.from({ length: count }, (_, at) => aTransaction(`t${at}`, addDays(from, -at), -100, facts));
}

function outcome(accounts: readonly Account[], facts: Partial<AnalysisInput> = {}) {
  const input = anInput(facts.transactions ?? transactions(20), { accounts, ...facts });
  const { accounts: judged, error } = qualifyAccounts(input, REFERENCE, AS_OF);
  return { code: error?.code ?? null, message: error?.message ?? '', excludedBy: judged.map((one) => one.excludedBy) };
}

describe('qualifyAccounts', () => {
  it('takes a personal checking account with 20 transactions', () => {
    expect(outcome([anAccount()])).toEqual({ code: null, message: '', excludedBy: [null] });
  });

  it.each([
    ['ACCOUNT_TYPE_NOT_SUPPORTED', anAccount({ type: 'UNKNOWN' })],
    ['USAGE_NOT_SUPPORTED', anAccount({ usage: 'PROFESSIONAL' })],
    ['OWNERSHIP_NOT_SUPPORTED', anAccount({ ownership: 'ATTORNEY' })],
    ['CURRENCY_NOT_SUPPORTED', anAccount({ currency: USD })],
  ] as const)('answers %s', (code, account) => {
    expect(outcome([account])).toMatchObject({ code, excludedBy: [code] });
  });

  it('answers NO_CHECKING_ACCOUNT without an account, and with other accounts only', () => {
    expect(outcome([]).code).toBe('NO_CHECKING_ACCOUNT');
    expect(outcome([anAccount({ type: 'SAVINGS' })])).toMatchObject({
      code: 'NO_CHECKING_ACCOUNT',
      excludedBy: [null],
    });
  });

  it('checks in the order of the specification, each check on what the one before left', () => {
    const professional = anAccount({ usage: 'PROFESSIONAL' });
    const foreign = anAccount({ id: 'account-2' as AccountId, currency: USD });
    const found = outcome([professional, foreign, anAccount({ id: 'account-3' as AccountId, type: 'UNKNOWN' })]);
    expect(found.code).toBe('CURRENCY_NOT_SUPPORTED');
    expect(found.excludedBy).toEqual(['USAGE_NOT_SUPPORTED', 'CURRENCY_NOT_SUPPORTED', 'ACCOUNT_TYPE_NOT_SUPPORTED']);
  });

  it('takes professional accounts of a business, and unknown ownership', () => {
    expect(outcome([anAccount({ usage: 'PROFESSIONAL' })], { profile: 'business' }).code).toBeNull();
    expect(outcome([anAccount({ ownership: 'UNKNOWN' })]).code).toBeNull();
  });

  it('refuses a currency that is not supported even when it is the project’s', () => {
    expect(outcome([anAccount({ currency: USD })], { currency: USD }).code).toBe('CURRENCY_NOT_SUPPORTED');
  });

  it('counts neither coming, nor future-dated, nor foreign-currency transactions', () => {
    const tomorrow = addDays(AS_OF, 1);
    for (const last of [
      aTransaction('x', AS_OF, -100, { isComing: true }),
      aTransaction('x', tomorrow, -100),
      aTransaction('x', AS_OF, -100, { currency: USD }),
    ]) {
      const found = outcome([anAccount()], { transactions: [...transactions(19), last] });
      expect(found.code).toBe('NOT_ENOUGH_TRANSACTIONS');
      expect(found.message).toContain('at most 19');
    }
    expect(
      outcome([anAccount()], { transactions: [...transactions(19), aTransaction('x', AS_OF, -1)] }).code,
    ).toBeNull();
  });

  it('leaves out a checking account with few transactions beside a busy one, but not a savings account', () => {
    const quiet = anAccount({ id: 'account-2' as AccountId });
    const savings = anAccount({ id: 'account-3' as AccountId, type: 'SAVINGS' });
    const found = outcome([anAccount(), quiet, savings]);
    expect(found).toMatchObject({ code: null, excludedBy: [null, 'NOT_ENOUGH_TRANSACTIONS', null] });
  });

  it('says what was found and what is needed', () => {
    expect(outcome([anAccount({ currency: USD })], { currency: EUR }).message).toBe(
      "Found CHECKING accounts in 1 × USD; one in the project's currency EUR is needed, " +
        'and supported currencies are EUR and GBP',
    );
    expect(ACCOUNT_ID).toBe(anAccount().id);
  });
});
