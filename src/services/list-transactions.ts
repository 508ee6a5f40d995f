import type { CalendarDate } from '../domain/calendar-date.js';
import type { CategoryEngine, FoundCategory } from '../domain/categorization.js';
import { AppError } from '../domain/errors.js';
import { listCategories } from '../store/account-categories.js';
import type { Database } from '../store/database.js';
import {
  type Cursor,
  type ListedTransaction,
  type ListingRequest,
  listTransactionsAt,
  momentOf,
  ORDER_COLUMNS,
  type OrderColumn,
} from '../store/listed-transactions.js';
import { type AccountScope, accountsInScope } from './bank-accounts.js';
import type { Services } from './services.js';
import { tokenOf, valueOfToken } from './signed-token.js';

export { ORDER_COLUMNS, type OrderColumn } from '../store/listed-transactions.js';

/** How long the pages of a listing can be asked for; what has changed since is kept that long. */
export const LISTING_HOURS = 24;
const TOKEN_USE = 'page token';

export interface TransactionQuery extends AccountScope {
  /** Both included, by booking date. */
  readonly dateFrom?: CalendarDate | undefined;
  readonly dateTo?: CalendarDate | undefined;
  readonly orderBy: OrderColumn;
  readonly orderDirection: 'ASC' | 'DESC';
  readonly pageSize: number;
  readonly pageToken?: string | undefined;
}

/** A transaction as it is listed, with what completed jobs found. */
export interface CategorisedTransaction extends ListedTransaction {
  readonly categories: Readonly<Partial<Record<CategoryEngine, FoundCategory>>>;
}

export interface TransactionPage {
  readonly customerId: string;
  readonly transactions: readonly CategorisedTransaction[];
  /** Null on the last page. */
  readonly nextPageToken: string | null;
}

/** Everything that settles which transactions a listing holds and in which order; it stands in the page token. */
type Listing = Omit<ListingRequest, 'after' | 'limit' | 'projectId'>;

interface TokenContent {
  readonly project: string;
  /** Milliseconds since 1970-01-01T00:00:00Z at which the listing began. */
  readonly began: number;
  readonly listing: Listing;
  readonly after: Cursor;
}

/**
 * A page of booked transactions. The first page settles the moment: walking on gives every transaction of that moment once,
 * as it was then, while others arrive or change. Filters and order come from the token where there is one.
 * Throws BAD_REQUEST for a token that is not ours, or too old.
 */
export async function pageOfTransactions(
  services: Services,
  projectId: string,
  query: TransactionQuery,
): Promise<TransactionPage> {
  const { database, secretKey, now } = services;
  const { began, listing, after } = await listingOf(services, projectId, query);
  const { pageSize } = query;
  // One more than the page holds tells whether another follows.
  const found = await listTransactionsAt(database, { ...listing, projectId, after, limit: pageSize + 1 });
  const rows = found.slice(0, pageSize);
  const last = rows.at(-1);
  const content: TokenContent | null =
    found.length > pageSize && last
      ? { project: projectId, began: began ?? now().getTime(), listing, after: last.cursor }
      : null;
  return {
    customerId: listing.customerId,
    transactions: await withCategories(database, projectId, listing.customerId, rows),
    nextPageToken: content === null ? null : tokenOf(content, TOKEN_USE, secretKey),
  };
}

async function listingOf(
  services: Services,
  projectId: string,
  query: TransactionQuery,
): Promise<{ began: number | null; listing: Listing; after: Cursor | null }> {
  if (query.pageToken !== undefined) return openToken(services, projectId, query.pageToken);
  const { customerId, accountIds } = await accountsInScope(services, projectId, query);
  const listing = {
    customerId,
    accountIds,
    dateFrom: query.dateFrom ?? null,
    dateTo: query.dateTo ?? null,
    orderBy: query.orderBy,
    direction: query.orderDirection,
    moment: await momentOf(services.database, projectId, customerId),
  };
  return { began: null, listing, after: null };
}

function openToken({ secretKey, now }: Services, projectId: string, token: string): TokenContent {
  const content = valueOfToken(token, TOKEN_USE, secretKey) as TokenContent | undefined;
  const wrong = (why: string) =>
    new AppError('BAD_REQUEST', `pageToken ${why}: ask for the first page again`, { field: 'pageToken' });
  // A token of another project is as unknown as any that we never made.
  if (content === undefined || content.project !== projectId) throw wrong('is not one that was given out');
  if (!ORDER_COLUMNS.includes(content.listing.orderBy)) throw wrong('is of another version');
  if (now().getTime() - content.began > LISTING_HOURS * 3_600_000) throw wrong('has expired');
  return content;
}

async function withCategories(
  database: Database,
  projectId: string,
  customerId: string,
  rows: readonly ListedTransaction[],
): Promise<CategorisedTransaction[]> {
  const ids = rows.map(({ transaction }) => transaction.id);
  const found = await listCategories(database, projectId, customerId, ids);
  const byTransaction = new Map<string, Partial<Record<CategoryEngine, FoundCategory>>>();
  for (const { engine, ...category } of found) {
    const known = byTransaction.get(category.transactionId) ?? {};
    byTransaction.set(category.transactionId, { ...known, [engine]: category });
  }
  return rows.map((row) => ({ ...row, categories: byTransaction.get(row.transaction.id) ?? {} }));
}
