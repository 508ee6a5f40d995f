import type { AccountId } from '../../domain/account.js';
import type { AccountActivity } from '../../domain/affordability.js';
import type {
  AccountBalances,
  AnalysedAccount,
  DataWarning,
  EnrichedTransaction,
  Metadata,
} from '../../domain/analysis.js';
import { type CalendarDate, daysBetween } from '../../domain/calendar-date.js';
import { distinct, groupBy } from '../../domain/group-by.js';
import { formatDecimal } from '../../domain/money.js';
import { parameterOf, type Reference } from '../../domain/reference.js';
import type { TransactionId } from '../../domain/transaction.js';
import { balanceOn } from './daily-balances.js';
import { duplicateAccounts } from './duplicate-accounts.js';
import { lastDayOf } from './metadata.js';

/** What a reader should know about the data before trusting the figures, in the order in which warnings stand. */
export const DATA_WARNING_CODES = [
  'FUTURE_DATED_TRANSACTIONS',
  'OTHER_CURRENCY_TRANSACTIONS',
  'STALE_DATA',
  'GAP_IN_HISTORY',
  'FEW_TRANSACTIONS',
  'UNRECONCILED_BALANCE',
  'UNREADABLE_SHARE',
  'NOT_MAIN_ACCOUNT',
  'DUPLICATE_ACCOUNTS_MERGED',
  'DUPLICATE_ACCOUNTS',
] as const;
export type DataWarningCode = (typeof DATA_WARNING_CODES)[number];

export interface WarnedData {
  readonly accounts: readonly AnalysedAccount[];
  readonly transactions: readonly EnrichedTransaction[];
  readonly metadata: Metadata | null;
  readonly balances: readonly AccountBalances[];
  /** Empty where the analysis could not be made. */
  readonly activity: readonly AccountActivity[];
  /** Accounts that the import delivered more than once. */
  readonly mergedAccountIds: readonly AccountId[];
}

interface AccountData {
  readonly analysed: AnalysedAccount;
  readonly counted: readonly EnrichedTransaction[];
  readonly leftOut: readonly EnrichedTransaction[];
  readonly balances: AccountBalances | null;
  readonly activity: AccountActivity | null;
  readonly isMerged: boolean;
}

type Check = (data: AccountData, metadata: Metadata | null, reference: Reference, asOf: CalendarDate) => DataWarning[];

/** Every check looks at one account; the list is in the order of `DATA_WARNING_CODES`. */
const CHECKS: readonly Check[] = [
  futureDated,
  otherCurrency,
  staleData,
  gapInHistory,
  fewTransactions,
  unreconciledBalance,
  unreadableShare,
  notMainAccount,
  mergedDuplicate,
];

/** Warnings about the data, account by account. Amounts in messages are the customer's own: messages are not for logs. */
export function dataWarnings(data: WarnedData, reference: Reference, asOf: CalendarDate): DataWarning[] {
  const byAccount = groupBy(data.transactions, ({ transaction }) => transaction.accountId);
  const balances = new Map(data.balances.map((series) => [series.accountId, series]));
  const merged = new Set(data.mergedAccountIds);
  const accounts = data.accounts.map((analysed): AccountData => {
    const transactions = byAccount.get(analysed.account.id) ?? [];
    const leftOut = transactions.filter(({ notAnalysed }) => notAnalysed !== null);
    const isAllCounted = leftOut.length === 0;
    const counted = isAllCounted ? transactions : transactions.filter(({ notAnalysed }) => notAnalysed === null);
    return {
      analysed,
      counted,
      leftOut,
      balances: balances.get(analysed.account.id) ?? null,
      activity: data.activity.find(({ accountId }) => accountId === analysed.account.id) ?? null,
      isMerged: merged.has(analysed.account.id),
    };
  });
  return [
    ...CHECKS.flatMap((check) => accounts.flatMap((account) => check(account, data.metadata, reference, asOf))),
    ...duplicates(data, reference),
  ];
}

function duplicates({ accounts, transactions }: WarnedData, reference: Reference): DataWarning[] {
  return duplicateAccounts(accounts, transactions, reference).map(({ accountId, otherId, shared }) => ({
    code: 'DUPLICATE_ACCOUNTS' satisfies DataWarningCode,
    message: `${shared} transactions are on account ${otherId} too: probably one account delivered twice, counted twice`,
    accountId,
    transactionIds: [],
  }));
}

function warning(
  code: DataWarningCode,
  data: AccountData,
  message: string,
  transactionIds: readonly TransactionId[] = [],
): DataWarning {
  return { code, message, accountId: data.analysed.account.id, transactionIds };
}

function idsOf(transactions: readonly EnrichedTransaction[]): TransactionId[] {
  return transactions.map(({ transaction }) => transaction.id);
}

function futureDated(data: AccountData, _: Metadata | null, __: Reference, asOf: CalendarDate): DataWarning[] {
  const future = data.leftOut.filter(({ notAnalysed }) => notAnalysed === 'future');
  if (future.length === 0) return [];
  const message = `${future.length} booked transaction(s) are dated after ${asOf} and are not counted`;
  return [warning('FUTURE_DATED_TRANSACTIONS', data, message, idsOf(future))];
}

function otherCurrency(data: AccountData): DataWarning[] {
  const foreign = data.leftOut.filter(({ transaction }) => transaction.currency !== data.analysed.account.currency);
  if (foreign.length === 0) return [];
  const currencies = [...new Set(foreign.map(({ transaction }) => transaction.currency))].sort().join(', ');
  const message = `${foreign.length} transaction(s) in ${currencies} on an account in ${data.analysed.account.currency} are not counted`;
  return [warning('OTHER_CURRENCY_TRANSACTIONS', data, message, idsOf(foreign))];
}

