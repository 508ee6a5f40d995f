import type { Account } from '../../domain/account.js';
import { addDays, type CalendarDate } from '../../domain/calendar-date.js';
import { type MinorUnits, sumMinor } from '../../domain/money.js';
import type { GeneralInfo, ReviewedTransaction, ReviewInput } from '../../domain/review.js';
import { groupOf } from './review-group.js';

/** The period asked for, and the transactions that count in it, oldest first. */
export interface CountedPeriod {
  readonly start: CalendarDate | null;
  readonly end: CalendarDate | null;
  /** Booked on an account in the review's currency and in that currency, within the period. */
  readonly within: readonly ReviewedTransaction[];
}

function isBooked({ transaction }: ReviewedTransaction, { currency }: ReviewInput): boolean {
  return !transaction.isComing && transaction.currency === currency;
}

/** What counts, whatever the order in which it was given. */
export function countedPeriod(input: ReviewInput): CountedPeriod {
  const own = new Set(ownAccounts(input).map(({ id }) => id));
  const booked = input.transactions
    .filter((one) => isBooked(one, input) && own.has(one.transaction.accountId))
    .sort(byDateThenId);
  const start = input.startDate ?? booked[0]?.transaction.date ?? null;
  const last = booked.at(-1)?.transaction.date ?? null;
  const end = input.endDate ?? (start !== null && last !== null && last < start ? start : last);
  const within = booked.filter(
    ({ transaction: { date } }) => (start === null || date >= start) && (end === null || date <= end),
  );
  return { start, end, within };
}

function byDateThenId({ transaction: a }: ReviewedTransaction, { transaction: b }: ReviewedTransaction): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function ownAccounts({ accounts, currency }: ReviewInput): readonly Account[] {
  return accounts.filter((account) => account.currency === currency);
}

/**
 * Sum of the accounts' balances at the end of a day, rolled from each account's stated balance: what was booked after that day is
 * taken away, what is booked between the balance and that day is added. Null when no account is in the review's currency.
 */
export function balanceAtEndOf(input: ReviewInput, day: CalendarDate): MinorUnits | null {
  const own = ownAccounts(input);
  if (own.length === 0) return null;
  const accountOf = new Map(own.map((account) => [account.id, account]));
  let moved = 0;
  for (const one of input.transactions) {
    const { accountId, date, amountMinor } = one.transaction;
    const account = accountOf.get(accountId);
    if (account === undefined || !isBooked(one, input)) continue;
    if (date > day && date <= account.balanceDate) moved -= amountMinor;
    else if (date <= day && date > account.balanceDate) moved += amountMinor;
  }
  return sumMinor([...own.map(({ balanceMinor }) => balanceMinor), moved]);
}

/** The balances as the bank states them: all that is known where nothing was booked. */
function statedBalance(input: ReviewInput): MinorUnits | null {
  const own = ownAccounts(input);
  return own.length === 0 ? null : sumMinor(own.map(({ balanceMinor }) => balanceMinor));
}

/** Period, balances at its ends, accounts and totals. */
export function generalInfoOf(input: ReviewInput, { start, end, within }: CountedPeriod): GeneralInfo {
  const { totalInflowMinor, totalOutflowMinor } = groupOf('', within);
  return {
    startDate: start,
    endDate: end,
    startBalanceMinor: start === null ? statedBalance(input) : balanceAtEndOf(input, addDays(start, -1)),
    endBalanceMinor: end === null ? statedBalance(input) : balanceAtEndOf(input, end),
    accounts: input.accounts.map(({ id, iban, ownerNames, name }) => ({
      iban,
      accountName: ownerNames[0] ?? name,
      accountId: id,
    })),
    totalInflowMinor,
    totalOutflowMinor,
  };
}
