import { AppError } from '../domain/errors.js';
import { EVENT_SPELLINGS, SUBSCRIPTION_STATUSES, type SubscriptionStatus, spellingsOf } from '../domain/event.js';
import type { Queryable } from '../store/database.js';
import { resumeEvents } from '../store/due-events.js';
import {
  deleteSubscription as deleteFromStore,
  findSubscription,
  hasActiveSubscription,
  insertSubscription,
  listSubscriptions as listFromStore,
  lockSubscription,
  type Subscription,
  updateSubscriptionStatus,
} from '../store/subscriptions.js';
import { guardTarget, TargetRefused } from '../webhooks/target-guard.js';
import { placeOfSecret } from './deliver-event.js';
import { enqueueTries } from './emit-event.js';
import { openSecret, sealSecret } from './seal-secret.js';
import type { Services } from './services.js';

/** The service account that asks; it sees its own subscriptions and no others. */
export interface Subscriber {
  readonly projectId: string;
  /** The OAuth client id. */
  readonly clientId: string;
}

export interface NewSubscription {
  /** Where events are POSTed: an http or https URL. */
  readonly target: string;
  readonly eventName: string;
  /** Signs the events; without one (absent, null or empty) they are sent unsigned. */
  readonly secret?: string | null | undefined;
}

/** A subscription as its owner sees it; without a secret the key is absent, because published clients take null for one. */
export interface SubscriptionView {
  readonly id: string;
  readonly eventName: string;
  readonly target: string;
  readonly status: SubscriptionStatus;
  readonly secret?: string;
}

const SECRET_LENGTH_MAX = 1_000;
/** Events queued at once when a subscription becomes ACTIVE; the sweep queues the others. */
const RESUME_BATCH = 500;

/** Adds a subscription, ACTIVE; throws BAD_REQUEST naming the field, also for a target inside the operator's network. */
export async function createSubscription(
  services: Services,
  owner: Subscriber,
  { target, eventName, secret }: NewSubscription,
): Promise<SubscriptionView> {
  const { database, newId, secretKey } = services;
  if (!EVENT_SPELLINGS.includes(eventName))
    throw new AppError('BAD_REQUEST', `eventName must be one of ${EVENT_SPELLINGS.join(', ')}`);
  if (secret && secret.length > SECRET_LENGTH_MAX)
    throw new AppError('BAD_REQUEST', `secret must be at most ${SECRET_LENGTH_MAX} characters`);
  await checkTarget(services, target);
  const { projectId, clientId } = owner;
  const id = newId();
  const secretSealed = secret ? sealSecret(secret, placeOfSecret({ projectId, id }), secretKey) : null;
  const subscription = { projectId, id, clientId, target, secretSealed, eventName };
  return viewOf(services, await insertSubscription(database, subscription));
}

/** A name that does not resolve yet is taken: the receiver may start later, and every try looks again. */
async function checkTarget({ webhooks }: Services, target: string): Promise<void> {
  try {
    await guardTarget(target, webhooks.allow, webhooks.lookup);
  } catch (error) {
    if (!(error instanceof TargetRefused)) throw error;
    if (error.kind !== 'unresolvable') throw new AppError('BAD_REQUEST', `target ${error.message}`);
  }
}

/** Members that a filter may name; published clients call the id by either name. */
const FILTER_FIELDS = ['id', '_id', 'eventName', 'target', 'status'] as const;

/** Which subscriptions to list: those whose member is one of these, exactly as given at their creation; all where none is named. */
export type SubscriptionFilter = Readonly<Partial<Record<(typeof FILTER_FIELDS)[number], readonly string[]>>>;

/** Reads a filter as it stands in a query string, such as `{"eventName":{"$in":["a","b"]}}`; throws BAD_REQUEST. */
export function parseSubscriptionFilter(text: string): SubscriptionFilter {
  const wrong = () =>
    new AppError(
      'BAD_REQUEST',
      'filter must be JSON such as {"eventName":"analysis_completed"} or {"eventName":{"$in":[…]}}',
    );
  let filter: unknown;
  try {
    filter = JSON.parse(text);
  } catch {
    throw wrong();
  }
  if (!isObject(filter)) throw wrong();
  const wanted: { [field in (typeof FILTER_FIELDS)[number]]?: readonly string[] } = {};
  for (const field of FILTER_FIELDS) {
    if (filter[field] === undefined) continue;
    const values = wantedValues(filter[field]);
    if (values === null) throw wrong();
    wanted[field] = values;
  }
  return wanted;
}

