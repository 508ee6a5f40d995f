import type { CategoryEngine, FoundCategory } from '../domain/categorization.js';
import type { Queryable } from './database.js';

/** Writes what a job found; what an earlier job of the engine found gives way. Transactions that are gone are left out. */
export async function saveCategories(
  db: Queryable,
  projectId: string,
  customerId: string,
  engine: CategoryEngine,
  found: readonly FoundCategory[],
): Promise<void> {
  if (found.length === 0) return;
  const rows = found.map(({ transactionId, leaf, confidence, entity, flags }) => ({
    transaction_id: transactionId,
    leaf,
    confidence,
    entity,
    flags,
  }));
  await db.query(
    `insert into transaction_category (project_id, customer_id, transaction_id, engine, leaf, confidence, entity, flags)
     select $1, $2, transaction_id, $3, leaf, confidence, entity, flags
     from jsonb_to_recordset($4::jsonb) as row (transaction_id text, leaf text, confidence double precision, entity text, flags jsonb)
     where exists (select 1 from transaction where project_id = $1 and customer_id = $2 and id = transaction_id)
     on conflict (project_id, customer_id, transaction_id, engine) do update set leaf = excluded.leaf,
       confidence = excluded.confidence, entity = excluded.entity, flags = excluded.flags
     where (transaction_category.leaf, transaction_category.confidence, transaction_category.entity, transaction_category.flags)
       is distinct from (excluded.leaf, excluded.confidence, excluded.entity, excluded.flags)`,
    [projectId, customerId, engine, JSON.stringify(rows)],
  );
}

/** What jobs found for these transactions, by engine. */
export function listCategories(
  db: Queryable,
  projectId: string,
  customerId: string,
  transactionIds: readonly string[],
): Promise<(FoundCategory & { readonly engine: CategoryEngine })[]> {
  return db.query<FoundCategory & { engine: CategoryEngine } & Record<string, unknown>>(
    `select transaction_id as "transactionId", engine, leaf, confidence, entity, flags from transaction_category
     where project_id = $1 and customer_id = $2 and transaction_id = any($3::text[])`,
    [projectId, customerId, transactionIds],
  );
}
