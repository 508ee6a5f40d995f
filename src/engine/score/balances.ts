import type { AccountId } from '../../domain/account.js';
import type { Analysis } from '../../domain/analysis.js';
import { type EpochDay, fromEpochDay, toEpochDay } from '../../domain/calendar-date.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { ClassifiedTransaction } from '../insights/classify-amounts.js';
import { ofCategories } from '../insights/select-amounts.js';

/** The checking accounts' balances as a score sees them. */
export interface ScoredBalances {
  /** End-of-day sums in minor units up to the last day, from the first day on which all accounts are known. */
  readonly sums: readonly number[];
  /** The same with gambling taken out; the very same array where there was none. */
  readonly sumsWithoutGambling: readonly number[];
  /** Days on which at least one account ended below zero, gambling taken out. */
  readonly negativeDays: readonly EpochDay[];
}

const GAMBLING: readonly LeafId[] = ['gambling.stake', 'gambling.gain'];

/**
 * End-of-day balances as they were and with gambling taken out, the last balance kept: from each day's balance what was staked later is taken
 * and what was won later is added. Banks give the last balance, and from it a stake makes every earlier day look richer;
 * but money that was staked was never there for a payment. So a gambler is judged by the balances of one who made all the
 * same bookings but those and has the same money today, and a stake more never makes a day better.
 */
export function scoredBalances(
  series: Analysis['balances'],
  classified: readonly ClassifiedTransaction[],
  firstDay: EpochDay,
  lastDay: EpochDay,
): ScoredBalances {
  const gambled = gambledByAccount(classified);
  const known = series.map(({ accountId, days }) => {
    const from = toEpochDay(days[0]?.date ?? fromEpochDay(lastDay));
    const balances = days.map(({ balanceMinor }) => balanceMinor);
    return { from, balances, without: withoutLater(balances, from, gambled.get(accountId)) };
  });
  const sums: number[] = [];
  const sumsWithoutGambling: number[] = gambled.size === 0 ? sums : [];
  const negativeDays: EpochDay[] = [];
  for (let day = firstDay; day <= lastDay; day += 1) {
    let [sum, sumWithout, count, isNegative] = [0, 0, 0, false];
    for (const { from, balances, without } of known) {
      const [balance, other] = [balances[day - from], without[day - from]];
      if (balance === undefined || other === undefined) continue;
      sum += balance;
      sumWithout += other;
      count += 1;
      isNegative ||= other < 0;
    }
    if (isNegative) negativeDays.push(day);
    if (count < known.length) continue;
    sums.push(sum);
    if (sumsWithoutGambling !== sums) sumsWithoutGambling.push(sumWithout);
  }
  return { sums, sumsWithoutGambling, negativeDays };
}

/** Stakes (negative) and gains by account and day, minor units. */
function gambledByAccount(classified: readonly ClassifiedTransaction[]): Map<AccountId, Map<EpochDay, number>> {
  const gambled = new Map<AccountId, Map<EpochDay, number>>();
  const stakes = ofCategories(classified, 'expense', GAMBLING);
  const gains = ofCategories(classified, 'income', GAMBLING);
  for (const { transaction } of [...stakes, ...gains]) {
    const byDay = gambled.get(transaction.accountId) ?? new Map<EpochDay, number>();
    const day = toEpochDay(transaction.date);
    byDay.set(day, (byDay.get(day) ?? 0) + transaction.amountMinor);
    gambled.set(transaction.accountId, byDay);
  }
  return gambled;
}

function withoutLater(
  balances: readonly number[],
  from: EpochDay,
  gambled: ReadonlyMap<EpochDay, number> | undefined,
): readonly number[] {
  if (gambled === undefined) return balances;
  const without = [...balances];
  let later = 0;
  for (let at = without.length - 1; at >= 0; at -= 1) {
    without[at] = (without[at] ?? 0) + later;
    later += gambled.get(from + at) ?? 0;
  }
  return without;
}
