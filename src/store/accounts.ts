import type { Account, AccountId } from '../domain/account.js';
import type { Queryable } from './database.js';

/** The facts kept together, because only the engine and the façades read them. */
type AccountRest = Omit<
  Account,
  'id' | 'type' | 'usage' | 'ownership' | 'balanceMinor' | 'balanceDate' | 'balanceInstant' | 'currency'
>;

type AccountRow = Omit<Account, keyof AccountRest> & { facts: AccountRest } & Record<string, unknown>;

/** All accounts of a customer, in the order of their ids. */
export async function listAccounts(db: Queryable, projectId: string, customerId: string): Promise<Account[]> {
  const rows = await db.query<AccountRow>(
    `select id, type, usage, ownership, balance_minor as "balanceMinor", balance_date as "balanceDate", balance_instant as "balanceInstant",
       currency, facts from account where project_id = $1 and customer_id = $2 order by id`,
    [projectId, customerId],
  );
  return rows.map(({ facts, ...row }) => ({ ...facts, ...row }) as Account);
}

/** When an account was first imported and last changed. */
export interface AccountTimes {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function listAccountTimes(
  db: Queryable,
  projectId: string,
  customerId: string,
): Promise<({ id: string } & AccountTimes)[]> {
  return db.query<{ id: string; createdAt: string; updatedAt: string }>(
    `select id, created_at as "createdAt", updated_at as "updatedAt" from account where project_id = $1 and customer_id = $2`,
    [projectId, customerId],
  );
}

/** Writes accounts, new or changed, in one statement. */
export async function upsertAccounts(
  db: Queryable,
  projectId: string,
  customerId: string,
  accounts: readonly Account[],
): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(
    ({ id, type, usage, ownership, balanceMinor, balanceDate, balanceInstant, currency, ...facts }) => ({
      id,
      type,
      usage,
      ownership,
      balance_minor: balanceMinor,
      balance_date: balanceDate,
      balance_instant: balanceInstant,
      currency,
      facts,
    }),
  );
  await db.query(
    `insert into account (project_id, customer_id, id, type, usage, ownership, balance_minor, balance_date, balance_instant, currency, facts)
     select $1, $2, id, type, usage, ownership, balance_minor, balance_date, balance_instant, currency, facts
     from jsonb_to_recordset($3::jsonb) as row (id text, type text, usage text, ownership text, balance_minor bigint, balance_date date,
       balance_instant timestamptz, currency text, facts jsonb)
     on conflict (project_id, customer_id, id) do update set type = excluded.type, usage = excluded.usage, ownership = excluded.ownership,
       balance_minor = excluded.balance_minor, balance_date = excluded.balance_date, balance_instant = excluded.balance_instant,
       currency = excluded.currency, facts = excluded.facts, updated_at = now()`,
    [projectId, customerId, JSON.stringify(rows)],
  );
}

/** Remembers accounts that came twice, so that later analyses can tell. */
export async function markMerged(
  db: Queryable,
  projectId: string,
  customerId: string,
  ids: readonly AccountId[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    'update account set is_merged = true where project_id = $1 and customer_id = $2 and id = any($3::text[]) and not is_merged',
    [projectId, customerId, ids],
  );
}

/** Accounts of a customer that came twice in one import or another. */
export async function listMergedAccountIds(db: Queryable, projectId: string, customerId: string): Promise<AccountId[]> {
  const rows = await db.query<{ id: AccountId }>(
    'select id from account where project_id = $1 and customer_id = $2 and is_merged order by id',
    [projectId, customerId],
  );
  return rows.map(({ id }) => id);
}
