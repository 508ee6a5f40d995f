import { Conditions } from './conditions.js';
import type { Queryable } from './database.js';

/** Who did what to whom; holds no bank data. */
export interface AuditEntry {
  readonly requestId: string;
  readonly clientId: string;
  /** Method and route pattern, such as `GET /v2/customers/:id`. */
  readonly action: string;
  readonly customerId: string | null;
  readonly status: number;
}

export interface ProjectAuditEntry extends AuditEntry {
  readonly projectId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export async function insertAuditEntries(db: Queryable, entries: readonly ProjectAuditEntry[]): Promise<void> {
  const column = <K extends keyof ProjectAuditEntry>(name: K) => entries.map((entry) => entry[name]);
  await db.query(
    `insert into audit_entry (project_id, at, request_id, client_id, action, customer_id, status)
     select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[])
     on conflict do nothing`,
    [
      column('projectId'),
      column('at'),
      column('requestId'),
      column('clientId'),
      column('action'),
      column('customerId'),
      column('status'),
    ],
  );
}

/** The latest entries of a project, newest first, of one customer where an id is given. */
export function listAuditEntries(
  db: Queryable,
  projectId: string,
  customerId: string | null,
  page: { limit: number; offset: number },
): Promise<(AuditEntry & { at: string })[]> {
  const conditions = new Conditions({ project_id: projectId }).and('customer_id =', customerId);
  return db.query<AuditEntry & { at: string } & Record<string, unknown>>(
    `select at, request_id as "requestId", client_id as "clientId", action, customer_id as "customerId", status from audit_entry
     where ${conditions} order by at desc, request_id
     limit ${conditions.place(page.limit)} offset ${conditions.place(page.offset)}`,
    conditions.values,
  );
}
