import type { CalendarDate } from '../domain/calendar-date.js';
import { type Transaction, transactionOf } from '../domain/transaction.js';
import type { Queryable } from './database.js';
import { type Details, detailsOf, type KeptDetails } from './transaction-details.js';

/** By what contract B's listing can be ordered. */
export const ORDER_COLUMNS = [
  'id',
  'accountNumber',
  'description',
  'transactionDateTime',
  'amount',
  'currency',
  'counterpartDescription',
  'counterpartAccountNumber',
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

/** Byte order for texts, so that every node and every database puts them alike; what is absent stands as the empty text. */
const KEYS: Readonly<Record<OrderColumn, { readonly sql: string; readonly type: 'text' | 'bigint' }>> = {
  id: { sql: 'id collate "C"', type: 'text' },
  accountNumber: { sql: `coalesce(iban, '') collate "C"`, type: 'text' },
  description: { sql: 'description collate "C"', type: 'text' },
  transactionDateTime: {
    sql: `to_char(coalesce(booking_instant at time zone 'UTC', date::timestamp), 'YYYY-MM-DD"T"HH24:MI:SS.MS') collate "C"`,
    type: 'text',
  },
  amount: { sql: 'amount_minor', type: 'bigint' },
  currency: { sql: 'currency collate "C"', type: 'text' },
  counterpartDescription: { sql: `coalesce(counterparty_name, '') collate "C"`, type: 'text' },
  counterpartAccountNumber: { sql: `coalesce(counterparty_account, '') collate "C"`, type: 'text' },
};

/** Where a page ends: the last row's place in the order. */
export interface Cursor {
  readonly key: string;
  readonly id: string;
}

export interface ListingRequest {
  readonly projectId: string;
  readonly customerId: string;
  readonly accountIds: readonly string[];
  /** Both included; null leaves the end open. */
  readonly dateFrom: CalendarDate | null;
  readonly dateTo: CalendarDate | null;
  readonly orderBy: OrderColumn;
  readonly direction: 'ASC' | 'DESC';
  /** The moment whose transactions are listed; from `momentOf`. */
  readonly moment: number;
  /** Null for the first page. */
  readonly after: Cursor | null;
  readonly limit: number;
}

export interface ListedTransaction {
  readonly transaction: Transaction;
  readonly iban: string | null;
  readonly cursor: Cursor;
}

type KeptRow = Omit<Transaction, keyof Details> & { details: KeptDetails } & Record<string, unknown>;
type ListedRow = KeptRow & { iban: string | null; key: string };

const COLUMNS = `project_id, customer_id, id, account_id, amount_minor, currency, description, date, booking_date, value_date,
  booking_instant, value_instant, counterparty_name, counterparty_account, is_coming, balance_after_minor, details`;

const NAMED = `id, account_id as "accountId", amount_minor as "amountMinor", currency, description, date, booking_date as "bookingDate",
  value_date as "valueDate", booking_instant as "bookingInstant", value_instant as "valueInstant",
  counterparty_name as "counterpartyName", counterparty_account as "counterpartyAccount", is_coming as "isComing",
  balance_after_minor as "balanceAfterMinor", details`;

/** Now, as the number of the last change of a customer's transactions. */
export async function momentOf(db: Queryable, projectId: string, customerId: string): Promise<number> {
  const [row] = await db.query<{ moment: number }>(
    `select greatest(
       (select coalesce(max(changed_seq), 0) from transaction where project_id = $1 and customer_id = $2),
       (select coalesce(max(replaced_seq), 0) from transaction_past where project_id = $1 and customer_id = $2)) as moment`,
    [projectId, customerId],
  );
  return row?.moment ?? 0;
}

/** Booked transactions as they were at a moment, in an order without ties, after a cursor. */
export async function listTransactionsAt(db: Queryable, request: ListingRequest): Promise<ListedTransaction[]> {
  const { sql, type } = KEYS[request.orderBy];
  const [than, order] = request.direction === 'ASC' ? ['>', 'asc'] : ['<', 'desc'];
  const of = 'project_id = $1 and customer_id = $2 and account_id = any($3::text[]) and not is_coming';
  const rows = await db.query<ListedRow>(
    `with seen as (
       select ${COLUMNS} from transaction where ${of} and changed_seq <= $4
       union all
       select ${COLUMNS} from transaction_past where ${of} and changed_seq <= $4 and replaced_seq > $4),
     keyed as (
       select seen.*, account.facts ->> 'iban' as iban from seen
       join account on account.project_id = $1 and account.customer_id = $2 and account.id = seen.account_id
       where ($5::date is null or seen.date >= $5) and ($6::date is null or seen.date <= $6)),
     ordered as (select keyed.*, ${sql} as key from keyed)
     select ${NAMED}, iban, key::text as key
     from ordered where ($8::text is null or (ordered.key, id collate "C") ${than} ($7::${type}, $8::text))
     order by ordered.key ${order}, id collate "C" ${order} limit $9`,
    [
      request.projectId,
      request.customerId,
      request.accountIds,
      request.moment,
      request.dateFrom,
      request.dateTo,
      request.after?.key ?? null,
      request.after?.id ?? null,
      request.limit,
    ],
  );
  return rows.map(({ details, iban, key, ...row }) => ({
    transaction: transactionOf(Object.assign(row, detailsOf(details)), row.id, row.accountId),
    iban,
    cursor: { key, id: row.id },
  }));
}

/** How a customer's transactions were before they changed or went, as far as that is still known, oldest change first. */
export async function listPastTransactions(
  db: Queryable,
  projectId: string,
  customerId: string,
): Promise<(Transaction & { readonly replacedAt: string })[]> {
  const rows = await db.query<KeptRow & { replacedAt: string }>(
    `select ${NAMED}, replaced_at as "replacedAt" from transaction_past
     where project_id = $1 and customer_id = $2 order by replaced_seq, id`,
    [projectId, customerId],
  );
  return rows.map(({ details, replacedAt, ...row }) => ({
    ...transactionOf(Object.assign(row, detailsOf(details)), row.id, row.accountId),
    replacedAt,
  }));
}

/** Forgets how transactions were before they changed, where no listing of that age is served any more. */
export async function deletePastBefore(db: Queryable, before: Date): Promise<void> {
  await db.query('delete from transaction_past where replaced_at < $1', [before]);
}
