import { LEAVES } from './leaves.js';

type Row = (typeof LEAVES)[number];

/** Dotted id of a category that transactions can carry, for example `income.salary`. */
export type LeafId = Row[0];
export type Direction = 'credit' | 'debit';
/** Whether a household can do without the expense; neutral where the question does not arise. */
export type Nature = 'essential' | 'discretionary' | 'neutral';
/** Kinds of data of GDPR article 9 that a category may reveal. */
export type SpecialCategory = 'health' | 'religion' | 'union' | 'politics';
export type Language = 'en' | 'fr' | 'nl' | 'es';
/** Value of a category on contract A. */
export type AlgoanCategory = Row[2];

/** A category: the finest grain of the taxonomy. */
export interface Leaf {
  readonly id: LeafId;
  readonly direction: Direction;
  /** First part of the id: the family of the category. */
  readonly parent: string;
  readonly algoanCategory: AlgoanCategory;
  readonly z2: string;
  readonly z1: Z1Code;
  readonly nature: Nature;
  readonly specialCategory: SpecialCategory | null;
  readonly labels: Readonly<Record<Language, string>>;
}

/** Contract B's four-level code: `R`, then two digits each for direction, group and leaf. */
export interface Z1Code {
  readonly code: string;
  readonly l0Name: string;
  readonly l1Name: string;
  readonly l2Name: string;
  readonly l3Name: string;
}

/** Names of the second level of contract B's codes; only "Income" is given by the contract, the rest is ours. */
const Z1_GROUPS: Readonly<Record<string, string>> = {
  R0101: 'Income',
  R0102: 'Benefits',
  R0103: 'Loans received',
  R0104: 'Refunds',
  R0105: 'Savings and investments',
  R0106: 'Returns and releases',
  R0107: 'Internal transfers',
  R0201: 'Housing',
  R0202: 'Insurance',
  R0203: 'Living',
  R0204: 'Discretionary',
  R0205: 'Loans',
  R0206: 'Savings and investments',
  R0207: 'Bank operations',
  R0208: 'Taxes and fines',
  R0209: 'Internal transfers',
};

/** Third-level names that contract B fixes; elsewhere the leaf's English label is the name. */
const Z1_FIXED_NAMES: Readonly<Record<string, string>> = { R010101: 'Fixed income', R010102: 'Variable income' };

function z1Of(code: string, label: string): Z1Code {
  return Object.freeze({
    code,
    l0Name: 'Retail',
    l1Name: code.startsWith('R01') ? 'Inflows' : 'Outflows',
    l2Name: Z1_GROUPS[code.slice(0, 5)] ?? 'Other',
    l3Name: Z1_FIXED_NAMES[code] ?? label,
  });
}

function leafOf(row: Row): Leaf {
  const [id, direction, algoanCategory, z2, z1, nature, specialCategory, en, fr, nl, es] = row;
  return Object.freeze({
    id,
    direction,
    parent: id.slice(0, id.indexOf('.')),
    algoanCategory,
    z2,
    z1: z1Of(z1, en),
    nature,
    specialCategory,
    labels: Object.freeze({ en, fr, nl, es }),
  });
}

/** All categories in the table's order. */
export const TAXONOMY: readonly Leaf[] = Object.freeze(LEAVES.map(leafOf));

const BY_ID: ReadonlyMap<string, Leaf> = new Map(TAXONOMY.map((leaf) => [leaf.id, leaf]));
const BY_ALGOAN: ReadonlyMap<string, Leaf> = new Map(
  [...TAXONOMY].reverse().map((leaf) => [leaf.algoanCategory, leaf]),
);

/** All category ids, as a list that schemas and SQL checks are made from. */
export const LEAF_IDS: readonly LeafId[] = TAXONOMY.map((leaf) => leaf.id);

/** All values of contract A, once each. */
export const ALGOAN_CATEGORIES: readonly AlgoanCategory[] = [...new Set(TAXONOMY.map((leaf) => leaf.algoanCategory))];

/** The category with this id. */
export function leaf(id: LeafId): Leaf {
  const found = BY_ID.get(id);
  if (!found) throw new Error(`no category ${id} in the taxonomy`);
  return found;
}

/** Whether a text is a category id. */
export function isLeafId(id: string): id is LeafId {
  return BY_ID.has(id);
}

/** The category that stands for a contract-A value, or null when the value is not one of the contract's. */
export function leafOfAlgoanCategory(value: string): Leaf | null {
  return BY_ALGOAN.get(value) ?? null;
}

/** Payments to those who collect debts: collectors, bailiffs, debt relief. */
export const COLLECTION: ReadonlySet<LeafId> = new Set<LeafId>([
  'loan.debt_collection',
  'loan.debt_recovery',
  'loan.bailiff',
]);
