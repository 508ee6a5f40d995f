/** The engine as a package of its own, `saldo/engine`: pure, for Node and browsers alike. */
export type { Account } from '../domain/account.js';
export type {
  Analysis,
  AnalysisError,
  AnalysisInput,
  CashFlow,
  CashFlowCorrection,
  DataWarning,
  EnrichedTransaction,
  Insights,
} from '../domain/analysis.js';
export type { Reference } from '../domain/reference.js';
export type { Transaction } from '../domain/transaction.js';
export { analyse } from './analyse.js';
export {
  type AmountClass,
  classifyAmounts,
  EXCLUSION_REASONS,
  type ExclusionReason,
} from './insights/classify-amounts.js';
export { DATA_WARNING_CODES, type DataWarningCode } from './insights/data-warnings.js';
export { ENGINE_VERSION } from './version.js';
