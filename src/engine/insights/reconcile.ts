import type { AccountBalances, AccountReconciliation } from '../../domain/analysis.js';
import type { CalendarDate } from '../../domain/calendar-date.js';
import { assertMinor, sumMinor } from '../../domain/money.js';
import type { AmountClass, ClassifiedTransaction } from './classify-amounts.js';
import { isLoanCategory } from './loans.js';
import { byAccountOf } from './select-amounts.js';

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
  const byAccount = byAccountOf(classified);
  return balances.flatMap(({ accountId, days }): AccountReconciliation[] => {
    const [first, last] = [days[0], days.at(-1)];
    if (!first || !last) return [];
    const { parts, ofFirstDayMinor } = partsBetween(byAccount.get(accountId) ?? [], first.date, last.date);
    const openingMinor = assertMinor(first.balanceMinor - ofFirstDayMinor);
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

/** The sums of the transactions from one day to another by part, and the sum of those of the first day. */
function partsBetween(
  classified: readonly ClassifiedTransaction[],
  from: CalendarDate,
  to: CalendarDate,
): { readonly parts: Record<Part, number>; readonly ofFirstDayMinor: number } {
  const parts = { incomesMinor: 0, expensesMinor: 0, loansMinor: 0, savingsMinor: 0, excludedMinor: 0 };
  let ofFirstDayMinor = 0;
  for (const one of classified) {
    const { date, amountMinor } = one.transaction;
    if (date < from || date > to) continue;
    const part = partOf(one);
    parts[part] = assertMinor(parts[part] + amountMinor);
    if (date === from) ofFirstDayMinor = assertMinor(ofFirstDayMinor + amountMinor);
  }
  return { parts, ofFirstDayMinor };
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
