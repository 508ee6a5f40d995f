import { AppError } from '../domain/errors.js';
import { listConsentsOfCustomer } from '../store/consents.js';
import {
  type Customer,
  eraseCustomer,
  findCustomer,
  insertCustomer,
  listCustomers,
  lockCustomer,
  updateCustomerDetails,
} from '../store/customers.js';
import type { Queryable } from '../store/database.js';
import { eraseEventPayloads } from '../store/events.js';
import { emitEvent } from './emit-event.js';
import { planEndOfAccess } from './end-access.js';
import type { Services } from './services.js';
import { usesConnector } from './subscriptions.js';

export type { Customer } from '../store/customers.js';

type Details = Readonly<Record<string, unknown>>;

export interface NewCustomer {
  readonly customIdentifier: string;
  readonly aggregationDetails?: Details | null | undefined;
  readonly personalDetails?: Details | null | undefined;
}

/** Connectors crash on a customer whose aggregation has no mode. */
const DEFAULT_MODE = 'REDIRECT';

/**
 * Adds a customer; a project with a connector then asks it for the link where the person connects a bank.
 * Throws ALREADY_EXISTS when the project has one of that identifier.
 */
export async function createCustomer(services: Services, projectId: string, wanted: NewCustomer): Promise<Customer> {
  const { database, newId } = services;
  return database.transaction(async (transaction) => {
    const [customer, hasConnector] = await Promise.all([
      insertCustomer(transaction, {
        projectId,
        id: newId(),
        customIdentifier: wanted.customIdentifier,
        aggregationDetails: { mode: DEFAULT_MODE, ...merged({}, wanted.aggregationDetails ?? {}) },
        personalDetails: wanted.personalDetails ? merged({}, wanted.personalDetails) : null,
      }),
      usesConnector(transaction, projectId),
    ]);
    if (customer === null) {
      throw new AppError('ALREADY_EXISTS', 'A customer with this customIdentifier exists in the project');
    }
    if (hasConnector) {
      await emitEvent(services, transaction, {
        projectId,
        customerId: customer.id,
        name: 'aggregator_link_required',
        payload: { customerId: customer.id },
      });
    }
    return customer;
  });
}

/** The customer; throws UNKNOWN_ENTITY also for another project's, so that nobody learns of them. */
export async function getCustomer({ database }: Services, projectId: string, id: string): Promise<Customer> {
  const customer = await findCustomer(database, projectId, id);
  if (customer === null) throw unknownCustomer();
  return customer;
}

export function pageOfCustomers({ database }: Services, projectId: string, page: { limit: number; offset: number }) {
  return listCustomers(database, projectId, page);
}

/** Merges new details into the customer's, deeply: what is not named stays, what is null goes. */
export async function updateCustomer(
  { database }: Services,
  projectId: string,
  id: string,
  patch: Omit<NewCustomer, 'customIdentifier'>,
): Promise<Customer> {
  return database.transaction(async (transaction) => {
    const customer = await lockCustomer(transaction, projectId, id);
    if (customer === null) throw unknownCustomer();
    const aggregationDetails = merged(customer.aggregationDetails, patch.aggregationDetails ?? {});
    const updated = await updateCustomerDetails(transaction, projectId, id, {
      aggregationDetails: { mode: DEFAULT_MODE, ...aggregationDetails },
      personalDetails: patch.personalDetails
        ? merged(customer.personalDetails ?? {}, patch.personalDetails)
        : customer.personalDetails,
    });
    if (updated === null) throw unknownCustomer();
    return updated;
  });
}

/** Erases the customer and everything of it; throws UNKNOWN_ENTITY when there is none. */
export async function deleteCustomer(services: Services, projectId: string, id: string): Promise<void> {
  if (!(await eraseWithEvents(services, projectId, id))) throw unknownCustomer();
}

/** Decides on a customer that is held, so that nothing about it can change meanwhile. */
type Decide = (transaction: Queryable) => Promise<boolean>;

/**
 * Erases the customer, its data and what events say of it, leaving a tombstone; the banks of its consents are told. False when
 * there is none, or when it is to stay.
 */
export async function eraseWithEvents(
  services: Services,
  projectId: string,
  id: string,
  isToGo: Decide = async () => true,
): Promise<boolean> {
  return services.database.transaction(async (transaction) => {
    // Held first: an event emitted meanwhile is either erased here or finds no customer.
    if ((await lockCustomer(transaction, projectId, id)) === null || !(await isToGo(transaction))) return false;
    await eraseEventPayloads(transaction, projectId, id);
    for (const consent of await listConsentsOfCustomer(transaction, projectId, id)) {
      await planEndOfAccess(services, transaction, consent);
    }
    return eraseCustomer(transaction, projectId, id);
  });
}

export function unknownCustomer(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no customer with this id');
}

function isDetails(value: unknown): value is Details {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** JSON merge patch (RFC 7396): null takes a member away, so that no null is ever kept; connectors crash on one. */
function merged(before: Details, patch: Details): Details {
  const result = new Map(Object.entries(before));
  for (const [key, value] of Object.entries(patch)) {
    const kept = result.get(key);
    if (value === null) result.delete(key);
    else if (isDetails(value)) result.set(key, merged(isDetails(kept) ? kept : {}, value));
    else result.set(key, value);
  }
  return Object.fromEntries(result);
}
