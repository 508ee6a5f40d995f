import type {
  AccountBalances,
  AnalysedAccount,
  Analysis,
  AnalysisInput,
  CashFlow,
  EnrichedTransaction,
  Insights,
  Metadata,
} from '../domain/analysis.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { CurrencyCode } from '../domain/money.js';
import type { Reference } from '../domain/reference.js';
import { correctCategories } from './cash-flows/correct-categories.js';
import { groupCashFlows } from './cash-flows/group.js';
import { enrich } from './enrich/enrich.js';
import { forecastOf } from './forecast/forecast.js';
import { affordabilityOf } from './insights/affordability.js';
import { type ClassifiedTransaction, classifyAmounts } from './insights/classify-amounts.js';
import { creditDetailsOf } from './insights/credit-details.js';
import { dailyBalances } from './insights/daily-balances.js';
import { dataWarnings } from './insights/data-warnings.js';
import { expensesOf } from './insights/expenses.js';
import { incomeSourcesOf } from './insights/income-sources.js';
import { incomesOf } from './insights/incomes.js';
import { joinedBalances } from './insights/joined-balances.js';
import { loansOf } from './insights/loans.js';
import { markTransactions } from './insights/mark-transactions.js';
import { metadataOf } from './insights/metadata.js';
import { inOrder } from './insights/order.js';
import { qualifyAccounts } from './insights/qualify-accounts.js';
import { reconcile } from './insights/reconcile.js';
import { risksOf } from './insights/risks.js';
import { issueScores } from './score/issue-scores.js';
import { ENGINE_VERSION } from './version.js';

const NO_SCORE_MODEL = 'No trained score model takes part in this analysis';
const NOT_ANALYSED = 'The analysis ended in an error';

/**
 * Turns a customer's accounts and transactions into credit insights.
 * Pure: the same input, reference data and `asOf` give the same bytes, whatever the order of the input.
 * `asOf` is the day for which the question is asked: later transactions are listed but not counted.
 */
export function analyse(input: AnalysisInput, reference: Reference, asOf: CalendarDate): Analysis {
  const ordered = inOrder(input);
  const mergedAccountIds = input.mergedAccountIds ?? [];
  const { accounts, error } = qualifyAccounts(ordered, reference, asOf);
  const marked = markTransactions(ordered, accounts, enrich(ordered, accounts, reference), asOf);
  const metadata = error === null ? metadataOf(accounts, marked, asOf) : null;
  const origin = {
    engineVersion: ENGINE_VERSION,
    referenceHash: reference.hash,
    modelHash: reference.scores?.hash ?? null,
    asOf,
    currency: ordered.currency,
    profile: ordered.profile,
  } as const;
  if (metadata === null) {
    const warnings = dataWarnings(
      { accounts, transactions: marked, metadata, balances: [], activity: [], mergedAccountIds },
      reference,
      asOf,
    );
    const absent = { balances: [], metadata, insights: null, scores: null, scoresAbsentBecause: NOT_ANALYSED } as const;
    return { ...origin, status: 'ERROR', error, accounts, transactions: marked, ...absent, warnings };
  }
  const grouped = groupCashFlows(marked, accounts, metadata, reference);
  const { cashFlows, transactions } = correctCategories(grouped, ordered.corrections);
  const classified = classifyAmounts(accounts, transactions);
  const balances = dailyBalances(accounts, transactions, metadata, reference);
  const { currency } = ordered;
  const counted = { accounts, transactions, cashFlows, classified, balances, metadata, currency };
  const insights = insightsOf(counted, reference);
  const scores = issueScores(counted, reference, ordered.application ?? null);
  return {
    ...origin,
    status: 'COMPLETED',
    error: null,
    accounts,
    transactions,
    balances,
    metadata,
    insights,
    scores,
    scoresAbsentBecause: scores === null ? NO_SCORE_MODEL : null,
    warnings: dataWarnings(
      { accounts, transactions, metadata, balances, activity: insights.affordability.activity, mergedAccountIds },
      reference,
      asOf,
    ),
  };
}

/** What is known once amounts are classified and balances rolled. */
interface Counted {
  readonly accounts: readonly AnalysedAccount[];
  readonly transactions: readonly EnrichedTransaction[];
  readonly cashFlows: readonly CashFlow[];
  readonly classified: readonly ClassifiedTransaction[];
  readonly balances: readonly AccountBalances[];
  readonly metadata: Metadata;
  readonly currency: CurrencyCode;
}

function insightsOf(counted: Counted, reference: Reference): Insights {
  const { accounts, transactions, cashFlows, classified, balances, metadata, currency } = counted;
  const reconciliation = reconcile(classified, balances);
  const sources = incomeSourcesOf(classified, cashFlows, metadata, reference);
  const incomes = incomesOf(classified, sources, metadata);
  const expenses = expensesOf(classified, metadata, reference);
  const credits = creditDetailsOf(classified, cashFlows, accounts, metadata, reference);
  const loans = loansOf(classified, cashFlows, credits, metadata);
  const risks = risksOf(classified, { accounts, balances, metadata, currency }, reference);
  const joined = joinedBalances(accounts, transactions, balances, currency, metadata, reference);
  const forecast = forecastOf(joined[0], classified, cashFlows, reference);
  const affordability = affordabilityOf(
    { accounts, classified, cashFlows, incomes, expenses, loans, risks, balances, joined, forecast, metadata },
    reference,
  );
  return { cashFlows, incomes, expenses, loans, risks, affordability, forecast, reconciliation };
}
