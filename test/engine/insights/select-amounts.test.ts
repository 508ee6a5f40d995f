import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/domain/calendar-date.js';
import { classifyAmounts } from '../../../src/engine/insights/classify-amounts.js';
import {
  byAccountOf,
  byCategoryOf,
  inOneOrder,
  ofCategories,
  ofClass,
} from '../../../src/engine/insights/select-amounts.js';
import { ACCOUNT_ID, AS_OF, anAccount, anEnriched, aTransaction } from './sample-data.js';

const CATEGORIES = ['expenses.groceries', 'fees.overdraft', 'housing.rent'] as const;

const classified = classifyAmounts(
  [{ account: anAccount(), excludedBy: null }],
  Array.from({ length: 12 }, (_, at) => {
    const amountMinor = at % 4 === 3 ? 500 : -500;
    const category = amountMinor > 0 ? 'income.salary' : (CATEGORIES[at % 3] ?? 'expenses.groceries');
    return anEnriched(aTransaction(`t${100 + at}`, addDays(AS_OF, at >> 1), amountMinor), { category });
  }),
);

function idsOf(list: readonly (typeof classified)[number][]): string[] {
  return list.map(({ transaction }) => transaction.id);
}

describe('selecting classified transactions', () => {
  it('gives those of a class, and of some of its categories, in the engine’s order', () => {
    const expenses = classified.filter(({ amountClass }) => amountClass === 'expense');
    expect(idsOf(ofClass(classified, 'expense'))).toEqual(idsOf(expenses));
    const own = expenses.filter(({ enrichment }) => enrichment.category !== 'housing.rent');
    expect(idsOf(ofCategories(classified, 'expense', ['fees.overdraft', 'expenses.groceries']))).toEqual(idsOf(own));
    expect([...byCategoryOf(classified, 'income').keys()]).toEqual(['income.salary']);
  });

  it('gives nothing where there is nothing', () => {
    expect(ofClass(classified, 'savings')).toEqual([]);
    expect(ofCategories(classified, 'expense', ['loan.payday'])).toEqual([]);
    expect(inOneOrder([])).toEqual([]);
  });

  it('gives each account its own', () => {
    expect(idsOf(byAccountOf(classified).get(ACCOUNT_ID) ?? [])).toEqual(idsOf(classified));
  });
});
