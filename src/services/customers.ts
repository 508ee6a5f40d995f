import { AppError } from '../domain/errors.js';
import {
  type Customer,
  eraseCustomer,
  findCustomer,
  insertCustomer,
  listCustomers,
  lockCustomer,
  updateCustomerDetails,
} from '../store/customers.js';
import { eraseEventPayloads } from '../store/events.js';
import type { Services } from './services.js';

export type { Customer } from '../store/customers.js';

type Details = Readonly<Record<string, unknown>>;

export interface NewCustomer {
  readonly customIdentifier: string;
  readonly aggregationDetails?: Details | null | undefined;
  readonly personalDetails?: Details | null | undefined;
}

/** Connectors crash on a customer whose aggregation has no mode. */
const DEFAULT_MODE = 'REDIRECT';

/** Adds a customer; throws ALREADY_EXISTS when the project has one of that identifier. */
export async function createCustomer(
  { database, newId }: Services,
  projectId: string,
  wanted: NewCustomer,
): Promise<Customer> {
  const customer = await insertCustomer(database, {
    projectId,
    id: newId(),
    customIdentifier: wanted.customIdentifier,
    aggregationDetails: { mode: DEFAULT_MODE, ...merged({}, wanted.aggregationDetails ?? {}) },
    personalDetails: wanted.personalDetails ? merged({}, wanted.personalDetails) : null,
  });
  if (customer === null) {
    throw new AppError('ALREADY_EXISTS', 'A customer with this customIdentifier exists in the project');
  }
  return customer;
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

/** Erases the customer and everything of it, also what its events told. */
export async function deleteCustomer({ database }: Services, projectId: string, id: string): Promise<void> {
  const isErased = await database.transaction(async (transaction) => {
    // Held first: an event emitted meanwhile is either erased here or finds no customer.
    if ((await lockCustomer(transaction, projectId, id)) === null) return false;
    await eraseEventPayloads(transaction, projectId, id);
    return eraseCustomer(transaction, projectId, id);
  });
  if (!isErased) throw unknownCustomer();
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
