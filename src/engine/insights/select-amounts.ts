import type { AccountId } from '../../domain/account.js';
import { groupBy } from '../../domain/group-by.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { AmountClass, ClassifiedTransaction } from './classify-amounts.js';
import { byDateThenId } from './order.js';

type Classified = readonly ClassifiedTransaction[];

/** Classified transactions as the insights ask for them; every list keeps the engine's order. */
interface Shelves {
  readonly byClass: ReadonlyMap<AmountClass, Classified>;
  /** Within a class; made when first asked for. */
  readonly byCategory: Map<AmountClass, ReadonlyMap<LeafId, Classified>>;
  byAccount: ReadonlyMap<AccountId, Classified> | null;
}

/** A dozen insights ask for a few transactions each: a customer's list is sorted once, not walked through by every one. */
const SHELVES = new WeakMap<Classified, Shelves>();

const NONE: Classified = [];

function shelvesOf(classified: Classified): Shelves {
  let shelves = SHELVES.get(classified);
  if (shelves === undefined) {
    const byClass = groupBy(classified, ({ amountClass }) => amountClass);
    shelves = { byClass, byCategory: new Map(), byAccount: null };
    SHELVES.set(classified, shelves);
  }
  return shelves;
}

/** Those of one class. */
export function ofClass(classified: Classified, amountClass: AmountClass): Classified {
  return shelvesOf(classified).byClass.get(amountClass) ?? NONE;
}

/** Those of one class by category. */
export function byCategoryOf(classified: Classified, amountClass: AmountClass): ReadonlyMap<LeafId, Classified> {
  const { byCategory } = shelvesOf(classified);
  let own = byCategory.get(amountClass);
  if (own === undefined) {
    own = groupBy(ofClass(classified, amountClass), ({ enrichment }) => enrichment.category);
    byCategory.set(amountClass, own);
  }
  return own;
}

/** Those of one class and any of some categories. */
export function ofCategories(
  classified: Classified,
  amountClass: AmountClass,
  categories: Iterable<LeafId>,
): readonly ClassifiedTransaction[] {
  const byCategory = byCategoryOf(classified, amountClass);
  const lists: Classified[] = [];
  for (const category of categories) lists.push(byCategory.get(category) ?? NONE);
  return inOneOrder(lists);
}

/** Those of each account. */
export function byAccountOf(classified: Classified): ReadonlyMap<AccountId, Classified> {
  const shelves = shelvesOf(classified);
  shelves.byAccount ??= groupBy(classified, ({ transaction }) => transaction.accountId);
  return shelves.byAccount;
}

/** Lists in the engine's order as one. */
export function inOneOrder(lists: readonly Classified[]): Classified {
  const [only = NONE, another] = lists.filter((list) => list.length > 0);
  if (another === undefined) return only;
  return lists.flat().sort((a, b) => byDateThenId(a.transaction, b.transaction));
}
