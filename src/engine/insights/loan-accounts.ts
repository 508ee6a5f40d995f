import type { Account } from '../../domain/account.js';
import { addMonths, type CalendarDate, daysBetween, isCalendarDate } from '../../domain/calendar-date.js';
import type { MinorUnits } from '../../domain/money.js';

/** Mean length of a month in days. */
const MONTH_DAYS = 30.44;

/** What a loan account tells of the credit whose repayments are seen elsewhere. */
export interface LoanTerms {
  /** Whole months until the last repayment, 0 when it is due or past; null where neither end nor duration is given. */
  readonly remainingMonths: number | null;
  /** What is still owed, negative or 0; the account's balance where the remaining capital is not given. */
  readonly remainingMinor: MinorUnits | null;
}

/** The terms on a day, from the account's end date, else from its start and duration. */
export function loanTermsOf({ loan, balanceMinor }: Account, onDay: CalendarDate): LoanTerms {
  const end = dayOf(loan?.endDate ?? null) ?? endOf(loan?.startDate ?? null, loan?.duration ?? null);
  const remaining = loan?.remainingCapitalMinor ?? (balanceMinor === 0 ? null : balanceMinor);
  return {
    remainingMonths: end === null ? null : Math.max(0, Math.round(daysBetween(onDay, end) / MONTH_DAYS)),
    remainingMinor: remaining === null ? null : -Math.abs(remaining) || 0,
  };
}

function dayOf(instant: string | null): CalendarDate | null {
  const day = instant?.slice(0, 10) ?? '';
  return isCalendarDate(day) ? day : null;
}

function endOf(startDate: string | null, durationMonths: number | null): CalendarDate | null {
  const start = dayOf(startDate);
  return start === null || durationMonths === null ? null : addMonths(start, Math.round(durationMonths));
}

/**
 * The loan account of each credit, by its usual payment (signed), or null. An account is given to the credit whose payment is
 * nearest to the agreed one, once, and only within `shareMax` of it; accounts without an agreed payment match nothing.
 */
export function matchLoanAccounts(
  payments: readonly MinorUnits[],
  accounts: readonly Account[],
  shareMax: number,
): (Account | null)[] {
  const matched: (Account | null)[] = payments.map(() => null);
  const pairs = accounts.flatMap((account) => {
    const agreed = Math.abs(account.loan?.paymentMinor ?? 0);
    if (agreed === 0) return [];
    return payments.map((payment, at) => ({ account, at, distance: Math.abs(Math.abs(payment) - agreed) / agreed }));
  });
  const taken = new Set<Account>();
  for (const { account, at, distance } of pairs.sort((a, b) => a.distance - b.distance)) {
    if (distance > shareMax) break;
    if (matched[at] !== null || taken.has(account)) continue;
    matched[at] = account;
    taken.add(account);
  }
  return matched;
}
