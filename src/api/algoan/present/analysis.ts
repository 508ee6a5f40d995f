import type { Analysis, DataWarning, Metadata } from '../../../domain/analysis.js';
import { startOfDayUtc } from '../../../domain/instant.js';
import { presentAccount } from './accounts.js';
import { insightsOf } from './credit-insights.js';
import { presentScores } from './scores.js';
import { known, presentTransaction } from './transactions.js';

/** What an analysis rests on, in contract A's words. */
export function presentMetadata(metadata: Metadata) {
  return {
    lastTransactionGap: metadata.lastTransactionGapDays,
    historicalDepth: metadata.historicalDepthDays,
    monthlyTransactionCount: metadata.monthlyTransactionCount,
    numberOfCheckings: metadata.checkingCount,
    numberOfSavings: metadata.savingsCount,
    numberOfLoans: metadata.loanCount,
    firstTransactionDate: startOfDayUtc(metadata.firstTransactionDate),
    calendar: metadata.calendar.map(({ month, days }) => ({ month, nbDays: days })),
    totalTransactionCount: metadata.transactionCount,
  };
}

/** Warnings about the data; one that concerns no single account names none. */
export function presentWarnings(warnings: readonly DataWarning[]) {
  return warnings.map(({ accountId, ...warning }) => known({ ...warning, accountId: accountId ?? undefined }));
}

/** A finished analysis in contract A's shape, with its accounts and transactions beside it. */
export function presentEngineAnalysis(analysis: Analysis) {
  return known({
    status: analysis.status,
    error: analysis.error ?? undefined,
    metadata: analysis.metadata === null ? undefined : presentMetadata(analysis.metadata),
    creditInsights: insightsOf(analysis)?.all(),
    scores: analysis.scores === null ? undefined : presentScores(analysis.scores),
    accounts: analysis.accounts.map(({ account, excludedBy }) =>
      known({ ...presentAccount(account), isAnalysed: excludedBy === null, excludedBy: excludedBy ?? undefined }),
    ),
    transactions: analysis.transactions.map(presentTransaction),
    warnings: analysis.warnings,
    engineVersion: analysis.engineVersion,
    referenceHash: analysis.referenceHash,
    modelHash: analysis.modelHash ?? undefined,
  });
}
