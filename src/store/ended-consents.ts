import type { Consent, ConsentKey } from './consents.js';
import type { Queryable } from './database.js';

/** Notes a consent whose access the bank must be told to end; one that is noted stays as it is. */
export async function insertEndedConsent(
  db: Queryable,
  { projectId, id, accessSealed }: Pick<Consent, 'projectId' | 'id' | 'accessSealed'>,
): Promise<void> {
  await db.query(
    'insert into ended_consent (project_id, id, access_sealed) values ($1, $2, $3) on conflict do nothing',
    [projectId, id, accessSealed],
  );
}

/** The sealed access of a consent that the bank must be told of; null when it has been told, or there was none. */
export async function findEndedAccess(db: Queryable, { projectId, id }: ConsentKey): Promise<string | null> {
  const [row] = await db.query<{ accessSealed: string }>(
    'select access_sealed as "accessSealed" from ended_consent where project_id = $1 and id = $2',
    [projectId, id],
  );
  return row?.accessSealed ?? null;
}

export async function deleteEndedConsent(db: Queryable, { projectId, id }: ConsentKey): Promise<void> {
  await db.query('delete from ended_consent where project_id = $1 and id = $2', [projectId, id]);
}
