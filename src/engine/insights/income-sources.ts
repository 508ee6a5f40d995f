import type { CashFlow, Metadata } from '../../domain/analysis.js';
import { daysBetween } from '../../domain/calendar-date.js';
import { groupBy } from '../../domain/group-by.js';
import type { IncomeKind, IncomeSource } from '../../domain/income-source.js';
import { divideRoundHalfAway, sumMinor } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { LeafId } from '../../domain/taxonomy/taxonomy.js';
import type { TransactionId } from '../../domain/transaction.js';
import type { ClassifiedTransaction } from './classify-amounts.js';
import { groupOf, perMonth } from './group-by-category.js';
import { lastDayOf } from './metadata.js';
import { byDateThenId } from './order.js';
import { isRhythmic, usualMonthly } from './periods.js';
import { ofClass } from './select-amounts.js';
import { medianOf, roundedShare, trendOf, variationOf } from './statistics.js';

const KINDS: Readonly<Partial<Record<LeafId, IncomeKind>>> = {
  'income.salary': 'wage',
  'income.bonus': 'wage',
  'income.salary_advance': 'wage',
  'income.wage_instalment': 'wage',
  'income.self_employment': 'self_employment',
  'income.business_revenue': 'self_employment',
  'income.pension': 'pension',
  'income.survivor_pension': 'pension',
  'income.rental': 'rent',
  'alimony.received': 'alimony',
  'savings.interest': 'capital',
  'income.family_support': 'family_support',
  'gambling.gain': 'gambling',
  'income.cash_deposit': 'cash',
};

/** Earned, or granted by law or court. */
const COUNTED_ON: ReadonlySet<IncomeKind> = new Set<IncomeKind>([
  'wage',
  'self_employment',
  'pension',
  'benefit',
  'rent',
  'alimony',
]);

const ADVANCES: ReadonlySet<LeafId> = new Set<LeafId>(['income.salary_advance', 'income.wage_instalment']);

interface Limits {
  readonly paysMin: number;
  readonly runningDaysMax: number;
  readonly advanceDaysMax: number;
}

function kindOf(category: LeafId): IncomeKind {
  return KINDS[category] ?? (category.startsWith('subsidy.') ? 'benefit' : 'other');
}

/**
 * The incomes by who pays them and what for, largest first. One payer may be several sources (an employer that also refunds
 * a pension), several flows of one payer and kind are one source. A wage paid early counts with the wage that is smaller by
 * it: the advance of the same payer or, where another pays it out, of the only employer there is.
 */
export function incomeSourcesOf(
  classified: readonly ClassifiedTransaction[],
  cashFlows: readonly CashFlow[],
  metadata: Metadata,
  reference: Reference,
): IncomeSource[] {
  const limits: Limits = {
    paysMin: parameterOf(reference, 'affordability.pays-min'),
    runningDaysMax: parameterOf(reference, 'incomes.running-days-max'),
    advanceDaysMax: parameterOf(reference, 'incomes.advance-days-max'),
  };
  const flowOf = new Map(cashFlows.map((flow) => [flow.id, flow]));
  const roleOf = rolesOf(reference);
  const sources = [...sourcesOf(ofClass(classified, 'income'))].map(([id, own]) =>
    sourceOf(id, own, flowOf, roleOf, metadata, limits),
  );
  return sources.sort((a, b) => b.totalMinor - a.totalMinor || (a.id < b.id ? -1 : 1));
}

function sourcesOf(incomes: readonly ClassifiedTransaction[]): Map<string, ClassifiedTransaction[]> {
  const payerOf = ({ enrichment }: ClassifiedTransaction) =>
    enrichment.counterparty === null || enrichment.counterparty.kind === 'own_account'
      ? ''
      : enrichment.counterparty.id;
  const sources = groupBy(incomes, (one) => `${kindOf(one.enrichment.category)}:${payerOf(one)}`);
  const isAdvanceOnly = (own: readonly ClassifiedTransaction[]) =>
    own.every(({ enrichment }) => ADVANCES.has(enrichment.category));
  const wages = [...sources].filter(([id]) => id.startsWith('wage:'));
  const paying = wages.filter(([, own]) => !isAdvanceOnly(own));
  const [sole, another] = paying;
  if (!sole || another) return sources;
  for (const [id, own] of wages) {
    if (id === sole[0]) continue;
    for (const one of own) sole[1].push(one);
    sources.delete(id);
  }
  return sources;
}

const ROLES = new WeakMap<Reference['parties'], ReadonlyMap<string, string>>();

/** Roles of the parties that the reference data knows, by id; made once per table, which holds many thousand. */
function rolesOf({ parties }: Reference): ReadonlyMap<string, string> {
  let roles = ROLES.get(parties);
  if (!roles) {
    roles = new Map(parties.map(({ id, roleId }) => [id, roleId]));
    ROLES.set(parties, roles);
  }
  return roles;
}

/** Whether a payer is a staffing agency; null where the reference data does not know it. */
function staffingOf(payerId: string | null, roleOf: ReadonlyMap<string, string>): boolean | null {
  const role = payerId === null ? undefined : roleOf.get(payerId);
  return role === undefined ? null : role === 'staffing_agency';
}

