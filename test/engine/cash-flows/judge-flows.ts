import type { CashFlow, Insights } from '../../../src/domain/analysis.js';
import { daysBetween } from '../../../src/domain/calendar-date.js';
import { analyse } from '../../../src/engine/index.js';
import { REFERENCE } from '../insights/sample-data.js';
import { type GeneratedCustomer, generateCustomer, type TrueFlow } from './generate-customer.js';

/** Share of the ids that a found flow and a true one must have in common. */
const SHARED_MIN = 0.9;
const MATURE_OCCURRENCES = 3;
const NEAR_DAYS = 3;
/** Days after the first payment that no longer came from which a monthly agreement is plainly over. */
const KNOWN_AS_ENDED_DAYS = 45;

/** Hits among tries, with a line for each miss. */
export interface Tally {
  hits: number;
  tries: number;
  readonly misses: string[];
}

export interface Judgement {
  /** True flows of three payments and more that were found with their periodicity. */
  readonly recall: Tally;
  /** Found flows with a rhythm that are true ones. */
  readonly precision: Tally;
  /** Next dates within three days of the truth. */
  readonly nextDate: Tally;
  /** Next dates on the very day. */
  readonly exactDate: Tally;
  /** Yearly payments seen twice that are known as yearly. */
  readonly yearly: Tally;
  /** Agreements that ended long ago and are known as ended. */
  readonly ended: Tally;
}

function tally(): Tally {
  return { hits: 0, tries: 0, misses: [] };
}

function count(into: Tally, isHit: boolean, miss: string): void {
  into.tries += 1;
  if (isHit) into.hits += 1;
  else into.misses.push(miss);
}

/** Share of hits, 0..1. */
export function shareOf({ hits, tries }: Tally): number {
  return hits / Math.max(1, tries);
}

/** The figure and the misses, for the message of an assertion. */
export function told(name: string, measured: Tally): string {
  const { hits, tries, misses } = measured;
  const share = (shareOf(measured) * 100).toFixed(2);
  return `${name}: ${hits} of ${tries}, ${share} %; ${misses.join('; ')}`;
}

export function insightsOf({ input, asOf }: GeneratedCustomer): Insights {
  const { insights, error } = analyse(input, REFERENCE, asOf);
  if (insights === null) throw new Error(`no insights: ${error?.code}`);
  return insights;
}

function isSame(found: CashFlow, { ids, extraIds }: TrueFlow): boolean {
  const own = found.transactionIds.filter((id) => !extraIds.has(id));
  const shared = own.filter((id) => ids.has(id)).length;
  return shared > 0 && shared >= ids.size * SHARED_MIN && shared >= own.length * SHARED_MIN;
}

/** Settlements and 13th months alone: a yearly flow of their own is right. */
function isSettlement({ transactionIds, regularity }: CashFlow, { extraIds }: TrueFlow): boolean {
  return regularity.periodicity === 'YEARLY' && transactionIds.every((id) => extraIds.has(id));
}

function judgeCustomer(seed: number, into: Judgement): void {
  const customer = generateCustomer(seed);
  const { cashFlows } = insightsOf(customer);
  const where = `${seed} ${customer.input.accounts[0]?.country}`;
  for (const truth of customer.flows) {
    const found = cashFlows.find((flow) => isSame(flow, truth));
    const { periodicity, status } = found?.regularity
      ? { ...found.regularity, ...found }
      : { periodicity: 'none', status: 'none' };
    const holders = cashFlows.filter(({ transactionIds }) => transactionIds.some((id) => truth.ids.has(id)));
    const seen = holders.map((flow) => `${flow.label} ${flow.regularity.periodicity} ${flow.transactionIds.length}`);
    const miss = `${where} ${truth.name} of ${truth.occurrences}: ${seen.join(', ') || 'nothing'}`;
    if (truth.periodicity === 'YEARLY') {
      if (truth.occurrences === 2) count(into.yearly, periodicity === 'YEARLY', miss);
    } else if (truth.occurrences >= MATURE_OCCURRENCES) {
      count(into.recall, periodicity === truth.periodicity, miss);
      if (!found) continue;
      const isOver = truth.overOn !== null && daysBetween(truth.overOn, customer.asOf) > KNOWN_AS_ENDED_DAYS;
      if (isOver) count(into.ended, status === 'ended', `${miss} ${status}`);
      else if (truth.nextDate !== null) {
        const apart = found.next === null ? Number.NaN : daysBetween(truth.nextDate, found.next.date);
        const date = `${where} ${truth.name} ${truth.nextDate} as ${found.next?.date} at ${customer.asOf}`;
        count(into.nextDate, Math.abs(apart) <= NEAR_DAYS, date);
        if (truth.isPunctual) count(into.exactDate, apart === 0, date);
      }
    }
  }
  for (const flow of cashFlows) {
    const { periodicity } = flow.regularity;
    if (flow.status === 'early' || periodicity === 'OTHER' || flow.transactionIds.length < MATURE_OCCURRENCES) continue;
    const isTrue = customer.flows.some(
      (truth) => (isSame(flow, truth) && truth.periodicity === periodicity) || isSettlement(flow, truth),
    );
    const amounts = flow.transactionIds.length;
    count(into.precision, isTrue, `${where} ${flow.label} ${periodicity} of ${amounts} (${flow.status})`);
  }
}

/** How well the engine finds the flows of generated customers. */
export function judgeFlows(seeds: readonly number[]): Judgement {
  const judgement: Judgement = {
    recall: tally(),
    precision: tally(),
    nextDate: tally(),
    exactDate: tally(),
    yearly: tally(),
    ended: tally(),
  };
  for (const seed of seeds) judgeCustomer(seed, judgement);
  return judgement;
}
