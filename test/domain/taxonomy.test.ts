import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALGOAN_CATEGORIES, isLeafId, leafOfAlgoanCategory, TAXONOMY } from '../../src/domain/taxonomy/taxonomy.js';

/** The contract's enums as its clients know them; copied from the contract, not from the table under test. */
const CONTRACT_A = readFileSync(new URL('../data/contract-a-categories.txt', import.meta.url), 'utf8')
  .split(/\s+/)
  .filter(Boolean);
/** z2 values that appear in contract B's own examples. */
const CONTRACT_B_Z2 =
  'income.salary income.pension other.other other.fines investments.crypto investments.savings investments.other gambling.other expenses.utilities expenses.childcare expenses.other housing.mortgage housing.rent internal.other tax.vehicle alimony.other subsidy.unemployment subsidy.health loan.student loan.debt_collection insurance.other'.split(
    ' ',
  );

describe('taxonomy', () => {
  it('covers exactly the categories of contract A', () => {
    expect([...ALGOAN_CATEGORIES].sort()).toEqual([...CONTRACT_A].sort());
  });

  it('covers the z2 values of contract B’s examples', () => {
    const z2 = new Set<string>(TAXONOMY.map((leaf) => leaf.z2));
    expect(CONTRACT_B_Z2.filter((value) => !z2.has(value))).toEqual([]);
  });

  it('has unique ids, well-formed codes that say the direction, and labels in every language', () => {
    expect(new Set(TAXONOMY.map(({ id }) => id)).size).toBe(TAXONOMY.length);
    for (const leaf of TAXONOMY) {
      expect(leaf.z1.code).toMatch(leaf.direction === 'credit' ? /^R01\d{4}$/ : /^R02\d{4}$/);
      expect(leaf.z1.l2Name).not.toBe('Other');
      for (const label of Object.values(leaf.labels)) expect(label.trim()).not.toBe('');
    }
  });

  it('keeps the two codes that contract B fixes', () => {
    const codes = new Map(TAXONOMY.map(({ z1 }) => [z1.code, z1]));
    expect(codes.get('R010101')).toMatchObject({
      l0Name: 'Retail',
      l1Name: 'Inflows',
      l2Name: 'Income',
      l3Name: 'Fixed income',
    });
    expect(codes.get('R010102')).toMatchObject({ l3Name: 'Variable income' });
  });

  it('leads from a contract-A value to a category that carries it', () => {
    for (const value of CONTRACT_A) expect(leafOfAlgoanCategory(value)?.algoanCategory).toBe(value);
    expect(leafOfAlgoanCategory('NOT_A_CATEGORY')).toBeNull();
    expect(isLeafId('income.salary') && !isLeafId('income.nothing')).toBe(true);
  });
});
