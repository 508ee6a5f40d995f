import { AppError } from '../domain/errors.js';
import { listServiceAccounts, type ServiceAccountRow } from '../store/projects.js';
import { openSecret } from './seal-secret.js';
import type { Services } from './services.js';
import type { Principal } from './tokens.js';

/** A client that a connector serves, with the secret it needs to speak for it. */
export interface ServiceAccount {
  readonly id: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Whose secret a sealed text is: it opens there and nowhere else. */
export function placeOfClientSecret(projectId: string, id: string): string {
  return `client:${projectId}:${id}`;
}

/**
 * The clients that a connector serves: those of its project assigned to it or to nobody; itself where there is none other, so that
 * a project can do with one client. Throws FORBIDDEN for any client that is no connector.
 */
export async function serviceAccountsOf(
  { database, secretKey }: Services,
  { projectId, clientId, role }: Principal,
): Promise<ServiceAccount[]> {
  if (role !== 'connector')
    throw new AppError('FORBIDDEN', 'Only a client with the role connector may list service accounts');
  const rows = await listServiceAccounts(database, projectId, clientId);
  const served = rows.filter((row) => row.clientId !== clientId);
  return (served.length > 0 ? served : rows).map((row) => opened(row, projectId, secretKey));
}

function opened(
  { id, clientId, secretSealed, config, createdAt, updatedAt }: ServiceAccountRow,
  projectId: string,
  key: string,
) {
  const clientSecret = openSecret(secretSealed, placeOfClientSecret(projectId, id), key);
  return { id, clientId, clientSecret, config, createdAt, updatedAt };
}
