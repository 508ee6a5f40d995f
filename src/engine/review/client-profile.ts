import { CLIENT_PROFILE_NAMES, type ReviewedTransaction, type ReviewGroup } from '../../domain/review.js';
import { leaf } from '../../domain/taxonomy/taxonomy.js';
import { categoriesOf, groupOf } from './review-group.js';

type ProfileName = (typeof CLIENT_PROFILE_NAMES)[number];

/** Contract B's categories that an entry covers. */
interface Coverage {
  /** Those that the contract shows for the entry: listed always. */
  readonly shown: readonly string[];
  /** Finer ones of ours: listed where they occur. */
  readonly also: readonly string[];
}

const COVERED: Readonly<Record<ProfileName, Coverage>> = {
  'Internal transactions': { shown: ['internal.other'], also: [] },
  Car: { shown: ['tax.vehicle'], also: ['insurance.car', 'expenses.fuel', 'expenses.car'] },
  Child: { shown: ['expenses.childcare'], also: ['subsidy.family', 'subsidy.childcare'] },
  Divorced: { shown: ['alimony.other'], also: [] },
  Pension: { shown: ['income.pension'], also: ['income.survivor_pension'] },
  Unemployed: { shown: ['subsidy.unemployment'], also: [] },
  Loans: {
    shown: ['loan.student'],
    also: [
      'loan.personal',
      'loan.repayment',
      'loan.revolving',
      'loan.payday',
      'loan.split_payment',
      'loan.leasing',
      'loan.prepayment',
      'loan.drawdown',
      'loan.drawdown_mortgage',
      'loan.drawdown_personal',
      'loan.drawdown_revolving',
      'loan.rejection',
    ],
  },
  'Debt collection': { shown: ['loan.debt_collection'], also: ['loan.debt_recovery', 'loan.bailiff'] },
  Salary: { shown: ['income.salary'], also: ['income.bonus', 'income.salary_advance', 'income.wage_instalment'] },
  Housing: { shown: ['housing.rent', 'housing.mortgage'], also: ['housing.charges'] },
  'Other benefits': {
    shown: ['subsidy.health'],
    also: [
      'subsidy.disability',
      'subsidy.housing',
      'subsidy.income_support',
      'subsidy.study',
      'subsidy.state',
      'subsidy.other',
    ],
  },
  Fines: { shown: ['other.fines'], also: [] },
  Gambling: { shown: ['gambling.other'], also: [] },
  Crypto: { shown: ['investments.crypto'], also: [] },
};

/**
 * What the transactions tell of the person's situation: always the fourteen entries, in the contract's order. Membership follows
 * from the category that the transactions endpoint shows, so that every entry can be recomputed from it.
 */
export function clientProfileOf(within: readonly ReviewedTransaction[]): ReviewGroup[] {
  return CLIENT_PROFILE_NAMES.map((name) => {
    const { shown, also } = COVERED[name];
    const covered = new Set([...shown, ...also]);
    const members = within.filter(({ enrichment }) => covered.has(leaf(enrichment.category).z2));
    const occurring = categoriesOf(members).filter((category) => !shown.includes(category));
    return groupOf(name, members, [...shown, ...occurring]);
  });
}
