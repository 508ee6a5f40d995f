import type { FeatureDirection } from '../../domain/score.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ScoreFacts, ScoreItem } from './facts.js';

/** What a feature's value is measured in. */
export type FeatureUnit = 'months of outgoings' | 'share' | 'days' | 'count' | 'per month' | 'ratio';

/** Where a feature is known from. */
export const SOURCES = {
  berka: 'P. Berka & M. Sochorova, PKDD’99 Discovery Challenge: balance before the loan separates best',
  cashFlow: 'FICO, UltraFICO and cash-flow scoring white papers: balances, overdraft, history, activity',
  finregLab: 'FinRegLab (2019), The Use of Cash-Flow Data in Underwriting Credit',
  thomas: 'L. C. Thomas, D. B. Edelman & J. N. Crook (2002), Credit Scoring and Its Applications',
  siddiqi: 'N. Siddiqi (2006), Credit Risk Scorecards',
  eba: 'EBA/GL/2020/06, Guidelines on loan origination and monitoring, section 5.2: income, commitments, stress',
  muggleton:
    'N. Muggleton et al. (2021), The association between gambling and financial, social and health outcomes, Nature Human Behaviour 5',
  gathergood:
    'J. Gathergood, B. Guttman-Kenney & S. Hunt (2019), How Do Payday Loans Affect Borrowers?, Review of Financial Studies 32(2)',
} as const;

/** A value with the transactions behind it, or why there is none. */
export type Computed =
  | { readonly value: number; readonly items: readonly (ScoreItem | TransactionId)[] }
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

/** A value with its items. */
export function known(value: number, items: readonly (ScoreItem | TransactionId)[] = []): Computed {
  return { value, items };
}

/** No value, and which fact is missing. */
export function unknown(because: string): Computed {
  return { value: null, because };
}

/** The items of the last days. */
export function recent(facts: ScoreFacts, days: number, keep: (item: ScoreItem) => boolean): ScoreItem[] {
  return facts.items.filter((item) => item.day > facts.lastDay - days && keep(item));
}

/** Months observed within the last days, at least 1. */
export function monthsWithin(facts: ScoreFacts, days: number): number {
  const observed = facts.lastDay - facts.firstDay + 1;
  return observed <= days ? facts.months : Math.max(1, (facts.months * days) / observed);
}

/** The largest items by amount, as evidence that a person can read. */
export function largest(items: readonly ScoreItem[], count = 10): ScoreItem[] {
  return [...items].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || (a.id < b.id ? -1 : 1)).slice(0, count);
}
