import type { Account } from '../../../src/domain/account.js';
import type { Counterparty, EnrichedTransaction, Enrichment } from '../../../src/domain/analysis.js';
import { addMonths, parseCalendarDate } from '../../../src/domain/calendar-date.js';
import type { LeafId } from '../../../src/domain/taxonomy/taxonomy.js';
import type { Transaction } from '../../../src/domain/transaction.js';
import { groupCashFlows } from '../../../src/engine/cash-flows/group.js';
import { forecastOf } from '../../../src/engine/forecast/forecast.js';
import { affordabilityOf } from '../../../src/engine/insights/affordability.js';
import { classifyAmounts } from '../../../src/engine/insights/classify-amounts.js';
import { creditDetailsOf } from '../../../src/engine/insights/credit-details.js';
import { dailyBalances } from '../../../src/engine/insights/daily-balances.js';
import { expensesOf } from '../../../src/engine/insights/expenses.js';
import { incomeSourcesOf } from '../../../src/engine/insights/income-sources.js';
import { incomesOf } from '../../../src/engine/insights/incomes.js';
import { joinedBalances } from '../../../src/engine/insights/joined-balances.js';
import { loansOf } from '../../../src/engine/insights/loans.js';
import { metadataOf } from '../../../src/engine/insights/metadata.js';
import { byDateThenId } from '../../../src/engine/insights/order.js';
import { risksOf } from '../../../src/engine/insights/risks.js';
import { AS_OF, anAccount, anEnriched, aTransaction, EUR, REFERENCE } from './sample-data.js';

/** One transaction as it is understood; the account and the like may be told apart by the facts. */
export interface Row {
  readonly date: string;
  readonly amountMinor: number;
  readonly category: LeafId;
  readonly enrichment?: Partial<Enrichment>;
  readonly facts?: Partial<Transaction>;
}

export function row(date: string, amountMinor: number, category: LeafId, enrichment: Partial<Enrichment> = {}): Row {
  return { date, amountMinor, category, enrichment };
}

/** The same payment on the same day of `count` months. */
export function monthly(
  first: string,
  count: number,
  amountMinor: number,
  category: LeafId,
  enrichment: Partial<Enrichment> = {},
): Row[] {
  const from = parseCalendarDate(first);
  return Array.from({ length: count }, (_, at) => row(addMonths(from, at), amountMinor, category, enrichment));
}

export function party(name: string, kind: Counterparty['kind'] = 'company'): Partial<Enrichment> {
  return { counterparty: { id: `name:${name.toLowerCase()}`, name, kind }, label: name };
}

/** Everything the engine says of rows that are enriched already; ids are `t0`, `t1`, … in the order given. */
export function insightsOf(rows: readonly Row[], accounts: readonly Account[] = [anAccount()]) {
  const analysed = accounts.map((account) => ({
    account,
    excludedBy: account.currency === EUR ? null : ('CURRENCY_NOT_SUPPORTED' as const),
  }));
  const excluded = new Set(analysed.flatMap((one) => (one.excludedBy === null ? [] : [one.account.id])));
  const marked = rows
    .map(({ date, amountMinor, category, enrichment, facts }, at): EnrichedTransaction => {
      const transaction = aTransaction(`t${at}`, date, amountMinor, facts);
      const reason = excluded.has(transaction.accountId) ? 'account_not_analysed' : null;
      return anEnriched(transaction, { category, ...enrichment }, reason);
    })
    .sort((a, b) => byDateThenId(a.transaction, b.transaction));
  const metadata = metadataOf(analysed, marked, AS_OF);
  if (metadata === null) throw new Error('no counted transaction');
  const { cashFlows, transactions } = groupCashFlows(marked, analysed, metadata, REFERENCE);
  const classified = classifyAmounts(analysed, transactions);
  const balances = dailyBalances(analysed, transactions, metadata, REFERENCE);
  const sources = incomeSourcesOf(classified, cashFlows, metadata, REFERENCE);
  const incomes = incomesOf(classified, sources, metadata);
  const expenses = expensesOf(classified, metadata, REFERENCE);
  const credits = creditDetailsOf(classified, cashFlows, analysed, metadata, REFERENCE);
  const loans = loansOf(classified, cashFlows, credits, metadata);
  const risks = risksOf(classified, { accounts: analysed, balances, metadata, currency: EUR }, REFERENCE);
  const joined = joinedBalances(analysed, transactions, balances, EUR, metadata, REFERENCE);
  const forecast = forecastOf(joined[0], classified, cashFlows, REFERENCE);
  const affordability = affordabilityOf(
    {
      accounts: analysed,
      classified,
      cashFlows,
      incomes,
      expenses,
      loans,
      risks,
      balances,
      joined,
      forecast,
      metadata,
    },
    REFERENCE,
  );
  return {
    metadata,
    cashFlows,
    classified,
    balances,
    sources,
    incomes,
    expenses,
    loans,
    risks,
    joined,
    forecast,
    affordability,
  };
}
