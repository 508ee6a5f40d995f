import type { AccountBalances, AnalysedAccount, Risks, TransactionGroup } from '../../domain/analysis.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf } from './group-by-category.js';

/**
 * Signals of credit risk, each with its transactions. Amounts keep the sign of the transactions they sum: stakes, fees,
 * rejected payments and seizures are negative, wage advances positive.
 */
export function risksOf(
  classified: readonly ClassifiedTransaction[],
  accounts: readonly AnalysedAccount[],
  balances: readonly AccountBalances[],
): Risks {
  const ofClass = (amountClass: 'income' | 'expense', ...categories: readonly LeafId[]) =>
    classified.filter((one) => one.amountClass === amountClass && categories.includes(one.enrichment.category));
  const expense = (...categories: readonly LeafId[]) => groupOf(ofClass('expense', ...categories));
  const rejections = rejectionsOf(classified);
  return {
    gambling: expense('gambling.stake'),
    incidents: {
      paymentRejections: { ...rejections.payments, fees: expense('fees.payment_rejection') },
      checkRejections: { ...rejections.cheques, fees: expense('fees.cheque_rejection') },
      // Banks that do not name the incident they charge for charge what others call an intervention.
      interventionFees: expense('fees.intervention', 'fees.incident'),
    },
    overdraft: { ...overdraftOf(accounts, balances), fees: expense('fees.overdraft') },
    heavyFailures: {
      directRecoveryOfDebt: seizureOf(ofClass, ['seizure.debt_recovery'], ['fees.debt_recovery']),
      bankAccountSeizure: seizureOf(
        ofClass,
        ['seizure.account', 'seizure.preventive'],
        ['fees.account_seizure', 'fees.preventive_seizure'],
      ),
    },
    wageAdvance: groupOf(ofClass('income', 'income.salary_advance', 'income.wage_instalment')),
  };
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
  for (const one of classified) {
    const { category, counterpart, type } = one.enrichment;
    const isOrphan = one.amountClass === 'rejection_return' && counterpart === null;
    if (one.amountClass !== 'rejected_payment' && !isOrphan) continue;
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
  ofClass: (amountClass: 'expense', ...categories: readonly LeafId[]) => ClassifiedTransaction[],
  provisions: readonly LeafId[],
  fees: readonly LeafId[],
): TransactionGroup {
  const seized = ofClass('expense', ...provisions);
  return groupOf(seized.length > 0 ? seized : ofClass('expense', ...fees));
}

/** Days with at least one analysed checking account below zero at the end of the day, and the lowest such balance. */
function overdraftOf(
  accounts: readonly AnalysedAccount[],
  balances: readonly AccountBalances[],
): { readonly minimumBalanceMinor: number | null; readonly days: number } {
  const checking = new Set(accounts.flatMap(({ account }) => (account.type === 'CHECKING' ? [account.id] : [])));
  const overdrawnDays = new Set<string>();
  let minimumBalanceMinor: number | null = null;
  for (const { accountId, days } of balances) {
    if (!checking.has(accountId)) continue;
    for (const { date, balanceMinor } of days) {
      if (balanceMinor >= 0) continue;
      overdrawnDays.add(date);
      minimumBalanceMinor = Math.min(minimumBalanceMinor ?? 0, balanceMinor);
    }
  }
  return { minimumBalanceMinor, days: overdrawnDays.size };
}
