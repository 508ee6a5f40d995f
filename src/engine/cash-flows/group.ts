import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Account, AccountId } from '../../domain/account.js';
import type { AnalysedAccount, CashFlow, EnrichedTransaction, Metadata } from '../../domain/analysis.js';
import { type EpochDay, toEpochDay } from '../../domain/calendar-date.js';
import { distinct, groupBy } from '../../domain/group-by.js';
import type { CurrencyCode } from '../../domain/money.js';
import { sumMinor } from '../../domain/money.js';
import { bankCalendarFor, parameterOf, type Reference } from '../../domain/reference.js';
import { normaliseText } from '../../domain/text.js';
import type { TransactionId, TransactionType } from '../../domain/transaction.js';
import { monthlySums } from '../insights/group-by-category.js';
import { isLoanCategory } from '../insights/loans.js';
import type { MarkedTransaction } from '../insights/mark-transactions.js';
import { lastDayOf } from '../insights/metadata.js';
import { byDateThenId } from '../insights/order.js';
import { cashLabelOf, labelRootOf, labelsOf } from './label.js';
import { standingOf } from './next-occurrence.js';
import { type Occurrence, occurrencesOf } from './occurrence.js';
import { regularityOf } from './regularity.js';
import type { Method } from './rhythm.js';
import { splitSiblings } from './split-siblings.js';

/** Cash flows, and the transactions told which one they belong to. */
export interface GroupedTransactions {
  readonly cashFlows: readonly CashFlow[];
  readonly transactions: readonly EnrichedTransaction[];
}

/** Numbers of the method, read once. */
interface Settings {
  readonly limits: Omit<Method, 'calendar' | 'areOfOneAmount'>;
  readonly matureMin: number;
  readonly lateDaysMax: number;
  readonly representationDaysMax: number;
  readonly lastDay: EpochDay;
  readonly metadata: Metadata;
}

/** A flow before it has its name. */
interface Draft {
  readonly occurrences: readonly Occurrence[];
  /** Of the occurrences, each with its later presentations. */
  readonly transactions: readonly MarkedTransaction[];
  /** Whether the transactions are known to stand in the engine's order. */
  readonly isInOrder: boolean;
  /** Each once. */
  readonly labels: readonly string[];
  readonly amounts: readonly number[];
  readonly category: CashFlow['category'];
}

/**
 * Groups the counted transactions of each account into cash flows: same direction and counterparty (or wording where nobody
 * is named), same category, then one rhythm each (see `splitSiblings`). A flow has at least two transactions, except those of
 * loans. A rejected payment belongs to its flow, with its return and its later presentations; each transaction belongs to
 * one flow at most. Flows stand largest first. The transactions given are those answered, each with its flow written on it.
 */
export function groupCashFlows(
  transactions: readonly MarkedTransaction[],
  accounts: readonly AnalysedAccount[],
  metadata: Metadata,
  reference: Reference,
): GroupedTransactions {
  const settings: Settings = {
    limits: {
      gapMin: parameterOf(reference, 'cash-flows.amount-gap-min'),
      steadyShareMax: parameterOf(reference, 'cash-flows.steady-amount-share-max'),
      concentrationMin: parameterOf(reference, 'cash-flows.due-concentration-min'),
      steadyConcentrationMin: parameterOf(reference, 'cash-flows.due-concentration-steady-min'),
    },
    matureMin: parameterOf(reference, 'cash-flows.mature-occurrences-min'),
    lateDaysMax: parameterOf(reference, 'cash-flows.late-days-max'),
    representationDaysMax: parameterOf(reference, 'cash-flows.representation-days-max'),
    lastDay: toEpochDay(lastDayOf(metadata)),
    metadata,
  };
  const held = new Map(accounts.map(({ account }) => [account.id, heldAs(account, settings.limits, reference)]));
  const returns = returnsOf(transactions);
  const cashFlows: CashFlow[] = [];
  for (const bucket of bucketsOf(transactions, reference)) {
    const account = held.get(bucket.accountId);
    if (account) cashFlows.push(...flowsOf(bucket, returns, account, settings));
  }
  cashFlows.sort((a, b) => Math.abs(b.totalMinor) - Math.abs(a.totalMinor) || (a.id < b.id ? -1 : 1));
  return { cashFlows, transactions };
}

