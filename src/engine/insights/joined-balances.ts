import type { JoinedBalances } from '../../domain/affordability.js';
import type {
  AccountBalances,
  AnalysedAccount,
  DailyBalance,
  EnrichedTransaction,
  Metadata,
} from '../../domain/analysis.js';
import { addDays, type CalendarDate, daysBetween } from '../../domain/calendar-date.js';
import { groupBy } from '../../domain/group-by.js';
import { type CurrencyCode, sumMinor } from '../../domain/money.js';
import type { Reference } from '../../domain/reference.js';
import { balanceOn, balancesOfAccounts } from './daily-balances.js';

/**
 * The daily balances of all checking accounts of one currency added up, for the days on which each of them is known: a day
 * on which one account is missing would look like a fall. `balances` are those of the analysed accounts. The analysis' currency stands first, with its analysed accounts;
 * accounts of other currencies, which the analysis leaves out, follow in alphabetical order and are never converted.
 */
export function joinedBalances(
  accounts: readonly AnalysedAccount[],
  transactions: readonly EnrichedTransaction[],
  balances: readonly AccountBalances[],
  currency: CurrencyCode,
  metadata: Metadata,
  reference: Reference,
): JoinedBalances[] {
  const joinable = accounts.flatMap(({ account, excludedBy }) =>
    account.type === 'CHECKING' && (excludedBy === null || excludedBy === 'CURRENCY_NOT_SUPPORTED') ? [account] : [],
  );
  const series = new Map(balances.map((one) => [one.accountId, one]));
  const leftOut = joinable.filter(({ id }) => !series.has(id));
  if (leftOut.length > 0) {
    for (const one of balancesOfAccounts(leftOut, transactions, metadata, reference)) series.set(one.accountId, one);
  }
  const joined = [...groupBy(joinable, (account) => account.currency)].map(([own, members]): JoinedBalances => {
    const known = members.flatMap(({ id }) => series.get(id) ?? []);
    return { currency: own, accountIds: known.map(({ accountId }) => accountId), days: sumOfDays(known) };
  });
  const rank = (one: JoinedBalances) => `${one.currency === currency ? 0 : 1}${one.currency}`;
  return joined.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function sumOfDays(
  series: readonly {
    readonly accountId: JoinedBalances['accountIds'][number];
    readonly days: readonly DailyBalance[];
  }[],
): DailyBalance[] {
  const starts = series.map(({ days }) => days[0]?.date);
  const ends = series.map(({ days }) => days.at(-1)?.date);
  const first = starts.reduce((a, b) => (a !== undefined && b !== undefined && a > b ? a : b), starts[0]);
  const last = ends.reduce((a, b) => (a !== undefined && b !== undefined && a < b ? a : b), ends[0]);
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, at) => {
    const date: CalendarDate = addDays(first, at);
    return { date, balanceMinor: sumMinor(series.map((one) => balanceOn(one, date) ?? 0)) };
  });
}