/** The values that a filter's member takes: one, or those of its `$in`; null for any other form. */
function wantedValues(given: unknown): readonly string[] | null {
  if (typeof given === 'string') return [given];
  const values = isObject(given) ? given['$in'] : null;
  return Array.isArray(values) && values.every((value) => typeof value === 'string') ? values : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The service account's own subscriptions, oldest first. */
export async function listSubscriptions(
  services: Services,
  { projectId, clientId }: Subscriber,
  filter: SubscriptionFilter = {},
): Promise<SubscriptionView[]> {
  const subscriptions = await listFromStore(services.database, projectId, clientId, filter.eventName ?? null);
  return subscriptions
    .filter((subscription) =>
      FILTER_FIELDS.every((field) => filter[field]?.includes(subscription[field === '_id' ? 'id' : field]) ?? true),
    )
    .map((subscription) => viewOf(services, subscription));
}

/** The subscription; throws UNKNOWN_ENTITY also for another's, so that nobody learns of it. */
export async function getSubscription(services: Services, owner: Subscriber, id: string): Promise<SubscriptionView> {
  return viewOf(services, await ownSubscription(services, owner, id));
}

/** As it is stored; throws UNKNOWN_ENTITY unless it is the service account's own. */
export async function ownSubscription(
  { database }: Pick<Services, 'database'>,
  { projectId, clientId }: Subscriber,
  id: string,
): Promise<Subscription> {
  const subscription = await findSubscription(database, projectId, clientId, id);
  if (subscription === null) throw unknownSubscription();
  return subscription;
}

function unknownSubscription(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no subscription with this id');
}

/** A published client of contract A spells DISABLED without its last letter. */
function statusOf(status: string): SubscriptionStatus {
  const wanted = status === 'DISABLE' ? 'DISABLED' : status;
  const known = SUBSCRIPTION_STATUSES.find((name) => name === wanted);
  if (!known) throw new AppError('BAD_REQUEST', `status must be one of ${SUBSCRIPTION_STATUSES.join(', ')}`);
  return known;
}

/**
 * Sets a subscription's status. One that becomes ACTIVE again starts with a clean record, and the events that waited for it
 * are sent, with all their tries. Throws BAD_REQUEST for another status, UNKNOWN_ENTITY.
 */
export async function setSubscriptionStatus(
  services: Services,
  { projectId, clientId }: Subscriber,
  id: string,
  status: string,
): Promise<SubscriptionView> {
  const { database, queue } = services;
  const wanted = statusOf(status);
  const updated = await database.transaction(async (transaction) => {
    const before = await lockSubscription(transaction, projectId, id);
    if (before === null || before.clientId !== clientId) throw unknownSubscription();
    const after = await updateSubscriptionStatus(transaction, projectId, id, wanted);
    if (after === null) throw unknownSubscription();
    if (wanted === 'ACTIVE' && before.status !== 'ACTIVE') {
      const eventIds = await resumeEvents(transaction, projectId, id, RESUME_BATCH);
      await enqueueTries(queue, transaction, projectId, eventIds);
    }
    return after;
  });
  return viewOf(services, updated);
}

/** Removes a subscription with its events and returns it as it was; throws UNKNOWN_ENTITY. */
export async function deleteSubscription(services: Services, owner: Subscriber, id: string): Promise<SubscriptionView> {
  const subscription = await ownSubscription(services, owner, id);
  const { projectId, clientId } = owner;
  if (!(await deleteFromStore(services.database, projectId, clientId, id))) throw unknownSubscription();
  return viewOf(services, subscription);
}

/** Whether bank data reach the project through a connector: somebody is told when they are needed. */
export function usesConnector(db: Queryable, projectId: string): Promise<boolean> {
  return hasActiveSubscription(db, projectId, spellingsOf('bank_details_required'));
}

function viewOf({ secretKey }: Services, subscription: Subscription): SubscriptionView {
  const { id, eventName, target, status, secretSealed } = subscription;
  const view = { id, eventName, target, status };
  if (secretSealed === null) return view;
  return { ...view, secret: openSecret(secretSealed, placeOfSecret(subscription), secretKey) };
}