/** What an account lends to its flows. */
interface HeldAs {
  readonly currency: CurrencyCode;
  readonly method: Method;
}

function heldAs({ currency, country }: Account, limits: Settings['limits'], reference: Reference): HeldAs {
  return { currency, method: { ...limits, calendar: bankCalendarFor(reference, country), areOfOneAmount: false } };
}

/** Credits that give back a rejected debit, by the debit's id. */
function returnsOf(transactions: readonly MarkedTransaction[]): Map<TransactionId, MarkedTransaction> {
  const returns = new Map<TransactionId, MarkedTransaction>();
  for (const one of transactions) {
    const { counterpart, isRejected } = one.enrichment;
    if (one.notAnalysed === null && counterpart?.kind === 'rejection' && !isRejected) returns.set(counterpart.id, one);
  }
  return returns;
}

/** Transactions of one account and direction with the same counterparty, or the same wording where nobody is named. */
interface Bucket {
  readonly key: string;
  readonly accountId: AccountId;
  readonly transactions: readonly MarkedTransaction[];
}

/** Counted transactions in their buckets; returns of rejected payments are left out. */
function bucketsOf(transactions: readonly MarkedTransaction[], reference: Reference): Bucket[] {
  const identities = new Map<string, string>();
  const identityOf = ({ enrichment: { counterparty, label } }: MarkedTransaction): string => {
    if (counterparty !== null) return counterparty.id;
    const known = identities.get(label);
    if (known !== undefined) return known;
    const identity = identityOfLabel(label, reference);
    identities.set(label, identity);
    return identity;
  };
  const buckets = new Map<AccountId, Readonly<Record<'debit' | 'credit', Map<string, MarkedTransaction[]>>>>();
  for (const one of transactions) {
    const { accountId, amountMinor } = one.transaction;
    const { counterpart, isRejected } = one.enrichment;
    if (one.notAnalysed !== null || amountMinor === 0 || (counterpart?.kind === 'rejection' && !isRejected)) continue;
    const directions = buckets.get(accountId) ?? { debit: new Map(), credit: new Map() };
    buckets.set(accountId, directions);
    const direction = amountMinor < 0 ? directions.debit : directions.credit;
    const identity = identityOf(one);
    const bucket = direction.get(identity);
    if (bucket) bucket.push(one);
    else direction.set(identity, [one]);
  }
  return [...buckets].flatMap(([accountId, directions]) =>
    (['debit', 'credit'] as const).flatMap((direction) =>
      [...directions[direction]].map(([identity, own]) => ({
        key: `${accountId}\n${direction}\n${identity}`,
        accountId,
        transactions: own,
      })),
    ),
  );
}

/** The words of a label in alphabetical order, without digits and words that say nothing of who it is. */
function identityOfLabel(label: string, reference: Reference): string {
  const text = normaliseText(label);
  const words = text.split(' ').filter((word) => !/\d/.test(word) && !reference.noiseWords.has(word));
  return `label:${words.sort().join(' ') || text}`;
}

function flowsOf(
  bucket: Bucket,
  returns: ReadonlyMap<TransactionId, MarkedTransaction>,
  { currency, method }: HeldAs,
  settings: Settings,
): CashFlow[] {
  const drafts: Draft[] = [];
  for (const [category, transactions] of groupBy(bucket.transactions, ({ enrichment }) => enrichment.category)) {
    const occurrences = occurrencesOf(transactions, settings.representationDaysMax);
    const isOfCash = isCash(transactions);
    const labelOf = ({ transaction, enrichment }: MarkedTransaction) =>
      isOfCash ? cashLabelOf(transaction.description) : enrichment.label;
    const inParts = category === 'loan.split_payment' ? { ...method, areOfOneAmount: true } : method;
    for (const sibling of isOfCash ? [occurrences] : splitSiblings(occurrences, inParts)) {
      const own = transactionsOf(sibling);
      if (own.length < 2 && !isLoanCategory(category)) continue;
      const labels = [...distinct(own, labelOf)];
      const amounts = own.map(({ transaction }) => transaction.amountMinor);
      const isInOrder = sibling === occurrences && own.length === sibling.length;
      drafts.push({ occurrences: sibling, transactions: own, isInOrder, labels, amounts, category });
    }
  }
  drafts.sort((a, b) => (a.occurrences[0]?.day ?? 0) - (b.occurrences[0]?.day ?? 0));
  const first = bucket.transactions[0]?.enrichment;
  const root = labelRootOf(drafts, first?.counterparty?.name ?? first?.label ?? '');
  const labels = labelsOf(drafts, root, currency);
  const ids = idsOf(bucket.key, drafts);
  return drafts.map((draft, at) => flowOf(draft, ids[at] ?? '', root, labels[at] ?? root, returns, method, settings));
}

