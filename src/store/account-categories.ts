import type { CategoryEngine, FoundCategory } from '../domain/categorization.js';
import type { Queryable } from './database.js';

/** As it is kept: without names of its own, because there are thousands. */
type KeptCategory = readonly [
  FoundCategory['leaf'],
  FoundCategory['confidence'],
  FoundCategory['entity'],
  FoundCategory['flags'],
];

/** What a job found for all transactions of one account. */
export interface AccountCategories {
  readonly accountId: string;
  readonly found: readonly FoundCategory[];
}

/** Writes what a job found; what an earlier job of the engine found gives way. Accounts that are gone are left out. */
export async function saveCategories(
  db: Queryable,
  projectId: string,
  customerId: string,
  engine: CategoryEngine,
  accounts: readonly AccountCategories[],
): Promise<void> {
  const kept = accounts.map(({ accountId, found }) => {
    const byId = found.map(({ transactionId, leaf, confidence, entity, flags }): [string, KeptCategory] => [
      transactionId,
      [leaf, confidence, entity, flags],
    ]);
    return { account_id: accountId, found: Object.fromEntries(byId) };
  });
  await db.query(
    `insert into account_categories (project_id, customer_id, account_id, engine, found)
     select $1, $2, row.account_id, $3, row.found from jsonb_to_recordset($4::jsonb) as row (account_id text, found jsonb)
     where exists (select 1 from account where project_id = $1 and customer_id = $2 and id = row.account_id)
     on conflict (project_id, customer_id, account_id, engine) do update set found = excluded.found`,
    [projectId, customerId, engine, JSON.stringify(kept)],
  );
}

/** What jobs found for these transactions, or for all of the customer's, by engine. */
export async function listCategories(
  db: Queryable,
  projectId: string,
  customerId: string,
  transactionIds: readonly string[] | 'all',
): Promise<(FoundCategory & { readonly engine: CategoryEngine })[]> {
  const wanted = transactionIds === 'all' ? '' : 'and entry.key = any($3::text[])';
  const rows = await db.query<{ engine: CategoryEngine; transactionId: string; kept: KeptCategory }>(
    // Taken apart once: each look-up by key would unpack the whole object again.
    `select engine, entry.key as "transactionId", entry.value as kept
     from account_categories, jsonb_each(found) as entry
     where project_id = $1 and customer_id = $2 ${wanted}`,
    transactionIds === 'all' ? [projectId, customerId] : [projectId, customerId, transactionIds],
  );
  return rows.map(({ engine, transactionId, kept: [leaf, confidence, entity, flags] }) => ({
    engine,
    transactionId,
    leaf,
    confidence,
    entity,
    flags,
  }));
}
