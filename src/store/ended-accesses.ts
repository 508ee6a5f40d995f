import type { Queryable } from './database.js';

/** An access that has ended here and that the bank is to be told of. */
export interface EndedAccess {
  readonly projectId: string;
  readonly id: string;
  /** The consent it was sealed for, which may be gone. */
  readonly consentId: string;
  readonly accessSealed: string;
}

export async function insertEndedAccess(
  db: Queryable,
  { projectId, id, consentId, accessSealed }: EndedAccess,
): Promise<void> {
  await db.query('insert into ended_access (project_id, id, consent_id, access_sealed) values ($1, $2, $3, $4)', [
    projectId,
    id,
    consentId,
    accessSealed,
  ]);
}

/** Null when the bank has been told. */
export async function findEndedAccess(db: Queryable, projectId: string, id: string): Promise<EndedAccess | null> {
  const [row] = await db.query<EndedAccess & Record<string, unknown>>(
    `select project_id as "projectId", id, consent_id as "consentId", access_sealed as "accessSealed" from ended_access
     where project_id = $1 and id = $2`,
    [projectId, id],
  );
  return row ?? null;
}

export async function deleteEndedAccess(db: Queryable, projectId: string, id: string): Promise<void> {
  await db.query('delete from ended_access where project_id = $1 and id = $2', [projectId, id]);
}
