import type { CashFlowCorrection } from '../domain/analysis.js';
import type { Queryable } from './database.js';

/** Remembers a client's decision on a cash flow's category; a later one replaces it. */
export async function saveCorrection(
  db: Queryable,
  projectId: string,
  customerId: string,
  { cashFlowId, category }: CashFlowCorrection,
): Promise<void> {
  await db.query(
    `insert into cash_flow_correction (project_id, customer_id, cash_flow_id, category) values ($1, $2, $3, $4)
     on conflict (project_id, customer_id, cash_flow_id) do update set category = excluded.category, created_at = now()`,
    [projectId, customerId, cashFlowId, category],
  );
}

export function listCorrections(db: Queryable, projectId: string, customerId: string): Promise<CashFlowCorrection[]> {
  return db.query<CashFlowCorrection & Record<string, unknown>>(
    `select cash_flow_id as "cashFlowId", category from cash_flow_correction
     where project_id = $1 and customer_id = $2 order by cash_flow_id`,
    [projectId, customerId],
  );
}