function isAnalysedChecking({ analysed }: AccountData): boolean {
  return analysed.excludedBy === null && analysed.account.type === 'CHECKING';
}

function staleData(
  data: AccountData,
  metadata: Metadata | null,
  reference: Reference,
  asOf: CalendarDate,
): DataWarning[] {
  if (metadata === null || !isAnalysedChecking(data)) return [];
  const { balanceDate } = data.analysed.account;
  const lastCounted = data.counted.at(-1)?.transaction.date ?? balanceDate;
  const lastSeen = balanceDate <= asOf && balanceDate > lastCounted ? balanceDate : lastCounted;
  const days = daysBetween(lastSeen, asOf);
  if (days < parameterOf(reference, 'warnings.stale-days-min')) return [];
  return [
    warning('STALE_DATA', data, `Nothing is known of this account after ${lastSeen}, ${days} days before ${asOf}`),
  ];
}

function gapInHistory(data: AccountData, metadata: Metadata | null, reference: Reference): DataWarning[] {
  if (metadata === null || !isAnalysedChecking(data)) return [];
  const daysMin = parameterOf(reference, 'warnings.gap-days-min');
  const dates = [...distinct(data.counted, ({ transaction }) => transaction.date)];
  const warnings: DataWarning[] = [];
  for (const [at, date] of dates.entries()) {
    const next = dates[at + 1] ?? lastDayOf(metadata);
    const days = daysBetween(date, next);
    if (days >= daysMin) {
      warnings.push(warning('GAP_IN_HISTORY', data, `No transaction for ${days} days, from ${date} to ${next}`));
    }
  }
  return warnings;
}

function fewTransactions(data: AccountData, metadata: Metadata | null, reference: Reference): DataWarning[] {
  const { account, excludedBy } = data.analysed;
  if (metadata === null || account.type !== 'CHECKING') return [];
  if (excludedBy === 'NOT_ENOUGH_TRANSACTIONS') {
    const needed = parameterOf(reference, 'accounts.transactions-min');
    return [warning('FEW_TRANSACTIONS', data, `Left out: fewer than ${needed} transactions on this account`)];
  }
  const monthly = data.counted.length / metadata.monthsCovered;
  const needed = parameterOf(reference, 'warnings.monthly-transactions-min');
  if (excludedBy !== null || monthly >= needed) return [];
  const message = `${monthly.toFixed(1)} transactions a month (${needed} expected): figures rest on little`;
  return [warning('FEW_TRANSACTIONS', data, message)];
}

/**
 * Compares the balances that the bank printed beside its transactions with the rolled daily balances. The order of the
 * transactions of a day is not known, so a day agrees when any of its printed balances is the end-of-day balance.
 */
function unreconciledBalance(data: AccountData): DataWarning[] {
  if (data.balances === null) return [];
  const printed = data.counted.filter(({ transaction }) => transaction.balanceAfterMinor !== null);
  const byDay = groupBy(printed, ({ transaction }) => transaction.date);
  const wrong: { date: CalendarDate; differenceMinor: number; transactions: EnrichedTransaction[] }[] = [];
  for (const [date, transactions] of byDay) {
    const rolled = balanceOn(data.balances, date);
    if (rolled === null) continue;
    const differences = transactions.map(({ transaction }) => (transaction.balanceAfterMinor ?? 0) - rolled);
    const differenceMinor = differences.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
    if (differenceMinor !== 0) wrong.push({ date, differenceMinor, transactions });
  }
  const last = wrong.at(-1);
  if (!last) return [];
  const { currency } = data.analysed.account;
  const message =
    `On ${wrong.length} of ${byDay.size} day(s) the balance printed by the bank is not the sum of the transactions; ` +
    `on ${last.date} it is off by ${formatDecimal(last.differenceMinor, currency)} ${currency}`;
  return [warning('UNRECONCILED_BALANCE', data, message, idsOf(last.transactions))];
}

/** Transactions whose purpose nothing tells, not even the channel (cash and cheques are known for what they are). */
function unreadableShare(data: AccountData, metadata: Metadata | null, reference: Reference): DataWarning[] {
  if (metadata === null || !isAnalysedChecking(data)) return [];
  const unreadable = data.counted.filter(
    ({ enrichment: { reasons, category } }) => reasons[0]?.kind === 'fallback' && category.endsWith('.other'),
  );
  const share = unreadable.length / Math.max(1, data.counted.length);
  if (share <= parameterOf(reference, 'warnings.unreadable-share-max')) return [];
  const message = `The purpose of ${unreadable.length} of ${data.counted.length} transactions is unknown (${Math.round(share * 100)} %)`;
  return [warning('UNREADABLE_SHARE', data, message, idsOf(unreadable))];
}

function notMainAccount(data: AccountData, _: Metadata | null, reference: Reference): DataWarning[] {
  const { activity } = data;
  if (activity === null || activity.score >= parameterOf(reference, 'warnings.activity-score-min')) return [];
  const absent = activity.absent.join(', ').replaceAll('_', ' ');
  return [warning('NOT_MAIN_ACCOUNT', data, `Probably not the main account: no sign of ${absent}`)];
}

function mergedDuplicate(data: AccountData): DataWarning[] {
  if (!data.isMerged) return [];
  return [warning('DUPLICATE_ACCOUNTS_MERGED', data, 'Delivered more than once; its transactions were merged')];
}
