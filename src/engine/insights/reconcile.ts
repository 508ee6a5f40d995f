import type { AccountBalances, AccountReconciliation, DailyBalance } from '../../domain/analysis.js';
import { groupBy } from '../../domain/group-by.js';
import { assertMinor, sumMinor } from '../../domain/money.js';
import type { AmountClass, ClassifiedTransaction } from './classify-amounts.js';
import { isLoanCategory } from './loans.js';

/** The engine's own sums contradict each other: a fault of the program, never of the data. */
export class ReconciliationError extends Error {
  override readonly name = 'ReconciliationError';
}

type Part = 'incomesMinor' | 'expensesMinor' | 'loansMinor' | 'savingsMinor' | 'excludedMinor';

/**
 * Proves, account by account and to the cent, that incomes + expenses + loans + savings + excluded amounts (each with the sign
 * of its transactions) are the change of the balance over the days known. The change comes from the balances, which are rolled
 * from all movements; the parts come from the classes, which decide what counts. Throws ReconciliationError where they differ.
 */
export function reconcile(
  classified: readonly ClassifiedTransaction[],
  balances: readonly AccountBalances[],
): AccountReconciliation[] {
  const byAccount = groupBy(classified, ({ transaction }) => transaction.accountId);
  return balances.flatMap(({ accountId, days }): AccountReconciliation[] => {
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) return [];
    const own = (byAccount.get(accountId) ?? []).filter(({ transaction }) => isWithin(transaction.date, first, last));
    const parts = partsOf(own);
    const ofFirstDay = own.flatMap(({ transaction }) =>
      transaction.date === first.date ? [transaction.amountMinor] : [],
    );
    const openingMinor = assertMinor(first.balanceMinor - sumMinor(ofFirstDay));
    const changeMinor = assertMinor(last.balanceMinor - openingMinor);
    if (sumMinor(Object.values(parts)) !== changeMinor) {
      throw new ReconciliationError(`the parts of account ${accountId} are not the change of its balance`);
    }
    return [
      {
        accountId,
        from: first.date,
        to: last.date,
        openingMinor,
        closingMinor: last.balanceMinor,
        changeMinor,
        ...parts,
      },
    ];
  });
}

function isWithin(date: string, first: DailyBalance, last: DailyBalance): boolean {
  return date >= first.date && date <= last.date;
}

function partsOf(classified: readonly ClassifiedTransaction[]): Record<Part, number> {
  const parts = { incomesMinor: 0, expensesMinor: 0, loansMinor: 0, savingsMinor: 0, excludedMinor: 0 };
  for (const one of classified) {
    const part = partOf(one);
    parts[part] = assertMinor(parts[part] + one.transaction.amountMinor);
  }
  return parts;
}

const PARTS: Readonly<Partial<Record<AmountClass, Part>>> = {
  income: 'incomesMinor',
  savings: 'savingsMinor',
  loan_drawdown: 'loansMinor',
};

function partOf({ amountClass, enrichment }: ClassifiedTransaction): Part {
  if (amountClass === 'expense') return isLoanCategory(enrichment.category) ? 'loansMinor' : 'expensesMinor';
  return PARTS[amountClass] ?? 'excludedMinor';
}
