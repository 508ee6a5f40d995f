import type { CalendarDate } from '../../domain/calendar-date.js';
import { sumMinor } from '../../domain/money.js';
import type { Reference } from '../../domain/reference.js';
import {
  CLIENT_PROFILE_NAMES,
  FLAGGED_NAMES,
  LOW_CONFIDENCE_NAMES,
  OTHER_HIGHLIGHTED_NAMES,
  type Review,
  type ReviewedTransaction,
  type ReviewGroup,
  type ReviewInput,
} from '../../domain/review.js';
import { leaf } from '../../domain/taxonomy/taxonomy.js';

/** Reviews accounts as contract B shows them. Pure. */
export function reviewOf(input: ReviewInput, _reference: Reference): Review {
  const booked = input.transactions.filter(
    ({ transaction }) => !transaction.isComing && transaction.currency === input.currency,
  );
  const start = input.startDate ?? booked[0]?.transaction.date ?? null;
  const end = input.endDate ?? booked.at(-1)?.transaction.date ?? null;
  const within = booked.filter(
    ({ transaction: { date } }) => (start === null || date >= start) && (end === null || date <= end),
  );
  const { totalInflowMinor, totalOutflowMinor } = groupOf('', within);
  const none = (names: readonly string[]) => names.map((name) => groupOf(name, []));
  return {
    currency: input.currency,
    generalInfo: {
      startDate: start,
      endDate: end,
      startBalanceMinor: balanceBefore(input, booked, start),
      endBalanceMinor: assertSum(balanceBefore(input, booked, start), totalInflowMinor - totalOutflowMinor),
      accounts: input.accounts.map(({ id, iban, ownerNames, name }) => ({
        iban,
        accountName: ownerNames[0] ?? name,
        accountId: id,
      })),
      totalInflowMinor,
      totalOutflowMinor,
    },
    companyInfo: input.company,
    topCounterparties: { inflow: top(within, 'inflow'), outflow: top(within, 'outflow') },
    clientProfile: none(CLIENT_PROFILE_NAMES),
    flaggedTransactions: none(FLAGGED_NAMES),
    lowConfidenceTransactions: none(LOW_CONFIDENCE_NAMES),
    otherHighlightedTransactions: none(OTHER_HIGHLIGHTED_NAMES),
    creditQualityMetrics: [],
  };
}

function assertSum(balance: number | null, change: number): number | null {
  return balance === null ? null : sumMinor([balance, change]);
}

function balanceBefore(
  { accounts, currency }: ReviewInput,
  booked: readonly ReviewedTransaction[],
  start: CalendarDate | null,
): number | null {
  const own = accounts.filter((account) => account.currency === currency);
  if (own.length === 0) return null;
  const since = booked.filter(({ transaction: { accountId, date } }) => {
    const account = own.find(({ id }) => id === accountId);
    return account !== undefined && start !== null && date >= start && date <= account.balanceDate;
  });
  return sumMinor([
    ...own.map(({ balanceMinor }) => balanceMinor),
    ...since.map(({ transaction }) => -transaction.amountMinor),
  ]);
}

function groupOf(name: string, members: readonly ReviewedTransaction[]): ReviewGroup {
  const amounts = members.map(({ transaction }) => transaction.amountMinor);
  return {
    name,
    transactionCount: members.length,
    totalInflowMinor: sumMinor(amounts.filter((amount) => amount > 0)),
    totalOutflowMinor: -sumMinor(amounts.filter((amount) => amount < 0)) || 0,
    categories: [...new Set(members.map(({ enrichment }) => leaf(enrichment.category).z2))],
    transactionIds: members.map(({ transaction }) => transaction.id),
  };
}

function top(members: readonly ReviewedTransaction[], side: 'inflow' | 'outflow'): ReviewGroup[] {
  const byName = new Map<string, ReviewedTransaction[]>();
  for (const one of members) {
    if (one.transaction.amountMinor > 0 !== (side === 'inflow')) continue;
    const name = one.enrichment.counterparty?.name;
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), one]);
  }
  const size = (group: ReviewGroup) => group.totalInflowMinor + group.totalOutflowMinor;
  return [...byName]
    .map(([name, list]) => groupOf(name, list))
    .sort((a, b) => size(b) - size(a))
    .slice(0, 5);
}