function sourceOf(
  id: string,
  own: readonly ClassifiedTransaction[],
  flowOf: ReadonlyMap<string, CashFlow>,
  roleOf: ReadonlyMap<string, string>,
  metadata: Metadata,
  limits: Limits,
): IncomeSource {
  const byDate = [...own].sort((a, b) => byDateThenId(a.transaction, b.transaction));
  const [first, last] = [byDate[0], byDate.at(-1)];
  if (!first || !last) throw new Error('an income source has at least one transaction');
  const kind = kindOf(first.enrichment.category);
  const flows = rhythmicFlows(byDate, flowOf);
  const main = flows[0] ?? null;
  const advances = byDate.filter(({ enrichment }) => ADVANCES.has(enrichment.category));
  const pays = paysOf(byDate, main?.flow.id ?? null, advances, limits.advanceDaysMax);
  const amounts = pays.map(({ amountMinor }) => amountMinor);
  const isEnough = amounts.length >= limits.paysMin;
  const variation = isEnough ? variationOf(amounts) : null;
  const isRunning =
    flows.length > 0
      ? flows.some(({ flow }) => flow.status !== 'ended')
      : daysBetween(last.transaction.date, lastDayOf(metadata)) <= limits.runningDaysMax;
  const isKept = flows.length > 0 || (COUNTED_ON.has(kind) && isEnough);
  const isMature = flows.some(({ flow }) => flow.status === 'mature');
  const group = groupOf(byDate);
  const named = byDate.find(({ enrichment }) => !ADVANCES.has(enrichment.category)) ?? first;
  const payer = named.enrichment.counterparty?.kind === 'own_account' ? null : named.enrichment.counterparty;
  const isOrganisation = payer !== null && payer.kind !== 'person';
  return {
    id,
    name: payer?.name ?? null,
    kind,
    ...group,
    monthlyMinor: perMonth(group.totalMinor, metadata),
    firstSeen: first.transaction.date,
    lastSeen: last.transaction.date,
    isRegular: flows.length > 0,
    isRunning,
    isDependable: isRunning && (COUNTED_ON.has(kind) ? isKept : kind === 'other' && isMature && isOrganisation),
    stability: variation === null ? null : roundedShare(Math.max(0, 1 - variation)),
    trend: isEnough ? roundedTrend(amounts) : null,
    payday:
      main !== null && main.flow.regularity.periodicity === 'MONTHLY'
        ? (main.flow.regularity.dueDays[0] ?? null)
        : null,
    next: main?.flow.next?.date ?? null,
    usualMonthlyMinor: usualMonthlyOf(flows, amounts),
    usualMinor: divideRoundHalfAway(medianOf(amounts) ?? 0, 1),
    advanceIds: advances.map(({ transaction }) => transaction.id),
    isStaffingAgency: kind === 'wage' ? staffingOf(payer?.id ?? null, roleOf) : null,
  };
}

function roundedTrend(amounts: readonly number[]): number | null {
  const trend = trendOf(amounts);
  return trend === null ? null : roundedShare(trend);
}

interface OwnFlow {
  readonly flow: CashFlow;
  readonly payments: readonly number[];
  /** Whether its payments are taken off the pays of another flow. */
  readonly isOfAdvances: boolean;
}

/** The flows of a source that keep a rhythm, the largest first. */
function rhythmicFlows(own: readonly ClassifiedTransaction[], flowOf: ReadonlyMap<string, CashFlow>): OwnFlow[] {
  const flows: OwnFlow[] = [];
  for (const [id, transactions] of groupBy(own, ({ cashFlowId }) => cashFlowId)) {
    const flow = id === null ? undefined : flowOf.get(id);
    if (!flow || !isRhythmic(flow)) continue;
    const isOfAdvances = transactions.every(({ enrichment }) => ADVANCES.has(enrichment.category));
    flows.push({ flow, payments: transactions.map(({ transaction }) => transaction.amountMinor), isOfAdvances });
  }
  return flows.sort((a, b) => sumMinor(b.payments) - sumMinor(a.payments));
}

/** The running flows' usual monthly amounts, the main one's with its advances; null where none is running. */
function usualMonthlyOf(flows: readonly OwnFlow[], mainPays: readonly number[]): number | null {
  const [main] = flows;
  const running = flows.filter(
    ({ flow, isOfAdvances }) => flow.status !== 'ended' && (!isOfAdvances || flow === main?.flow),
  );
  const usual = running.map(({ flow, payments }) => usualMonthly(flow, flow === main?.flow ? mainPays : payments) ?? 0);
  return running.length === 0 ? null : sumMinor(usual);
}

interface Pay {
  readonly id: TransactionId;
  readonly amountMinor: number;
}

/** The pays of a source's main flow (all its pays where it keeps no rhythm), each with the advances taken off it. */
function paysOf(
  own: readonly ClassifiedTransaction[],
  mainFlowId: string | null,
  advances: readonly ClassifiedTransaction[],
  daysMax: number,
): Pay[] {
  const pays = own.filter(
    ({ cashFlowId, enrichment }) =>
      !ADVANCES.has(enrichment.category) && (mainFlowId === null || cashFlowId === mainFlowId),
  );
  const added = new Map<TransactionId, number>();
  for (const { transaction: advance } of advances) {
    const next = pays.find(({ transaction }) => transaction.date > advance.date);
    if (!next || daysBetween(advance.date, next.transaction.date) > daysMax) continue;
    added.set(next.transaction.id, sumMinor([added.get(next.transaction.id) ?? 0, advance.amountMinor]));
  }
  return pays.map(({ transaction: { id, amountMinor } }) => ({ id, amountMinor: amountMinor + (added.get(id) ?? 0) }));
}
