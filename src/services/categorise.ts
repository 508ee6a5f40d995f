import type { Account } from '../domain/account.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import { groupBy } from '../domain/group-by.js';
import { calendarDateIn, type Instant, timeZoneOf } from '../domain/instant.js';
import { type CurrencyCode, parseCurrency } from '../domain/money.js';
import type { ReviewedTransaction, ReviewProfile } from '../domain/review.js';
import { enrich } from '../engine/enrich/enrich.js';
import { inOrder } from '../engine/insights/order.js';
import { qualifyAccounts } from '../engine/insights/qualify-accounts.js';
import type { AccountCategories } from '../store/account-categories.js';
import { listAccounts } from '../store/accounts.js';
import { listCorrections } from '../store/corrections.js';
import { listTransactions } from '../store/transactions.js';
import type { AnalysisServices } from './services.js';

/** A customer's accounts with every transaction understood, oldest first. */
export interface UnderstoodCustomer {
  readonly accounts: readonly Account[];
  readonly transactions: readonly ReviewedTransaction[];
  /** Of the first current account, else of the first account; EUR without any. */
  readonly currency: CurrencyCode;
}

/**
 * Understands all transactions of a customer. Those of accounts outside a job help to understand the ones inside: internal
 * transfers have two ends.
 */
export async function understandCustomer(
  services: AnalysisServices,
  { projectId, customerId }: { projectId: string; customerId: string },
  { profile, internalIbans }: { profile: ReviewProfile; internalIbans: readonly string[] },
): Promise<UnderstoodCustomer> {
  const { database, reference, now } = services;
  const [accounts, transactions, corrections] = await database.snapshot((reader) => [
    listAccounts(reader, projectId, customerId),
    listTransactions(reader, projectId, customerId),
    listCorrections(reader, projectId, customerId),
  ]);
  const asOf = todayIn(accounts, now());
  const currency = currencyOf(accounts);
  const input = inOrder({
    accounts,
    transactions,
    currency,
    profile: profile === 'corporate' ? ('business' as const) : ('personal' as const),
    corrections,
    internalIbans,
  });
  const qualified = qualifyAccounts(input, reference(asOf), asOf);
  const enrichments = enrich(input, qualified.accounts, reference(asOf));
  return {
    accounts: input.accounts,
    currency,
    transactions: input.transactions.flatMap((transaction, at) => {
      const enrichment = enrichments[at];
      return enrichment ? [{ transaction, enrichment }] : [];
    }),
  };
}

function currencyOf(accounts: readonly Account[]): CurrencyCode {
  const main = accounts.find(({ type }) => type === 'CHECKING') ?? accounts[0];
  return main?.currency ?? parseCurrency('EUR');
}

function todayIn(accounts: readonly Account[], now: Date): CalendarDate {
  return calendarDateIn(now.toISOString() as Instant, timeZoneOf(accounts[0]?.country ?? null));
}

/** What a job writes down of understood transactions: the booked ones of each account that it covers. */
export function categoriesFound(
  transactions: readonly ReviewedTransaction[],
  accountIds: readonly string[],
): AccountCategories[] {
  const byAccount = groupBy(transactions, ({ transaction }) => transaction.accountId as string);
  return accountIds.map((accountId) => ({
    accountId,
    found: (byAccount.get(accountId) ?? [])
      .filter(({ transaction }) => !transaction.isComing)
      .map(({ transaction, enrichment }) => ({
        transactionId: transaction.id,
        leaf: enrichment.category,
        confidence: enrichment.confidence,
        entity: enrichment.counterparty?.name ?? null,
        flags: enrichment.flags,
      })),
  }));
}
