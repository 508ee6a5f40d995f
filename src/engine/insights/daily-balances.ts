import type { Account, AccountId } from '../../domain/account.js';
import type {
  AccountBalances,
  AnalysedAccount,
  DailyBalance,
  EnrichedTransaction,
  Metadata,
} from '../../domain/analysis.js';
import { type CalendarDate, type EpochDay, fromEpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { assertMinor, type CurrencyCode, type MinorUnits } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import { lastDayOf } from './metadata.js';

/** What changes the balance of one account: sums by day, in minor units. */
interface Movements {
  readonly byDay: Map<EpochDay, MinorUnits>;
  /** First day with a transaction that is counted, or would be were its account analysed. */
  firstDay: EpochDay | null;
}

/**
 * End-of-day balances of each analysed account from its first counted transaction (or its balance date) to the last day of the analysis, exact.
 * Method: the account's balance is the balance at the end of `balanceDate`; each day before it is the next day's less that
 * day's transactions, each day after it the previous day's plus its own. Coming transactions and those in another currency
 * than the account's never take part; those after `asOf` only where the balance itself is later and so contains them.
 * An account without transactions has only the days from its balance date on, because nothing is known of earlier days.
 */
export function dailyBalances(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
  metadata: Metadata,
  reference: Reference,
): AccountBalances[] {
  const analysed = accounts.flatMap(({ account, excludedBy }) => (excludedBy === null ? [account] : []));
  return balancesOfAccounts(analysed, transactions, metadata, reference);
}

/** The same for the accounts given, whether the analysis counts them or leaves them out. */
export function balancesOfAccounts(
  accounts: readonly Account[],
  transactions: readonly EnrichedTransaction[],
  metadata: Metadata,
  reference: Reference,
): AccountBalances[] {
  const movements = movementsOf(accounts, transactions);
  const lastDay = toEpochDay(lastDayOf(metadata));
  const daysMax = parameterOf(reference, 'balances.history-days-max');
  return accounts.map((account) => ({
    accountId: account.id,
    days: rollBalance(account, movements.get(account.id), lastDay, daysMax),
  }));
}

function movementsOf(
  accounts: readonly Account[],
  transactions: readonly EnrichedTransaction[],
): Map<AccountId, Movements> {
  const movements = new Map<AccountId, Movements>();
  const currencies = new Map<AccountId, CurrencyCode>();
  for (const { id, currency } of accounts) {
    currencies.set(id, currency);
    movements.set(id, { byDay: new Map(), firstDay: null });
  }
  // Transactions ascend by date, and many share theirs.
  let [lastDate, day]: [CalendarDate | null, EpochDay] = [null, 0];
  for (const { transaction, notAnalysed } of transactions) {
    const { accountId, currency, date, amountMinor, isComing } = transaction;
    const own = movements.get(accountId);
    if (isComing || own === undefined || currencies.get(accountId) !== currency) continue;
    if (date !== lastDate) [lastDate, day] = [date, toEpochDay(date)];
    own.byDay.set(day, assertMinor((own.byDay.get(day) ?? 0) + amountMinor));
    const isPast = notAnalysed === null || notAnalysed === 'account_not_analysed';
    if (isPast && (own.firstDay === null || day < own.firstDay)) own.firstDay = day;
  }
  return movements;
}

function rollBalance(
  account: Account,
  movements: Movements | undefined,
  lastDay: EpochDay,
  daysMax: number,
): DailyBalance[] {
  const balanceDay = toEpochDay(account.balanceDate);
  const knownFrom = Math.min(movements?.firstDay ?? balanceDay, balanceDay, lastDay);
  const firstDay = Math.max(knownFrom, lastDay - daysMax + 1);
  const changeOn = (day: EpochDay) => movements?.byDay.get(day) ?? 0;
  let balanceMinor = account.balanceMinor;
  for (let day = balanceDay; day > lastDay; day -= 1) balanceMinor = assertMinor(balanceMinor - changeOn(day));
  for (let day = balanceDay + 1; day <= lastDay; day += 1) balanceMinor = assertMinor(balanceMinor + changeOn(day));
  const days: DailyBalance[] = [];
  for (let day = lastDay; day >= firstDay; day -= 1) {
    days.push({ date: fromEpochDay(day), balanceMinor });
    balanceMinor = assertMinor(balanceMinor - changeOn(day));
  }
  return days.reverse();
}

/** The balance at the end of a day, or null outside the days known. */
export function balanceOn(balances: AccountBalances, date: CalendarDate): MinorUnits | null {
  const first = balances.days[0];
  if (!first) return null;
  return balances.days[toEpochDay(date) - toEpochDay(first.date)]?.balanceMinor ?? null;
}
