import type { Analysis, AnalysisInput } from '../domain/analysis.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Reference } from '../domain/reference.js';
import { correctCategories } from './cash-flows/correct-categories.js';
import { groupCashFlows } from './cash-flows/group.js';
import { enrich } from './enrich/enrich.js';
import { classifyAmounts } from './insights/classify-amounts.js';
import { dailyBalances } from './insights/daily-balances.js';
import { dataWarnings } from './insights/data-warnings.js';
import { expensesOf } from './insights/expenses.js';
import { incomesOf } from './insights/incomes.js';
import { loansOf } from './insights/loans.js';
import { markTransactions } from './insights/mark-transactions.js';
import { metadataOf } from './insights/metadata.js';
import { inOrder } from './insights/order.js';
import { qualifyAccounts } from './insights/qualify-accounts.js';
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
    const warnings = dataWarnings({ accounts, transactions: marked, metadata, balances: [] }, reference, asOf);
    const empty = { balances: [], metadata, insights: null, warnings, scores: null } as const;
    return {
      ...origin,
      status: 'ERROR',
      error,
      accounts,
      transactions: marked,
      ...empty,
      scoresAbsentBecause: NOT_ANALYSED,
    };
  }
  const grouped = groupCashFlows(marked, accounts, metadata, reference);
  const { cashFlows, transactions } = correctCategories(grouped, ordered.corrections);
  const classified = classifyAmounts(accounts, transactions);
  const balances = dailyBalances(accounts, transactions, metadata, reference);
  const { currency } = ordered;
  const scores = issueScores(
    { accounts, classified, balances, metadata, currency },
    reference,
    ordered.application ?? null,
  );
  return {
    ...origin,
    status: 'COMPLETED',
    error: null,
    accounts,
    transactions,
    balances,
    metadata,
    insights: {
      cashFlows,
      incomes: incomesOf(classified, metadata),
      expenses: expensesOf(classified, metadata, reference),
      loans: loansOf(classified, cashFlows, metadata),
      risks: risksOf(classified, accounts, balances),
    },
    scores,
    scoresAbsentBecause: scores === null ? NO_SCORE_MODEL : null,
    warnings: dataWarnings({ accounts, transactions, metadata, balances }, reference, asOf),
  };
}
