import type { CashFlow } from '../../domain/analysis.js';
import { type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { groupBy, groupByKnown } from '../../domain/group-by.js';
import type { MinorUnits } from '../../domain/money.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from '../insights/classify-amounts.js';
import { medianOf } from '../insights/statistics.js';
import { dueDays, MONTH_DAYS, monthlyDays, nearestDue, paymentsPerDay } from './expected-payments.js';

/** Payments whose next ones are counted on. */
export interface KnownFlow {
  readonly cashFlowId: string | null;
  readonly lastTransactionId: TransactionId;
  /** What is expected of one payment, signed. */
  readonly usualMinor: MinorUnits;
  /** Payments a day in the long run. */
  readonly perDay: number;
  /** Days and amounts of the payments so far. */
  readonly days: readonly EpochDay[];
  readonly amounts: readonly MinorUnits[];
  /** Days on which those payments were due. */
  readonly dueDays: readonly EpochDay[];
  /** Days on which it falls due after a day, up to and including another. */
  readonly dueWithin: (after: EpochDay, until: EpochDay) => readonly EpochDay[];
}

export interface FlowLimits {
  readonly recentPayments: number;
  readonly paymentsMin: number;
  readonly monthlyDaysMax: number;
}

/** The cash flows that keep a rhythm and have not ended. Rejected payments and their returns are left aside. */
export function knownFlows(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  { recentPayments, paymentsMin }: FlowLimits,
): KnownFlow[] {
  const perDayOf = rhythmicFlows(cashFlows);
  const paid = groupByKnown(classified, ({ cashFlowId, enrichment }) =>
    cashFlowId !== null && !enrichment.isRejected && perDayOf.has(cashFlowId) ? cashFlowId : null,
  );
  return cashFlows.flatMap((flow): KnownFlow[] => {
    const perDay = perDayOf.get(flow.id);
    if (perDay === undefined) return [];
    // The return of a rejected payment runs the other way.
    const payments = (paid.get(flow.id) ?? []).flatMap(({ transaction }) =>
      Math.sign(transaction.amountMinor) === Math.sign(flow.totalMinor) ? [transaction] : [],
    );
    const amounts = payments.map(({ amountMinor }) => amountMinor);
    const usual = medianOf(amounts.slice(-recentPayments));
    const last = payments.at(-1);
    if (usual === null || !last || payments.length < paymentsMin) return [];
    const days = payments.map(({ date }) => toEpochDay(date));
    return [
      {
        cashFlowId: flow.id,
        lastTransactionId: last.id,
        usualMinor: Math.round(usual),
        perDay,
        days,
        amounts,
        dueDays: days.map((day) => nearestDue(flow, day)),
        dueWithin: (after, until) => dueDays(flow, after, until),
      },
    ];
  });
}

/** Payments a day of those flows that go on, by their ids. */
function rhythmicFlows(cashFlows: readonly CashFlow[]): ReadonlyMap<string, number> {
  const perDayOf = new Map<string, number>();
  for (const flow of cashFlows) {
    const perDay = paymentsPerDay(flow);
    if (perDay !== null) perDayOf.set(flow.id, perDay);
  }
  return perDayOf;
}

/** What is paid by the month nearly everywhere, so that one payment is enough to expect the next. */
const MONTHLY_FAMILIES: ReadonlySet<string> = new Set(['subsidy', 'insurance']);
const MONTHLY_LEAVES: ReadonlySet<LeafId> = new Set<LeafId>([
  'income.salary',
  'income.pension',
  'income.survivor_pension',
  'income.rental',
  'alimony.received',
  'alimony.paid',
  'housing.rent',
  'housing.energy',
  'housing.telecom',
  'loan.mortgage',
  'loan.repayment',
  'loan.personal',
  'loan.student',
  'loan.revolving',
  'loan.leasing',
  'expenses.multimedia',
  'expenses.childcare',
]);

function isMonthlyByNature(category: LeafId): boolean {
  return MONTHLY_LEAVES.has(category) || MONTHLY_FAMILIES.has(category.slice(0, category.indexOf('.')));
}

/**
 * Payments seen once because the history is short, and monthly by nature. Only those count that came within the last month
 * and whose earlier one would lie before the history: elsewhere a payment that came once has shown that it is not monthly.
 */
export function monthlyByNature(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  { firstDay, lastDay }: { readonly firstDay: EpochDay; readonly lastDay: EpochDay },
  { monthlyDaysMax }: FlowLimits,
): KnownFlow[] {
  // No day of a longer history is near both of its ends.
  if (lastDay - firstDay > 2 * monthlyDaysMax) return [];
  const rhythmic = rhythmicFlows(cashFlows);
  const natural = classified.filter(
    ({ amountClass, enrichment }) =>
      (amountClass === 'income' || amountClass === 'expense') && isMonthlyByNature(enrichment.category),
  );
  const payerOf = ({ enrichment, transaction }: ClassifiedTransaction) =>
    `${transaction.accountId}\n${enrichment.category}\n${enrichment.counterparty?.id ?? enrichment.label}`;
  return [...groupBy(natural, payerOf).values()].flatMap((own): KnownFlow[] => {
    const [only, another] = own;
    if (!only || another || (only.cashFlowId !== null && rhythmic.has(only.cashFlowId))) return [];
    const { id, date, amountMinor } = only.transaction;
    const day = toEpochDay(date);
    if (lastDay - day > monthlyDaysMax || day - firstDay > monthlyDaysMax) return [];
    return [
      {
        cashFlowId: only.cashFlowId,
        lastTransactionId: id,
        usualMinor: amountMinor,
        perDay: 1 / MONTH_DAYS,
        days: [day],
        amounts: [amountMinor],
        dueDays: [day],
        dueWithin: (after, until) => monthlyDays(date, after, until),
      },
    ];
  });
}
