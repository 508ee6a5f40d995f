import type { FeatureDirection } from '../../domain/score.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { ScoreFacts, ScoreItem } from './facts.js';

/** What a feature's value is measured in. */
export type FeatureUnit = 'months of outgoings' | 'share' | 'days' | 'count' | 'per month' | 'ratio';

/** Where a feature is known from. */
export const SOURCES = {
  berka: 'P. Berka & M. Sochorova (1999), PKDD’99 Discovery Challenge: seen to separate the loans of these data',
  cashFlow: 'FICO (2018), UltraFICO score: balances kept, overdrafts avoided, age and activity of the accounts',
  finregLab: 'FinRegLab (2019), The Use of Cash-Flow Data in Underwriting Credit',
  thomas: 'L. C. Thomas, D. B. Edelman & J. N. Crook (2002), Credit Scoring and Its Applications',
  siddiqi: 'N. Siddiqi (2006), Credit Risk Scorecards',
  eba: 'EBA/GL/2020/06, Guidelines on loan origination and monitoring, section 5.2: the borrower’s income and commitments',
  muggleton:
    'N. Muggleton et al. (2021), The association between gambling and financial, social and health outcomes, Nature Human Behaviour 5',
  gathergood:
    'J. Gathergood, B. Guttman-Kenney & S. Hunt (2019), How Do Payday Loans Affect Borrowers?, Review of Financial Studies 32(2)',
} as const;

/** A value with the transactions behind it (looked up only where they are shown), or why there is none. */
export type Computed =
  | { readonly value: number; readonly evidence: () => readonly ScoreItem[] }
  | { readonly value: null; readonly because: string };

/** A documented number that a score may use. The catalogue of these is the whole list of what a score may know. */
export interface Feature {
  /** Permanent. */
  readonly id: string;
  readonly meaning: string;
  readonly unit: FeatureUnit;
  readonly direction: FeatureDirection;
  /** Days back from the last day observed. */
  readonly windowDays: number;
  readonly source: string;
  compute(facts: ScoreFacts): Computed;
}

const nothing = (): readonly ScoreItem[] => [];

/** A value with its items. */
export function known(value: number, evidence: () => readonly ScoreItem[] = nothing): Computed {
  return { value, evidence };
}

/** No value, and which fact is missing. */
export function unknown(because: string): Computed {
  return { value: null, because };
}

/** Those items that fall into the last days. */
export function recent(items: readonly ScoreItem[], facts: ScoreFacts, days: number): ScoreItem[] {
  return items.filter(({ day }) => day > facts.lastDay - days);
}

/** The expenses of some categories. */
export function expensesOf({ expenses }: ScoreFacts, categories: readonly LeafId[]): readonly ScoreItem[] {
  const found: ScoreItem[] = [];
  for (const category of categories) {
    for (const item of expenses.get(category) ?? []) found.push(item);
  }
  return found;
}

/** The sum of the expenses of some categories: minor units, ≤ 0. */
export function spentOn({ spent }: ScoreFacts, categories: readonly LeafId[]): number {
  let sum = 0;
  for (const category of categories) sum += spent.get(category) ?? 0;
  return sum;
}

/** The largest items by amount, the earlier id first among equals, as evidence that a person can read. */
export function largest(items: readonly ScoreItem[], count = 10): ScoreItem[] {
  const top: ScoreItem[] = [];
  for (const item of items) {
    let place = top.length;
    for (let other = top[place - 1]; other && precedes(item, other); other = top[place - 1]) place -= 1;
    if (place === count) continue;
    if (top.length === count) top.pop();
    top.splice(place, 0, item);
  }
  return top;
}

function precedes(a: ScoreItem, b: ScoreItem): boolean {
  const [sizeA, sizeB] = [Math.abs(a.amount), Math.abs(b.amount)];
  return sizeA > sizeB || (sizeA === sizeB && a.id < b.id);
}
