import type { Queryable } from './database.js';

export interface Customer {
  readonly projectId: string;
  readonly id: string;
  readonly customIdentifier: string;
  readonly aggregationDetails: Readonly<Record<string, unknown>>;
  readonly personalDetails: Readonly<Record<string, unknown>> | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const COLUMNS = `project_id as "projectId", id, custom_identifier as "customIdentifier", aggregation_details as "aggregationDetails",
  personal_details as "personalDetails", created_at as "createdAt", updated_at as "updatedAt"`;

type CustomerRow = Customer & Record<string, unknown>;

/** Adds a customer; null when the project has one of that identifier. */
export async function insertCustomer(
  db: Queryable,
  customer: Pick<Customer, 'projectId' | 'id' | 'customIdentifier' | 'aggregationDetails' | 'personalDetails'>,
): Promise<Customer | null> {
  const [row] = await db.query<CustomerRow>(
    `insert into customer (project_id, id, custom_identifier, aggregation_details, personal_details)
     values ($1, $2, $3, $4::jsonb, $5::jsonb) on conflict (project_id, custom_identifier) do nothing returning ${COLUMNS}`,
    [
      customer.projectId,
      customer.id,
      customer.customIdentifier,
      JSON.stringify(customer.aggregationDetails),
      customer.personalDetails === null ? null : JSON.stringify(customer.personalDetails),
    ],
  );
  return row ?? null;
}

export async function findCustomer(db: Queryable, projectId: string, id: string): Promise<Customer | null> {
  const [row] = await db.query<CustomerRow>(`select ${COLUMNS} from customer where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
  return row ?? null;
}

/** Reads a customer and holds it, so that imports for one customer follow each other. */
export async function lockCustomer(db: Queryable, projectId: string, id: string): Promise<Customer | null> {
  const [row] = await db.query<CustomerRow>(
    `select ${COLUMNS} from customer where project_id = $1 and id = $2 for update`,
    [projectId, id],
  );
  return row ?? null;
}

/** A page of the project's customers, oldest first, with how many there are. */
export async function listCustomers(
  db: Queryable,
  projectId: string,
  page: { limit: number; offset: number },
): Promise<{ customers: Customer[]; total: number }> {
  const customers = await db.query<CustomerRow>(
    `select ${COLUMNS} from customer where project_id = $1 order by created_at, id limit $2 offset $3`,
    [projectId, page.limit, page.offset],
  );
  const [count] = await db.query<{ total: number }>('select count(*) as total from customer where project_id = $1', [
    projectId,
  ]);
  return { customers, total: count?.total ?? 0 };
}

export async function updateCustomerDetails(
  db: Queryable,
  projectId: string,
  id: string,
  details: { aggregationDetails: unknown; personalDetails: unknown },
): Promise<Customer | null> {
  const [row] = await db.query<CustomerRow>(
    `update customer set aggregation_details = $3::jsonb, personal_details = $4::jsonb, updated_at = now()
     where project_id = $1 and id = $2 returning ${COLUMNS}`,
    [
      projectId,
      id,
      JSON.stringify(details.aggregationDetails),
      details.personalDetails === null ? null : JSON.stringify(details.personalDetails),
    ],
  );
  return row ?? null;
}

/** Erases a customer with everything that hangs on it and leaves a tombstone without personal data; false when there is none. */
export async function eraseCustomer(db: Queryable, projectId: string, id: string): Promise<boolean> {
  await db.query(
    `delete from analysis_job where project_id = $1 and id in (
       select job_id from analysis_job_account where project_id = $1 and customer_id = $2)`,
    [projectId, id],
  );
  const rows = await db.query('delete from customer where project_id = $1 and id = $2 returning id', [projectId, id]);
  if (rows.length === 0) return false;
  await db.query('delete from idempotent_answer where project_id = $1 and $2 = any(customer_ids)', [projectId, id]);
  await db.query('insert into customer_tombstone (project_id, id) values ($1, $2) on conflict do nothing', [
    projectId,
    id,
  ]);
  return true;
}

/**
 * Nothing new for longer than the project keeps anybody, at the moment `$1`: no analysis of contract A, and of contract B no consent, read of
 * its accounts or job.
 */
const IS_PAST_RETENTION = `retention_days is not null
  and greatest(customer.created_at,
    (select max(made.created_at) from analysis as made where made.project_id = customer.project_id and made.customer_id = customer.id),
    (select max(greatest(requested_at, fetched_at)) from consent as given
      where given.project_id = customer.project_id and given.customer_id = customer.id),
    (select max(asked.created_at) from categorization_job as asked
      where asked.project_id = customer.project_id and asked.customer_id = customer.id),
    (select max(asked.created_at) from analysis_job_account as about join analysis_job as asked
        on asked.project_id = about.project_id and asked.id = about.job_id
      where about.project_id = customer.project_id and about.customer_id = customer.id))
  < $1::timestamptz - make_interval(days => retention_days)`;

/** Customers whose project keeps nobody this long without anything new, oldest first. */
export function listCustomersPastRetention(
  db: Queryable,
  now: Date,
  limit: number,
): Promise<Pick<Customer, 'projectId' | 'id'>[]> {
  return db.query<Pick<Customer, 'projectId' | 'id'> & Record<string, unknown>>(
    `select customer.project_id as "projectId", customer.id from customer join project using (project_id)
     where ${IS_PAST_RETENTION} order by customer.created_at limit $2`,
    [now, limit],
  );
}

/** Whether a customer that the caller holds is one of them. */
export async function isPastRetention(db: Queryable, now: Date, projectId: string, id: string): Promise<boolean> {
  const rows = await db.query(
    `select customer.id from customer join project using (project_id)
     where ${IS_PAST_RETENTION} and customer.project_id = $2 and customer.id = $3`,
    [now, projectId, id],
  );
  return rows.length > 0;
}
