import type { Queryable } from './database.js';

/** Names one fetch of a consent, all its tries together. */
export interface FetchKey {
  readonly projectId: string;
  readonly consentId: string;
  readonly fetchId: string;
}

/** Adds the step at a position; a consent that is gone keeps none. */
export async function insertFetchStep(
  db: Queryable,
  { projectId, consentId, fetchId }: FetchKey,
  { position, stepSealed }: { readonly position: number; readonly stepSealed: string },
): Promise<void> {
  await db.query(
    `insert into fetch_step (project_id, consent_id, fetch_id, position, step_sealed)
     select project_id, id, $3, $4, $5 from consent where project_id = $1 and id = $2`,
    [projectId, consentId, fetchId, position, stepSealed],
  );
}

/** The sealed steps of a fetch, in order. */
export async function listFetchSteps(db: Queryable, { projectId, consentId, fetchId }: FetchKey): Promise<string[]> {
  const rows = await db.query<{ stepSealed: string }>(
    `select step_sealed as "stepSealed" from fetch_step where project_id = $1 and consent_id = $2 and fetch_id = $3
     order by position`,
    [projectId, consentId, fetchId],
  );
  return rows.map(({ stepSealed }) => stepSealed);
}

/** Forgets the steps of a fetch, or of all fetches of the consent when none is named. */
export async function deleteFetchSteps(
  db: Queryable,
  { projectId, consentId, fetchId }: Omit<FetchKey, 'fetchId'> & { readonly fetchId?: string },
): Promise<void> {
  await db.query(
    'delete from fetch_step where project_id = $1 and consent_id = $2 and ($3::text is null or fetch_id = $3)',
    [projectId, consentId, fetchId ?? null],
  );
}
