import type { Affordability, RedFlag, RedFlagCode } from '../../domain/affordability.js';
import type { CashFlow, Expenses, Incomes, Risks } from '../../domain/analysis.js';
import type { Forecast } from '../../domain/forecast.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { TransactionId } from '../../domain/transaction.js';

/** What flags are raised from: all of it is worked out elsewhere. */
export interface FlaggedData {
  readonly affordability: Omit<Affordability, 'redFlags'>;
  readonly incomes: Incomes;
  readonly expenses: Expenses;
  readonly risks: Risks;
  readonly cashFlows: readonly CashFlow[];
  readonly forecast: Forecast | null;
}

type Check = (data: FlaggedData, reference: Reference) => RedFlag | null;

/** What a lender will ask about, the gravest first. Unknown figures raise no flag. */
export function redFlagsOf(data: FlaggedData, reference: Reference): RedFlag[] {
  return CHECKS.flatMap((check) => check(data, reference) ?? []);
}

function flag(
  code: RedFlagCode,
  message: string,
  transactionIds: readonly TransactionId[],
  basis: RedFlag['basis'] = [],
): RedFlag {
  return { code, message, transactionIds, basis };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

const CHECKS: readonly Check[] = [
  accountSeizure,
  debtCollection,
  paydayLoan,
  rejectedPayments,
  debtServiceHigh,
  residualIncomeNegative,
  overdraftLasting,
  gamblingShareHigh,
  newCreditSeeking,
  circularTransfers,
  cashShareHigh,
  incomeFalling,
  incomeStopped,
  balanceForecastNegative,
];

function accountSeizure({ risks }: FlaggedData): RedFlag | null {
  const { bankAccountSeizure, directRecoveryOfDebt } = risks.heavyFailures;
  const ids = [...bankAccountSeizure.transactionIds, ...directRecoveryOfDebt.transactionIds];
  return ids.length === 0 ? null : flag('ACCOUNT_SEIZURE', 'Money was seized on an account', ids);
}

function debtCollection({ risks }: FlaggedData): RedFlag | null {
  const { transactionIds } = risks.debtCollection;
  if (transactionIds.length === 0) return null;
  return flag('DEBT_COLLECTION', `${transactionIds.length} payment(s) to collectors or bailiffs`, transactionIds);
}

function paydayLoan({ risks }: FlaggedData): RedFlag | null {
  const { transactionIds } = risks.paydayLoans;
  if (transactionIds.length === 0) return null;
  return flag('PAYDAY_LOAN', `${transactionIds.length} repayment(s) of payday loans or mini-credits`, transactionIds);
}

function rejectedPayments({ risks }: FlaggedData, reference: Reference): RedFlag | null {
  const { paymentRejections, checkRejections } = risks.incidents;
  const ids = [...paymentRejections.transactionIds, ...checkRejections.transactionIds];
  if (ids.length < parameterOf(reference, 'affordability.rejections-min')) return null;
  return flag('REJECTED_PAYMENTS', `${ids.length} payments were rejected`, ids);
}

function debtServiceHigh({ affordability }: FlaggedData, reference: Reference): RedFlag | null {
  const { value, basis } = affordability.debtServiceRatio;
  const shareMax = parameterOf(reference, 'affordability.debt-service-share-max');
  if (value === null || value <= shareMax) return null;
  return flag(
    'DEBT_SERVICE_HIGH',
    `${percent(value)} of dependable income goes to credit (${percent(shareMax)} at most)`,
    [],
    basis,
  );
}

function residualIncomeNegative({ affordability }: FlaggedData): RedFlag | null {
  const { value, basis } = affordability.residualIncome;
  if (value === null || value >= 0) return null;
  return flag('RESIDUAL_INCOME_NEGATIVE', 'Fixed expenses are more than the dependable income', [], basis);
}

function overdraftLasting({ affordability, risks }: FlaggedData, reference: Reference): RedFlag | null {
  const longest = affordability.overdraft.findLast(({ negativeDays }) => negativeDays !== null);
  if (!longest || longest.negativeDays === null) return null;
  const share = longest.negativeDays / longest.days;
  if (share <= parameterOf(reference, 'affordability.overdraft-days-share-max')) return null;
  const message = `Overdrawn on ${longest.negativeDays} of the last ${longest.days} days`;
  return flag('OVERDRAFT_LASTING', message, risks.overdraft.fees.transactionIds, ['balances.joined']);
}

function gamblingShareHigh({ risks }: FlaggedData, reference: Reference): RedFlag | null {
  const { shareOfIncome, transactionIds } = risks.gambling;
  if (shareOfIncome === null || shareOfIncome <= parameterOf(reference, 'affordability.gambling-share-max'))
    return null;
  return flag('GAMBLING_SHARE_HIGH', `Stakes of ${percent(shareOfIncome)} of income`, transactionIds);
}

function newCreditSeeking({ risks }: FlaggedData, reference: Reference): RedFlag | null {
  const { newLenders, days, transactionIds } = risks.creditSeeking;
  if (newLenders === null || newLenders.length < parameterOf(reference, 'risks.credit-seeking-lenders-min'))
    return null;
  return flag(
    'NEW_CREDIT_SEEKING',
    `${newLenders.length} new lenders within ${days} days: ${newLenders.join(', ')}`,
    transactionIds,
  );
}

function circularTransfers({ risks }: FlaggedData): RedFlag | null {
  const { transactionIds } = risks.circularTransfers;
  if (transactionIds.length === 0) return null;
  return flag('CIRCULAR_TRANSFERS', 'The same amount went to somebody and came back within days', transactionIds);
}

function cashShareHigh({ expenses }: FlaggedData, reference: Reference): RedFlag | null {
  const cash = expenses.categories.find(({ category }) => category === 'expenses.cash');
  if (!cash || expenses.totalMinor >= 0) return null;
  const share = cash.totalMinor / expenses.totalMinor;
  if (share <= parameterOf(reference, 'affordability.cash-share-max')) return null;
  return flag(
    'CASH_SHARE_HIGH',
    `${percent(share)} of spending is cash, whose purpose is unknown`,
    cash.transactionIds,
  );
}

function incomeFalling({ affordability }: FlaggedData, reference: Reference): RedFlag | null {
  const { value, basis } = affordability.incomeTrend;
  if (value === null || value > -parameterOf(reference, 'affordability.income-fall-share')) return null;
  return flag('INCOME_FALLING', `Income falls by ${percent(-value)} a month`, [], basis);
}

/** A regular income that a lender would have counted on and that stopped. */
function incomeStopped({ incomes }: FlaggedData): RedFlag | null {
  const kinds = new Set(['wage', 'pension', 'benefit']);
  const stopped = incomes.sources.filter(
    ({ kind, isRegular, isRunning }) => kinds.has(kind) && isRegular && !isRunning,
  );
  const ids = stopped.flatMap(({ transactionIds }) => transactionIds);
  if (stopped.length === 0) return null;
  return flag(
    'INCOME_STOPPED',
    `A regular income was last seen on ${stopped.map(({ lastSeen }) => lastSeen).join(', ')}`,
    ids,
  );
}

function balanceForecastNegative({ forecast }: FlaggedData): RedFlag | null {
  if (forecast === null || forecast.negativeFrom === null) return null;
  return flag(
    'BALANCE_FORECAST_NEGATIVE',
    `The balance is expected to fall below zero on ${forecast.negativeFrom}`,
    [],
    ['balances.joined', 'cash_flows'],
  );
}
