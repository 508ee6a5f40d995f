import type { AccountId } from './account.js';
import type { OverdraftWindow } from './affordability.js';
import type { CalendarDate } from './calendar-date.js';
import type { CreditDetail, CreditSeeking, RevolvingUse } from './credit.js';
import type { IncomeSource } from './income-source.js';
import type { MinorUnits } from './money.js';
import type { CategoryGroup, TransactionGroup } from './sums.js';
import type { TransactionId } from './transaction.js';

export interface Employer {
  readonly name: string;
  readonly transactionIds: readonly TransactionId[];
}

export interface Incomes {
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  /** Benefits ÷ all incomes, 0..1; null without income. */
  readonly allowancesRatio: number | null;
  readonly employers: readonly Employer[];
  /** Who pays, with regularity, stability and payday; largest first. */
  readonly sources: readonly IncomeSource[];
  readonly categories: readonly CategoryGroup[];
}

export interface Expenses {
  /** Negative, like the debits it sums. */
  readonly totalMinor: MinorUnits;
  readonly monthlyMinor: MinorUnits;
  readonly frequentTransactions: readonly {
    readonly label: string;
    readonly transactionIds: readonly TransactionId[];
  }[];
  readonly categories: readonly CategoryGroup[];
}

export interface Loans {
  readonly repayments: {
    readonly totalMinor: MinorUnits;
    readonly monthlyMinor: MinorUnits;
    readonly lendingOrganizations: readonly string[];
    readonly cashFlowIds: readonly string[];
  };
  readonly drawdowns: {
    readonly count: number;
    readonly totalMinor: MinorUnits;
    readonly lendingOrganizations: readonly string[];
    readonly cashFlowIds: readonly string[];
  };
  /** Every credit with repayments, largest first; split payments included. */
  readonly details: readonly CreditDetail[];
  readonly revolving: readonly RevolvingUse[];
}

export interface RejectionGroup extends TransactionGroup {
  readonly fees: TransactionGroup;
}

export interface Risks {
  readonly gambling: TransactionGroup & {
    readonly gains: TransactionGroup;
    /** Stakes ÷ incomes other than gains, 0 or more; null without such income. */
    readonly shareOfIncome: number | null;
  };
  readonly incidents: {
    readonly paymentRejections: RejectionGroup;
    readonly checkRejections: RejectionGroup;
    readonly interventionFees: TransactionGroup;
  };
  readonly overdraft: {
    /** Lowest end-of-day balance of any analysed checking account when below zero, else null. */
    readonly minimumBalanceMinor: MinorUnits | null;
    /** Days on which at least one analysed checking account ended below zero. */
    readonly days: number;
    readonly fees: TransactionGroup;
    /** The last 30, 60 and 90 days. */
    readonly windows: readonly OverdraftWindow[];
  };
  readonly heavyFailures: {
    readonly directRecoveryOfDebt: TransactionGroup;
    readonly bankAccountSeizure: TransactionGroup;
  };
  readonly wageAdvance: TransactionGroup;
  readonly paydayLoans: TransactionGroup;
  /** Paid to collectors, bailiffs and for recovered debts. */
  readonly debtCollection: TransactionGroup;
  readonly creditSeeking: CreditSeeking;
  /** Money sent to somebody that came back unchanged within days, or the other way round; both halves, total 0. */
  readonly circularTransfers: TransactionGroup;
}

/** What changed the balance of one account over the days known, to the cent. All amounts keep the sign of the transactions. */
export interface AccountReconciliation {
  readonly accountId: AccountId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Balance before the first day. */
  readonly openingMinor: MinorUnits;
  /** Balance at the end of the last day: opening + change. */
  readonly closingMinor: MinorUnits;
  /** The sum of the five parts below. */
  readonly changeMinor: MinorUnits;
  readonly incomesMinor: MinorUnits;
  /** Without loan repayments. */
  readonly expensesMinor: MinorUnits;
  /** Money received from lenders less repayments. */
  readonly loansMinor: MinorUnits;
  readonly savingsMinor: MinorUnits;
  /** Internal transfers, rejected payments and their returns, refunds, card settlements and the like. */
  readonly excludedMinor: MinorUnits;
}
