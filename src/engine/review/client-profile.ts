import { CLIENT_PROFILE_NAMES, type ReviewedTransaction, type ReviewGroup } from '../../domain/review.js';
import { type LeafId, leaf } from '../../domain/taxonomy/taxonomy.js';
import { groupOf } from './review-group.js';

type ProfileName = (typeof CLIENT_PROFILE_NAMES)[number];

/** The categories that each entry covers. Internal transactions are told by the link between the accounts, not by a category. */
const COVERED: Readonly<Record<ProfileName, readonly LeafId[]>> = {
  'Internal transactions': ['internal.incoming', 'internal.outgoing'],
  Car: ['tax.vehicle', 'insurance.car', 'expenses.fuel', 'expenses.car'],
  Child: ['expenses.childcare', 'subsidy.family', 'subsidy.childcare'],
  Divorced: ['alimony.received', 'alimony.paid'],
  Pension: ['income.pension', 'income.survivor_pension'],
  Unemployed: ['subsidy.unemployment'],
  Loans: [
    'loan.student',
    'loan.personal',
    'loan.repayment',
    'loan.revolving',
    'loan.payday',
    'loan.split_payment',
    'loan.leasing',
    'loan.prepayment',
    'loan.drawdown',
    'loan.drawdown_personal',
    'loan.drawdown_revolving',
    'loan.drawdown_mortgage',
  ],
  'Debt collection': [
    'loan.debt_collection',
    'loan.debt_recovery',
    'loan.bailiff',
    'seizure.debt_recovery',
    'seizure.account',
    'seizure.preventive',
  ],
  Salary: ['income.salary', 'income.bonus', 'income.salary_advance', 'income.wage_instalment'],
  Housing: ['housing.rent', 'loan.mortgage'],
  'Other benefits': [
    'subsidy.health',
    'subsidy.disability',
    'subsidy.housing',
    'subsidy.income_support',
    'subsidy.study',
    'subsidy.state',
    'subsidy.other',
  ],
  Fines: ['other.fines'],
  Gambling: ['gambling.stake', 'gambling.gain'],
  Crypto: ['investments.crypto', 'investments.crypto_sale'],
};

/** What the transactions tell of the person's situation: always the fourteen entries, in the contract's order. */
export function clientProfileOf(within: readonly ReviewedTransaction[]): ReviewGroup[] {
  return CLIENT_PROFILE_NAMES.map((name) => {
    const leaves = COVERED[name];
    const isInternalEntry = name === 'Internal transactions';
    const members = within.filter(({ enrichment: { category, isInternal } }) =>
      isInternalEntry ? isInternal : !isInternal && leaves.includes(category),
    );
    return groupOf(name, members, [...new Set(leaves.map((id) => leaf(id).z2))]);
  });
}
