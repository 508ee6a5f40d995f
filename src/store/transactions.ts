import { type Transaction, transactionOf } from '../domain/transaction.js';
import type { Queryable } from './database.js';
import { type Details, detailsOf, type KeptDetails, keptDetailsOf, withoutNulls } from './transaction-details.js';

type TransactionRow = Omit<Transaction, keyof Details> & { readonly details: KeptDetails };

/** An instant as JSON: ISO 8601 in UTC with milliseconds. */
function isoText(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** What each fact is read from. */
const SOURCES: Readonly<Record<keyof TransactionRow, string>> = {
  id: 'id',
  accountId: 'account_id',
  amountMinor: 'amount_minor',
  currency: 'currency',
  description: 'description',
  date: 'date',
  bookingDate: 'booking_date',
  valueDate: 'value_date',
  bookingInstant: isoText('booking_instant'),
  valueInstant: isoText('value_instant'),
  counterpartyName: 'counterparty_name',
  counterpartyAccount: 'counterparty_account',
  isComing: 'is_coming',
  balanceAfterMinor: 'balance_after_minor',
  details: 'details',
};

/** Rows whose values of a column travel as one text: neither the driver nor the database is fast over the fields of many rows. */
const ROWS_PER_TEXT = 10_000;

/** The texts of each column, as JSON lists in the same order. */
const READ = `select ${Object.entries(SOURCES)
  .map(([name, source]) => `json_agg(${source})::text as "${name}"`)
  .join(', ')}
  from (select *, (row_number() over () - 1) / $3::integer as part from transaction where project_id = $1 and customer_id = $2) as kept
  group by part`;

/** All transactions of a customer, oldest first. */
export async function listTransactions(db: Queryable, projectId: string, customerId: string): Promise<Transaction[]> {
  const parts = await db.query<Record<keyof TransactionRow, string>>(READ, [projectId, customerId, ROWS_PER_TEXT]);
  return parts.flatMap(transactionsIn).sort(compareByDate);
}

function transactionsIn(texts: Readonly<Record<keyof TransactionRow, string>>): Transaction[] {
  const lists = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, JSON.parse(text)])) as {
    readonly [K in keyof TransactionRow]: readonly TransactionRow[K][];
  };
  const value = <K extends keyof TransactionRow>(name: K, at: number) => lists[name][at] as TransactionRow[K];
  return lists.id.map((id, at) => {
    const facts = {
      amountMinor: value('amountMinor', at),
      currency: value('currency', at),
      description: value('description', at),
      date: value('date', at),
      bookingDate: value('bookingDate', at),
      valueDate: value('valueDate', at),
      bookingInstant: value('bookingInstant', at),
      valueInstant: value('valueInstant', at),
      counterpartyName: value('counterpartyName', at),
      counterpartyAccount: value('counterpartyAccount', at),
      isComing: value('isComing', at),
      balanceAfterMinor: value('balanceAfterMinor', at),
    };
    return transactionOf(Object.assign(facts, detailsOf(value('details', at))), id, value('accountId', at));
  });
}

function compareByDate(a: Transaction, b: Transaction): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/**
 * Keeps transactions that are about to change or go as they are, for contract B's listings that began before. A replacement
 * is numbered before the change itself, so that a listing sees the one or the other. Customers of contract A have no such
 * listings.
 */
async function keepPast(db: Queryable, projectId: string, customerId: string, ids: readonly string[]): Promise<void> {
  const columns = `project_id, customer_id, id, account_id, amount_minor, currency, description, date, booking_date, value_date,
    booking_instant, value_instant, counterparty_name, counterparty_account, is_coming, balance_after_minor, details, changed_seq`;
  await db.query(
    `insert into transaction_past (${columns}, replaced_seq)
     select ${columns}, nextval('transaction_change') from transaction
     where project_id = $1 and customer_id = $2 and id = any($3::text[])
       and exists (select 1 from cfa_user where project_id = $1 and customer_id = $2)`,
    [projectId, customerId, ids],
  );
}

const COLUMNS_WRITTEN = `id, account_id, amount_minor, currency, description, date, booking_date, value_date, booking_instant, value_instant,
  counterparty_name, counterparty_account, is_coming, balance_after_minor, details`;
const INSERT = `insert into transaction (project_id, customer_id, ${COLUMNS_WRITTEN})
  select $1, $2, ${COLUMNS_WRITTEN}
  from jsonb_to_recordset($3::jsonb) as row (id text, account_id text, amount_minor bigint, currency text, description text, date date,
    booking_date date, value_date date, booking_instant timestamptz, value_instant timestamptz, counterparty_name text,
    counterparty_account text, is_coming boolean, balance_after_minor bigint, details jsonb)`;
const OR_UPDATE = `on conflict (project_id, customer_id, account_id, id) do update set amount_minor = excluded.amount_minor, currency = excluded.currency,
  description = excluded.description, date = excluded.date, booking_date = excluded.booking_date, value_date = excluded.value_date,
  booking_instant = excluded.booking_instant, value_instant = excluded.value_instant, counterparty_name = excluded.counterparty_name,
  counterparty_account = excluded.counterparty_account, is_coming = excluded.is_coming,
  balance_after_minor = excluded.balance_after_minor, details = excluded.details, changed_seq = excluded.changed_seq`;

/** Writes transactions that are new and such that have changed. The caller holds the customer, so that new ones are new. */
export async function writeTransactions(
  db: Queryable,
  projectId: string,
  customerId: string,
  { inserted, updated }: { readonly inserted: readonly Transaction[]; readonly updated: readonly Transaction[] },
): Promise<void> {
  const write = (sql: string, transactions: readonly Transaction[]) =>
    db.query(sql, [projectId, customerId, JSON.stringify(transactions.map(rowOf))]);
  if (inserted.length > 0) await write(INSERT, inserted);
  if (updated.length === 0) return;
  await keepPast(
    db,
    projectId,
    customerId,
    updated.map(({ id }) => id),
  );
  await write(`${INSERT} ${OR_UPDATE}`, updated);
}

/** The row without its nulls: most banks tell little, and every byte is read twice on its way. */
function rowOf(transaction: Transaction) {
  return withoutNulls({
    id: transaction.id,
    account_id: transaction.accountId,
    amount_minor: transaction.amountMinor,
    currency: transaction.currency,
    description: transaction.description,
    date: transaction.date,
    booking_date: transaction.bookingDate,
    value_date: transaction.valueDate,
    booking_instant: transaction.bookingInstant,
    value_instant: transaction.valueInstant,
    counterparty_name: transaction.counterpartyName,
    counterparty_account: transaction.counterpartyAccount,
    is_coming: transaction.isComing,
    balance_after_minor: transaction.balanceAfterMinor,
    details: keptDetailsOf(transaction),
  });
}

export async function deleteTransactions(
  db: Queryable,
  projectId: string,
  customerId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await keepPast(db, projectId, customerId, ids);
  await db.query('delete from transaction where project_id = $1 and customer_id = $2 and id = any($3::text[])', [
    projectId,
    customerId,
    ids,
  ]);
}
