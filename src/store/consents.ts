import type { OfferedAccount } from '../domain/bank-fetcher.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { ConsentError, ConsentStatus } from '../domain/consent.js';
import { Conditions } from './conditions.js';
import type { Queryable } from './database.js';

/** A person's permission to read accounts at one bank. Instants are ISO 8601. */
export interface Consent {
  readonly projectId: string;
  readonly id: string;
  readonly customerId: string;
  readonly providerKey: string;
  readonly countryCode: string;
  readonly redirectUrl: string;
  readonly syncMode: string;
  readonly status: ConsentStatus;
  readonly statusAt: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly fetchedAt: string | null;
  readonly errors: readonly ConsentError[];
  /** The day (UTC) that `refreshes` counts. */
  readonly refreshDay: CalendarDate | null;
  readonly refreshes: number;
  readonly sessionHash: string | null;
  readonly returnUrl: string | null;
  readonly accessSealed: string | null;
  readonly offered: readonly OfferedAccount[] | null;
  readonly picked: readonly string[];
}

type ConsentRow = Consent & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", id, customer_id as "customerId", provider_key as "providerKey", country_code as "countryCode",
  redirect_url as "redirectUrl", sync_mode as "syncMode", status, status_at as "statusAt", requested_at as "requestedAt",
  expires_at as "expiresAt", fetched_at as "fetchedAt", errors, refresh_day as "refreshDay", refreshes, session_hash as "sessionHash",
  return_url as "returnUrl", access_sealed as "accessSealed", offered, picked`;

export type NewConsent = Pick<
  Consent,
  | 'projectId'
  | 'id'
  | 'customerId'
  | 'providerKey'
  | 'countryCode'
  | 'redirectUrl'
  | 'syncMode'
  | 'requestedAt'
  | 'expiresAt'
>;

export async function insertConsent(db: Queryable, consent: NewConsent): Promise<Consent> {
  const [row] = await db.query<ConsentRow>(
    `insert into consent (project_id, id, customer_id, provider_key, country_code, redirect_url, sync_mode, status_at, requested_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) returning ${COLUMNS}`,
    [
      consent.projectId,
      consent.id,
      consent.customerId,
      consent.providerKey,
      consent.countryCode,
      consent.redirectUrl,
      consent.syncMode,
      consent.requestedAt,
      consent.expiresAt,
    ],
  );
  if (!row) throw new Error('the new consent was not returned');
  return row;
}

export async function findConsent(db: Queryable, projectId: string, id: string): Promise<Consent | null> {
  const [row] = await db.query<ConsentRow>(`select ${COLUMNS} from consent where project_id = $1 and id = $2`, [
    projectId,
    id,
  ]);
  return row ?? null;
}

/** Reads a consent and holds it, so that its changes follow each other. */
export async function lockConsent(db: Queryable, projectId: string, id: string): Promise<Consent | null> {
  const [row] = await db.query<ConsentRow>(
    `select ${COLUMNS} from consent where project_id = $1 and id = $2 for no key update`,
    [projectId, id],
  );
  return row ?? null;
}

/** Which consents to list; null does not filter. */
export interface ConsentFilter {
  readonly consentId: string | null;
  readonly customerId: string | null;
  /** Requested then or later; ISO 8601. */
  readonly from: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** Consents of a project, oldest first, with how many the filter finds. */
export async function listConsents(
  db: Queryable,
  projectId: string,
  { consentId, customerId, from, limit, offset }: ConsentFilter,
): Promise<{ consents: Consent[]; total: number }> {
  const conditions = new Conditions({ project_id: projectId })
    .and('id =', consentId)
    .and('customer_id =', customerId)
    .and('requested_at >=', from);
  const [count] = await db.query<{ total: number }>(
    `select count(*) as total from consent where ${conditions}`,
    conditions.values,
  );
  const consents = await db.query<ConsentRow>(
    `select ${COLUMNS} from consent where ${conditions} order by requested_at, id
     limit ${conditions.place(limit)} offset ${conditions.place(offset)}`,
    conditions.values,
  );
  return { consents, total: count?.total ?? 0 };
}

/** All consents of a customer, oldest first. */
export async function listConsentsOfCustomer(db: Queryable, projectId: string, customerId: string): Promise<Consent[]> {
  return db.query<ConsentRow>(
    `select ${COLUMNS} from consent where project_id = $1 and customer_id = $2 order by requested_at, id`,
    [projectId, customerId],
  );
}

/** What may change of a consent; what is not named stays. */
export type ConsentChange = Partial<
  Pick<
    Consent,
    | 'status'
    | 'statusAt'
    | 'fetchedAt'
    | 'errors'
    | 'refreshDay'
    | 'refreshes'
    | 'sessionHash'
    | 'returnUrl'
    | 'accessSealed'
    | 'offered'
    | 'picked'
  >
>;

const COLUMN_OF: Readonly<Record<keyof ConsentChange, string>> = {
  status: 'status',
  statusAt: 'status_at',
  fetchedAt: 'fetched_at',
  errors: 'errors',
  refreshDay: 'refresh_day',
  refreshes: 'refreshes',
  sessionHash: 'session_hash',
  returnUrl: 'return_url',
  accessSealed: 'access_sealed',
  offered: 'offered',
  picked: 'picked',
};
const JSON_FIELDS: readonly string[] = ['errors', 'offered', 'picked'];

/** Changes a consent that the caller holds; returns it as it is then. */
export async function updateConsent(
  db: Queryable,
  { projectId, id }: Pick<Consent, 'projectId' | 'id'>,
  change: ConsentChange,
): Promise<Consent> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  const assignments = entries.map(([field], index) => {
    const cast = JSON_FIELDS.includes(field) ? '::jsonb' : '';
    return `${COLUMN_OF[field as keyof ConsentChange]} = $${index + 3}${cast}`;
  });
  const values = entries.map(([field, value]) =>
    JSON_FIELDS.includes(field) && value !== null ? JSON.stringify(value) : value,
  );
  const [row] = await db.query<ConsentRow>(
    `update consent set ${assignments.join(', ')} where project_id = $1 and id = $2 returning ${COLUMNS}`,
    [projectId, id, ...values],
  );
  if (!row) throw new Error('the consent is not there');
  return row;
}

export async function deleteConsent(db: Queryable, projectId: string, id: string): Promise<void> {
  await db.query('delete from consent where project_id = $1 and id = $2', [projectId, id]);
}

/** Names a consent wherever it is. */
export type ConsentKey = Pick<Consent, 'projectId' | 'id'>;

/** Consents whose person has not finished since before an instant; and those granted that expired by another. */
export function listOverdueConsents(
  db: Queryable,
  { unfinishedBefore, now, limit }: { unfinishedBefore: Date; now: Date; limit: number },
): Promise<(ConsentKey & { isExpired: boolean })[]> {
  return db.query<ConsentKey & { isExpired: boolean } & Record<string, unknown>>(
    `select project_id as "projectId", id, status in ('UPDATING', 'UPDATED', 'FAILING') as "isExpired" from consent
     where (status in ('INITIALIZED', 'AUTHENTICATING', 'AUTHENTICATED') and requested_at < $1)
        or (status in ('UPDATING', 'UPDATED', 'FAILING') and expires_at <= $2) limit $3`,
    [unfinishedBefore, now, limit],
  );
}
