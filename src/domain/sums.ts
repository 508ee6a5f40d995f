import type { AccountId } from './account.js';
import type { CalendarDate, Month } from './calendar-date.js';
import type { MinorUnits } from './money.js';
import type { LeafId } from './taxonomy/taxonomy.js';
import type { TransactionId } from './transaction.js';

export interface MonthlyAmount {
  readonly month: Month;
  readonly amountMinor: MinorUnits;
}

export interface TransactionGroup {
  readonly totalMinor: MinorUnits;
  readonly transactionIds: readonly TransactionId[];
}

export interface CategoryGroup extends TransactionGroup {
  readonly category: LeafId;
  readonly monthlyMinor: MinorUnits;
  readonly calendar: readonly MonthlyAmount[];
}

export interface DailyBalance {
  readonly date: CalendarDate;
  /** End of day. */
  readonly balanceMinor: MinorUnits;
}

export interface AccountBalances {
  readonly accountId: AccountId;
  readonly days: readonly DailyBalance[];
}
