import type { Queryable } from './database.js';

/** An account of a user, as contract B names it. */
export interface AccountKey {
  readonly customerId: string;
  readonly accountId: string;
}

/** Records which accounts a consent covers; returns how many it did not cover before. */
export async function coverAccounts(
  db: Queryable,
  { projectId, id, customerId }: { projectId: string; id: string; customerId: string },
  accountIds: readonly string[],
): Promise<number> {
  const rows = await db.query(
    `insert into consent_account (project_id, consent_id, customer_id, account_id) select $1, $2, $3, unnest($4::text[])
     on conflict do nothing returning account_id`,
    [projectId, id, customerId, accountIds],
  );
  return rows.length;
}

/** The accounts of a consent, in the order of their ids. */
export async function listConsentAccounts(db: Queryable, projectId: string, consentId: string): Promise<AccountKey[]> {
  return db.query<AccountKey & Record<string, unknown>>(
    `select customer_id as "customerId", account_id as "accountId" from consent_account
     where project_id = $1 and consent_id = $2 order by account_id`,
    [projectId, consentId],
  );
}

/** Every account of a user that any of its consents covers, in the order of their ids. */
export async function listUserAccounts(db: Queryable, projectId: string, customerId: string): Promise<AccountKey[]> {
  return db.query<AccountKey & Record<string, unknown>>(
    `select distinct customer_id as "customerId", account_id as "accountId" from consent_account
     where project_id = $1 and customer_id = $2 order by account_id`,
    [projectId, customerId],
  );
}

/** How many of these accounts are there. */
export async function countAccounts(db: Queryable, projectId: string, keys: readonly AccountKey[]): Promise<number> {
  const [row] = await db.query<{ found: number }>(
    `select count(*) as found from account join unnest($2::text[], $3::text[]) as named (customer_id, id) using (customer_id, id)
     where project_id = $1`,
    [projectId, keys.map(({ customerId }) => customerId), keys.map(({ accountId }) => accountId)],
  );
  return row?.found ?? 0;
}

/** The user's account of this id when a consent covers it, else null. */
export async function findConsentAccount(
  db: Queryable,
  projectId: string,
  accountId: string,
): Promise<AccountKey | null> {
  const [row] = await db.query<AccountKey & Record<string, unknown>>(
    `select customer_id as "customerId", account_id as "accountId" from consent_account
     where project_id = $1 and account_id = $2 limit 1`,
    [projectId, accountId],
  );
  return row ?? null;
}

/**
 * Erases the accounts that this consent alone covers, with their transactions, and the analyses that show them; returns the
 * accounts' ids. The caller holds the customer.
 */
export async function eraseAccountsOfConsent(
  db: Queryable,
  { projectId, id, customerId }: { projectId: string; id: string; customerId: string },
): Promise<string[]> {
  const rows = await db.query<{ accountId: string }>(
    `select account_id as "accountId" from consent_account own where project_id = $1 and consent_id = $2 and not exists (
       select 1 from consent_account other where other.project_id = $1 and other.customer_id = $3
         and other.account_id = own.account_id and other.consent_id <> $2)`,
    [projectId, id, customerId],
  );
  const accountIds = rows.map(({ accountId }) => accountId);
  await db.query(
    `delete from analysis_job where project_id = $1 and id in (select job_id from analysis_job_account
       where project_id = $1 and customer_id = $2 and account_id = any($3::text[]))`,
    [projectId, customerId, accountIds],
  );
  await db.query('delete from account where project_id = $1 and customer_id = $2 and id = any($3::text[])', [
    projectId,
    customerId,
    accountIds,
  ]);
  return accountIds;
}
