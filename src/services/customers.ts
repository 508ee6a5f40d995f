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
import type { Services } from './services.js';

type Details = Readonly<Record<string, unknown>>;

export interface NewCustomer {
  readonly customIdentifier: string;
  readonly aggregationDetails?: Details | undefined;
  readonly personalDetails?: Details | undefined;
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
    aggregationDetails: { mode: DEFAULT_MODE, ...wanted.aggregationDetails },
    personalDetails: wanted.personalDetails ?? null,
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

/** Merges new details into the customer's, deeply: what is not named stays. */
export async function updateCustomer(
  { database }: Services,
  projectId: string,
  id: string,
  patch: { aggregationDetails?: Details | undefined; personalDetails?: Details | undefined },
): Promise<Customer> {
  return database.transaction(async (transaction) => {
    const customer = await lockCustomer(transaction, projectId, id);
    if (customer === null) throw unknownCustomer();
    const updated = await updateCustomerDetails(transaction, projectId, id, {
      aggregationDetails: merged(customer.aggregationDetails, patch.aggregationDetails ?? {}),
      personalDetails: patch.personalDetails
        ? merged(customer.personalDetails ?? {}, patch.personalDetails)
        : customer.personalDetails,
    });
    if (updated === null) throw unknownCustomer();
    return updated;
  });
}

/** Erases the customer and everything of it. */
export async function deleteCustomer({ database }: Services, projectId: string, id: string): Promise<void> {
  const isErased = await database.transaction((transaction) => eraseCustomer(transaction, projectId, id));
  if (!isErased) throw unknownCustomer();
}

export function unknownCustomer(): AppError {
  return new AppError('UNKNOWN_ENTITY', 'There is no customer with this id');
}

function isDetails(value: unknown): value is Details {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function merged(before: Details, patch: Details): Details {
  const result: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(patch)) {
    const kept = result[key];
    result[key] = isDetails(kept) && isDetails(value) ? merged(kept, value) : value;
  }
  return result;
}
