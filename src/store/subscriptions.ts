import type { SubscriptionStatus } from '../domain/event.js';
import type { Queryable } from './database.js';

/** What the operator can be told by mail of an endpoint that fails, least grave first. */
export const NOTIFIED_LEVELS = ['WARNING', 'CRITICAL', 'DISABLED'] as const;
export type NotifiedLevel = (typeof NOTIFIED_LEVELS)[number];

/** A webhook that a service account asked for. */
export interface Subscription {
  readonly projectId: string;
  readonly id: string;
  /** The OAuth client id of the service account it belongs to. */
  readonly clientId: string;
  readonly target: string;
  readonly secretSealed: string | null;
  /** As the subscriber spelled it. */
  readonly eventName: string;
  readonly status: SubscriptionStatus;
  /** First failed try since the last 2xx, null when there is none. */
  readonly failingSince: string | null;
  /** The gravest mail sent since the last 2xx, null for none. */
  readonly notified: NotifiedLevel | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

type SubscriptionRow = Subscription & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", id, client_id as "clientId", target, secret_sealed as "secretSealed",
  event_name as "eventName", status, failing_since as "failingSince", notified, created_at as "createdAt", updated_at as "updatedAt"`;

export type NewSubscription = Pick<
  Subscription,
  'projectId' | 'id' | 'clientId' | 'target' | 'secretSealed' | 'eventName'
>;

export async function insertSubscription(db: Queryable, subscription: NewSubscription): Promise<Subscription> {
  const [row] = await db.query<SubscriptionRow>(
    `insert into subscription (project_id, id, client_id, target, secret_sealed, event_name)
     values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
    [
      subscription.projectId,
      subscription.id,
      subscription.clientId,
      subscription.target,
      subscription.secretSealed,
      subscription.eventName,
    ],
  );
  if (!row) throw new Error('the new subscription was not returned');
  return row;
}

/** A client's subscriptions, oldest first: all, or those to exactly the events named. */
export function listSubscriptions(
  db: Queryable,
  projectId: string,
  clientId: string,
  eventNames: readonly string[] | null,
): Promise<Subscription[]> {
  return db.query<SubscriptionRow>(
    `select ${COLUMNS} from subscription where project_id = $1 and client_id = $2 and ($3::text[] is null or event_name = any($3::text[]))
     order by created_at, id`,
    [projectId, clientId, eventNames],
  );
}

/** The subscription when it belongs to that client, else null. */
export async function findSubscription(
  db: Queryable,
  projectId: string,
  clientId: string,
  id: string,
): Promise<Subscription | null> {
  const [row] = await db.query<SubscriptionRow>(
    `select ${COLUMNS} from subscription where project_id = $1 and client_id = $2 and id = $3`,
    [projectId, clientId, id],
  );
  return row ?? null;
}

/** Whether anybody in the project gets an event of one of these names now. */
export async function hasActiveSubscription(
  db: Queryable,
  projectId: string,
  eventNames: readonly string[],
): Promise<boolean> {
  const rows = await db.query(
    `select 1 from subscription where project_id = $1 and event_name = any($2::text[]) and status = 'ACTIVE' limit 1`,
    [projectId, eventNames],
  );
  return rows.length > 0;
}

/**
 * Ids of the ACTIVE subscriptions to events of these names, held until the transaction ends, so that their indexes follow
 * each other. Held in the order of their ids: two transactions cannot wait for one another.
 */
export async function lockActiveSubscriptions(
  db: Queryable,
  projectId: string,
  eventNames: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    `select id from subscription where project_id = $1 and event_name = any($2::text[]) and status = 'ACTIVE' order by id for no key update`,
    [projectId, eventNames],
  );
  return rows.map(({ id }) => id);
}

/** Reads a subscription and holds it; taken before any of its events, so that two transactions cannot wait for one another. */
export async function lockSubscription(db: Queryable, projectId: string, id: string): Promise<Subscription | null> {
  const [row] = await db.query<SubscriptionRow>(
    `select ${COLUMNS} from subscription where project_id = $1 and id = $2 for no key update`,
    [projectId, id],
  );
  return row ?? null;
}

/** Sets the status; one that becomes ACTIVE starts with a clean record. */
export async function updateSubscriptionStatus(
  db: Queryable,
  projectId: string,
  id: string,
  status: SubscriptionStatus,
): Promise<Subscription | null> {
  const [row] = await db.query<SubscriptionRow>(
    `update subscription set status = $3, updated_at = now(),
       failing_since = case when $3 = 'ACTIVE' and status <> 'ACTIVE' then null else failing_since end,
       notified = case when $3 = 'ACTIVE' and status <> 'ACTIVE' then null else notified end
     where project_id = $1 and id = $2 returning ${COLUMNS}`,
    [projectId, id, status],
  );
  return row ?? null;
}

/** Records that the endpoint answers again. Holds no row of an endpoint that was not failing. */
export async function markWorking(db: Queryable, projectId: string, id: string): Promise<void> {
  await db.query(
    'update subscription set failing_since = null, notified = null where project_id = $1 and id = $2 and failing_since is not null',
    [projectId, id],
  );
}

/** Records a failed try; returns since when the endpoint has been failing. */
export async function markFailing(db: Queryable, projectId: string, id: string): Promise<string> {
  const [row] = await db.query<{ failingSince: string }>(
    `update subscription set failing_since = coalesce(failing_since, now()) where project_id = $1 and id = $2
     returning failing_since as "failingSince"`,
    [projectId, id],
  );
  if (!row) throw new Error('the subscription is not there');
  return row.failingSince;
}

/** Records that the operator is told of a failing endpoint. */
export async function markNotified(db: Queryable, projectId: string, id: string, level: NotifiedLevel): Promise<void> {
  await db.query('update subscription set notified = $3 where project_id = $1 and id = $2', [projectId, id, level]);
}

/** Removes a client's subscription with its events; false when there is none. */
export async function deleteSubscription(
  db: Queryable,
  projectId: string,
  clientId: string,
  id: string,
): Promise<boolean> {
  const rows = await db.query(
    'delete from subscription where project_id = $1 and client_id = $2 and id = $3 returning id',
    [projectId, clientId, id],
  );
  return rows.length > 0;
}
