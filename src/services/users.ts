import { AppError } from '../domain/errors.js';
import { uuidOf } from '../domain/uuid.js';
import { insertCustomer } from '../store/customers.js';
import { findUser, findUserByExternalId, insertUser, listUsers as listFromStore, type User } from '../store/users.js';
import type { Services } from './services.js';

export type { User } from '../store/users.js';

/** Adds a user with the customer behind it; throws ALREADY_EXISTS when the project has one of that external id in any letter case. */
export async function createUser({ database, newId }: Services, projectId: string, externalId: string): Promise<User> {
  return database.transaction(async (transaction) => {
    const customerId = newId();
    // A name of our own: external ids of contract B and identifiers of contract A do not meet.
    await insertCustomer(transaction, {
      projectId,
      id: customerId,
      customIdentifier: `enablenow:${uuidOf(customerId)}`,
      aggregationDetails: { mode: 'REDIRECT' },
      personalDetails: null,
    });
    const user = await insertUser(transaction, { projectId, customerId, externalId });
    if (user === null)
      throw new AppError('ALREADY_EXISTS', 'A user with this externalUserId exists', { field: 'externalUserId' });
    return user;
  });
}

/** All users of the project, oldest first. */
export function listUsers({ database }: Services, projectId: string): Promise<User[]> {
  return listFromStore(database, projectId);
}

/** How a caller names a user: by our id, by its own, or by both. */
export interface UserName {
  readonly userId?: string | undefined;
  readonly externalUserId?: string | undefined;
}

export function unknownUser({ userId }: Pick<UserName, 'userId'>): AppError {
  const field = userId === undefined ? 'externalUserId' : 'userId';
  return new AppError('UNKNOWN_ENTITY', 'There is no such user', { field });
}

/** The user named; null when none is named. Throws UNKNOWN_ENTITY when there is none, or when two names mean two users. */
export async function userNamed(
  { database }: Pick<Services, 'database'>,
  projectId: string,
  { userId, externalUserId }: UserName,
): Promise<User | null> {
  if (userId === undefined && externalUserId === undefined) return null;
  const byId = userId === undefined ? null : await findUser(database, projectId, userId);
  const byName = externalUserId === undefined ? null : await findUserByExternalId(database, projectId, externalUserId);
  const found = byId ?? byName;
  const isBoth = userId !== undefined && externalUserId !== undefined;
  if (found === null || (isBoth && byId?.customerId !== byName?.customerId)) {
    throw unknownUser({ userId });
  }
  return found;
}
