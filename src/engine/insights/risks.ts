import type { AccountId } from '../../domain/account.js';
import type { AccountBalances, AnalysedAccount, Metadata, Risks, TransactionGroup } from '../../domain/analysis.js';
import type { CurrencyCode } from '../../domain/money.js';
import type { Reference } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import { circularTransfersOf } from './circular-transfers.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { creditSeekingOf } from './credit-seeking.js';
import { groupOf, totalOf } from './group-by-category.js';
import { overdraftWindows, overdrawnSince } from './overdraft-windows.js';
import { inOneOrder, ofCategories, ofClass } from './select-amounts.js';
import { roundedShare } from './statistics.js';

/** What risks are read from besides the transactions. */
export interface RiskData {
  readonly accounts: readonly AnalysedAccount[];
  readonly balances: readonly AccountBalances[];
  readonly metadata: Metadata;
  readonly currency: CurrencyCode;
}

/**
 * Signals of credit risk, each with its transactions. Amounts keep the sign of the transactions they sum: stakes, fees,
 * rejected payments and seizures are negative, wage advances positive.
 */
export function risksOf(
  classified: readonly ClassifiedTransaction[],
  { accounts, balances, metadata, currency }: RiskData,
  reference: Reference,
): Risks {
  const expense = (...categories: readonly LeafId[]) => groupOf(ofCategories(classified, 'expense', categories));
  const rejections = rejectionsOf(classified);
  const checking = checkingOf(accounts);
  return {
    gambling: gamblingOf(classified),
    incidents: {
      paymentRejections: { ...rejections.payments, fees: expense('fees.payment_rejection') },
      checkRejections: { ...rejections.cheques, fees: expense('fees.cheque_rejection') },
      // Banks that do not name the incident they charge for charge what others call an intervention.
      interventionFees: expense('fees.intervention', 'fees.incident'),
    },
    overdraft: {
      ...overdrawnSince(balances, checking, null),
      fees: expense('fees.overdraft'),
      windows: overdraftWindows(classified, balances, checking, metadata),
    },
    heavyFailures: {
      directRecoveryOfDebt: seizureOf(expense, ['seizure.debt_recovery'], ['fees.debt_recovery']),
      bankAccountSeizure: seizureOf(
        expense,
        ['seizure.account', 'seizure.preventive'],
        ['fees.account_seizure', 'fees.preventive_seizure'],
      ),
    },
    wageAdvance: groupOf(ofCategories(classified, 'income', ['income.salary_advance', 'income.wage_instalment'])),
    paydayLoans: expense('loan.payday'),
    debtCollection: expense('loan.debt_recovery', 'loan.debt_collection', 'loan.bailiff'),
    creditSeeking: creditSeekingOf(classified, metadata, reference),
    circularTransfers: circularTransfersOf(classified, currency, reference),
  };
}

function checkingOf(accounts: readonly AnalysedAccount[]): Set<AccountId> {
  return new Set(accounts.flatMap(({ account }) => (account.type === 'CHECKING' ? [account.id] : [])));
}

/** Stakes and gains, and the stakes' share of all other income. */
function gamblingOf(classified: readonly ClassifiedTransaction[]): Risks['gambling'] {
  const stakes = groupOf(ofCategories(classified, 'expense', ['gambling.stake']));
  const gains = groupOf(ofCategories(classified, 'income', ['gambling.gain']));
  const incomeMinor = totalOf(ofClass(classified, 'income')) - gains.totalMinor;
  const shareOfIncome = incomeMinor > 0 ? roundedShare(Math.abs(stakes.totalMinor) / incomeMinor) : null;
  return { ...stakes, gains, shareOfIncome };
}

/**
 * Rejected payments and cheques: each the debit that bounced. Where only the return is there, because the debit lies before
 * the history, the return stands for it with its sign turned.
 */
function rejectionsOf(classified: readonly ClassifiedTransaction[]): {
  readonly payments: TransactionGroup;
  readonly cheques: TransactionGroup;
} {
  const payments: ClassifiedTransaction[] = [];
  const cheques: ClassifiedTransaction[] = [];
  const rejected = ofClass(classified, 'rejected_payment');
  const orphans = ofClass(classified, 'rejection_return').filter(({ enrichment }) => enrichment.counterpart === null);
  for (const one of inOneOrder([rejected, orphans])) {
    const { category, type } = one.enrichment;
    if (type === 'CHECK' || category === 'rejection.cheque') cheques.push(one);
    else payments.push(one);
  }
  return { payments: bounced(payments), cheques: bounced(cheques) };
}

function bounced(transactions: readonly ClassifiedTransaction[]): TransactionGroup {
  const debits = transactions.map(({ transaction }) => ({
    transaction: { ...transaction, amountMinor: -Math.abs(transaction.amountMinor) },
  }));
  return groupOf(debits);
}

/** Sums seized; a fee alone also proves a seizure, whose provision then lies outside the period. */
function seizureOf(
  expense: (...categories: readonly LeafId[]) => TransactionGroup,
  provisions: readonly LeafId[],
  fees: readonly LeafId[],
): TransactionGroup {
  const seized = expense(...provisions);
  return seized.transactionIds.length > 0 ? seized : expense(...fees);
}
