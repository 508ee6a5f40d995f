import type { Account } from '../domain/account.js';
import type { AnalysisErrorCode, CashFlow, Regularity } from '../domain/analysis.js';
import type { CalendarDate, Month } from '../domain/calendar-date.js';
import { type CurrencyCode, formatDecimal, type MinorUnits } from '../domain/money.js';

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** An amount for people: `-€1,234.50`, or `-1,234.50 CHF` where the currency has no sign of its own. */
export function moneyText(amountMinor: MinorUnits, currency: CurrencyCode): string {
  const [whole = '', fraction] = formatDecimal(Math.abs(amountMinor), currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  const sign = amountMinor < 0 ? '-' : '';
  const symbol = SYMBOLS[currency];
  return symbol === undefined ? `${sign}${digits} ${currency}` : `${sign}${symbol}${digits}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `21 Aug 2026`. */
export function dateText(date: CalendarDate): string {
  return `${Number(date.slice(8, 10))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;
}

/** `Aug 2026`. */
export function monthText(month: Month): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? ''} ${month.slice(0, 4)}`;
}

/** `1 day`, `2 days`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share as `12 %`, or `unknown`. */
export function shareText(share: number | null): string {
  return share === null ? 'unknown' : `${Math.round(share * 100)} %`;
}

const RHYTHMS: Readonly<Record<Regularity['periodicity'], string>> = {
  DAILY: 'daily',
  WEEKLY: 'weekly',
  BIWEEKLY: 'every two weeks',
  MONTHLY: 'monthly',
  BIMONTHLY: 'every two months',
  QUARTERLY: 'quarterly',
  SEMI_ANNUAL: 'twice a year',
  YEARLY: 'yearly',
  OTHER: 'no fixed rhythm',
};
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** When a cash flow falls: `monthly, on the 15th`, `weekly, on Friday`, `no fixed rhythm`. */
export function rhythmText({ regularity, transactionIds }: CashFlow): string {
  if (transactionIds.length < 2) return 'seen once';
  const { periodicity, dueDays } = regularity;
  if (periodicity === 'OTHER' || periodicity === 'DAILY' || dueDays.length === 0) return RHYTHMS[periodicity];
  const isWeekly = periodicity === 'WEEKLY' || periodicity === 'BIWEEKLY';
  const days = dueDays.map((day) => (isWeekly ? (WEEKDAYS[day - 1] ?? '') : `the ${ordinal(day)}`));
  return `${RHYTHMS[periodicity]}, on ${days.join(' and ')}`;
}

function ordinal(day: number): string {
  const isTeen = day >= 11 && day <= 13;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${suffix}`;
}

const ACCOUNT_TYPES: Readonly<Record<Account['type'], string>> = {
  CHECKING: 'Current account',
  SAVINGS: 'Savings account',
  LOAN: 'Loan account',
  CREDIT_CARD: 'Card account',
  UNKNOWN: 'Account of unknown type',
};

/** What kind of account it is, in words. */
export function accountTypeText(account: Account): string {
  return ACCOUNT_TYPES[account.type];
}

/** The account's number as people read it: an IBAN in groups of four, else its number, else null. */
export function accountNumberText(account: Account): string | null {
  return account.iban?.replace(/(.{4})(?=.)/g, '$1 ') ?? account.number;
}

/** Why an account is listed but not analysed, or an analysis could not be made. */
export const EXCLUSIONS: Readonly<Record<AnalysisErrorCode, string>> = {
  ACCOUNT_TYPE_NOT_SUPPORTED: 'its type is unknown',
  NO_CHECKING_ACCOUNT: 'it is not a current account',
  USAGE_NOT_SUPPORTED: 'it is a professional account',
  OWNERSHIP_NOT_SUPPORTED: 'the customer acts for its owner',
  CURRENCY_NOT_SUPPORTED: 'it is in another currency',
  NOT_ENOUGH_TRANSACTIONS: 'it has too few transactions',
  INTERNAL_ERROR: 'of an internal error',
};
