import type { JoinedBalances } from '../../domain/affordability.js';
import type { CashFlow } from '../../domain/analysis.js';
import { weekdayOfDay } from '../../domain/bank-calendar.js';
import { type EpochDay, fromEpochDay, toEpochDay } from '../../domain/calendar-date.js';
import type { ExpectedPayment, Forecast, ForecastDay } from '../../domain/forecast.js';
import { groupBy } from '../../domain/group-by.js';
import { assertMinor, type MinorUnits } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { ClassifiedTransaction } from '../insights/classify-amounts.js';
import { byAccountOf, inOneOrder } from '../insights/select-amounts.js';
import { bandWidths } from './bands.js';
import { type KnownFlow, knownFlows, monthlyByNature } from './known-flows.js';
import { weekdayDeviations } from './weekdays.js';

interface Settings {
  readonly horizonDays: number;
  readonly historyDaysMin: number;
  readonly historyDaysMax: number;
  readonly driftKept: number;
  readonly doublingDays: number;
  readonly recentPayments: number;
  readonly paymentsMin: number;
  readonly monthlyDaysMax: number;
  readonly weekdayWeeks: number;
}

/** The past as the forecast sees it, day by day up to the last day known. */
interface History {
  readonly lastDay: EpochDay;
  readonly firstDay: EpochDay;
  /** Daily changes less the payments of known flows. */
  readonly irregular: readonly number[];
  /** Daily changes less what known flows usually pay, on the days on which it was due: early and late payments are errors. */
  readonly unexplained: readonly number[];
}

/**
 * The joined balance of the coming days, or null where less than `forecast.history-days-min` days of balances are known.
 *
 * Method: the known flows pay their usual amount (the median of their latest payments) on their due days; everything else
 * goes on at its mean daily change, with the customer's own habits by weekday. Of the change that both make in the long run
 * only `forecast.drift-kept-share` is expected to last, because gains and losses of a few months seldom do. The band comes from
 * the errors that the method makes on the customer's own past (see `bandWidths`). No randomness is involved.
 */
export function forecastOf(
  joined: JoinedBalances | undefined,
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  reference: Reference,
): Forecast | null {
  const settings = settingsOf(reference);
  const last = joined?.days.at(-1);
  if (!joined || !last || joined.days.length <= settings.historyDaysMin) return null;
  const own = onAccounts(joined, classified);
  const firstDay = toEpochDay(joined.days[0]?.date ?? last.date);
  const flows = [
    ...knownFlows(own, cashFlows, settings),
    ...monthlyByNature(own, cashFlows, { firstDay, lastDay: toEpochDay(last.date) }, settings),
  ];
  const history = historyOf(joined, flows, settings);
  const irregularDaily = mean(history.irregular);
  const flowsDaily = flows.reduce((sum, { usualMinor, perDay }) => sum + usualMinor * perDay, 0);
  // Flows pay in full on their days; what of the long-run change is not expected to last is taken off evenly.
  const evenly = irregularDaily - (1 - settings.driftKept) * (flowsDaily + irregularDaily);
  const expected = expectedPayments(flows, history.lastDay, settings.horizonDays);
  const errors = history.unexplained.map((change) => change - irregularDaily);
  const widths = bandWidths(errors, settings.horizonDays, settings.doublingDays);
  const habits = weekdayDeviations(history.irregular, history.firstDay, settings.weekdayWeeks);
  const days = pathOf(last.balanceMinor, history.lastDay, evenly, habits, expected, widths);
  return {
    from: last.date,
    fromBalanceMinor: last.balanceMinor,
    days,
    expected,
    irregularDailyMinor: assertMinor(Math.round(irregularDaily)),
    backCasts: errors.length,
    negativeFrom: days.find(({ middleMinor }) => middleMinor < 0)?.date ?? null,
  };
}

function settingsOf(reference: Reference): Settings {
  const parameter = (name: string) => parameterOf(reference, `forecast.${name}`);
  return {
    horizonDays: parameter('horizon-days'),
    historyDaysMin: parameter('history-days-min'),
    historyDaysMax: parameter('history-days-max'),
    driftKept: parameter('drift-kept-share'),
    doublingDays: parameter('band-doubling-days'),
    recentPayments: parameter('recent-payments'),
    paymentsMin: parameter('payments-min'),
    monthlyDaysMax: parameter('monthly-days-max'),
    weekdayWeeks: parameter('weekday-weight-weeks'),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function historyOf(joined: JoinedBalances, flows: readonly KnownFlow[], settings: Settings): History {
  const known = joined.days.slice(-settings.historyDaysMax - 1);
  const lastDay = toEpochDay(known.at(-1)?.date ?? joined.days[0]?.date ?? fromEpochDay(0));
  const changes = known.slice(1).map(({ balanceMinor }, at) => balanceMinor - (known[at]?.balanceMinor ?? 0));
  const firstDay = lastDay - changes.length + 1;
  const [irregular, unexplained] = [[...changes], [...changes]];
  for (const { days, amounts, dueDays, usualMinor } of flows) {
    for (const [at, day] of days.entries()) {
      const index = day - firstDay;
      if (index < 0 || index >= changes.length) continue;
      irregular[index] = (irregular[index] ?? 0) - (amounts[at] ?? 0);
      const due = Math.min(Math.max((dueDays[at] ?? day) - firstDay, 0), changes.length - 1);
      unexplained[due] = (unexplained[due] ?? 0) - usualMinor;
    }
  }
  return { lastDay, firstDay, irregular, unexplained };
}

/** Payments of the coming days, by day and then by the payment they follow. */
function expectedPayments(flows: readonly KnownFlow[], lastDay: EpochDay, horizonDays: number): ExpectedPayment[] {
  const expected = flows.flatMap(({ cashFlowId, lastTransactionId, usualMinor, dueWithin }) =>
    dueWithin(lastDay, lastDay + horizonDays).map((day) => ({
      cashFlowId,
      lastTransactionId,
      date: fromEpochDay(day),
      amountMinor: usualMinor,
    })),
  );
  const key = ({ date, lastTransactionId }: ExpectedPayment) => `${date}${lastTransactionId}`;
  return expected.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function onAccounts(
  { accountIds }: JoinedBalances,
  classified: readonly ClassifiedTransaction[],
): readonly ClassifiedTransaction[] {
  const byAccount = byAccountOf(classified);
  return inOneOrder(accountIds.map((id) => byAccount.get(id) ?? []));
}

function pathOf(
  fromMinor: MinorUnits,
  lastDay: EpochDay,
  evenlyDaily: number,
  habits: readonly number[],
  expected: readonly ExpectedPayment[],
  widths: readonly number[],
): ForecastDay[] {
  const byDate = groupBy(expected, ({ date }) => date);
  let middle = fromMinor;
  return widths.map((width, at): ForecastDay => {
    const day = lastDay + at + 1;
    const date = fromEpochDay(day);
    const payments = (byDate.get(date) ?? []).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    middle += payments + evenlyDaily + (habits[weekdayOfDay(day) - 1] ?? 0);
    return {
      date,
      lowMinor: assertMinor(Math.round(middle - width)),
      middleMinor: assertMinor(Math.round(middle)),
      highMinor: assertMinor(Math.round(middle + width)),
    };
  });
}