/** Cash has no contract: banknotes make equal amounts, which tell nothing. */
function isCash(transactions: readonly MarkedTransaction[]): boolean {
  return transactions.every(({ enrichment: { type } }) => type === 'CASH_WITHDRAWAL' || type === 'CASH_DEPOSIT');
}

/** 24 hexadecimal digits of key and first amount; siblings that began with the same amount are numbered. */
function idsOf(key: string, drafts: readonly Draft[]): string[] {
  const seen = new Map<number, number>();
  return drafts.map(({ amounts }) => {
    const amount = amounts[0] ?? 0;
    const number = (seen.get(amount) ?? 0) + 1;
    seen.set(amount, number);
    return bytesToHex(sha256(utf8ToBytes(`${key}\n${amount}\n${number}`))).slice(0, 24);
  });
}

function transactionsOf(occurrences: readonly Occurrence[]): MarkedTransaction[] {
  const transactions: MarkedTransaction[] = [];
  for (const { transaction, presentedAgain } of occurrences) {
    transactions.push(transaction);
    for (const later of presentedAgain) transactions.push(later);
  }
  return transactions;
}

function flowOf(
  { occurrences, transactions: own, isInOrder, amounts: tried, category }: Draft,
  id: string,
  labelRoot: string,
  label: string,
  returns: ReadonlyMap<TransactionId, MarkedTransaction>,
  method: Method,
  settings: Settings,
): CashFlow {
  const rejected = own.filter(({ enrichment }) => enrichment.isRejected);
  const given = rejected.flatMap(({ transaction }) => returns.get(transaction.id) ?? []);
  const paid = rejected.length === 0 ? own : own.filter(({ enrichment }) => !enrichment.isRejected);
  const all = isInOrder && given.length === 0 ? own : inOwnOrder([...own, ...given]);
  const amounts = rejected.length === 0 ? tried : paid.map(({ transaction }) => transaction.amountMinor);
  const { regularity, rhythm, rule } = regularityOf(occurrences, settings.metadata, method);
  const past = { occurrences, amounts, rhythm, rule };
  const first = occurrences[0]?.transaction;
  if (!first) throw new Error('a cash flow has at least one transaction');
  return {
    id,
    accountId: first.transaction.accountId,
    type: usualType(own),
    category,
    counterparty: first.enrichment.counterparty,
    labelRoot,
    label,
    totalMinor: sumMinor(amounts),
    rejectedTotalMinor: sumMinor(rejected.map(({ transaction }) => transaction.amountMinor)),
    transactionIds: belongTo(id, all),
    calendar: monthlySums(paid),
    regularity,
    ...standingOf(past, method.calendar, settings.lastDay, settings.matureMin, settings.lateDaysMax),
  };
}

/** Writes their flow on transactions and answers their ids. */
function belongTo(cashFlowId: string, transactions: readonly MarkedTransaction[]): TransactionId[] {
  const ids: TransactionId[] = [];
  for (const one of transactions) {
    one.cashFlowId = cashFlowId;
    ids.push(one.transaction.id);
  }
  return ids;
}

function inOwnOrder(transactions: MarkedTransaction[]): MarkedTransaction[] {
  return transactions.sort((a, b) => byDateThenId(a.transaction, b.transaction));
}

/** The type that most of them have; the earliest of equally frequent ones. */
function usualType(transactions: readonly MarkedTransaction[]): TransactionType {
  const counts = new Map<TransactionType, number>();
  let [running, count]: [TransactionType | null, number] = [null, 0];
  for (const { enrichment } of transactions) {
    if (enrichment.type !== running) {
      if (running !== null) counts.set(running, count);
      [running, count] = [enrichment.type, counts.get(enrichment.type) ?? 0];
    }
    count += 1;
  }
  if (running !== null) counts.set(running, count);
  let usual: TransactionType = 'DEBIT';
  let most = 0;
  for (const [type, times] of counts) if (times > most) [usual, most] = [type, times];
  return usual;
}
