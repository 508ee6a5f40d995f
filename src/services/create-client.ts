import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.js';
import { parseCurrency } from '../domain/money.js';
import { type ClientRole, findProjectByName, insertClient, insertProject } from '../store/projects.js';
import { hashSecret } from './hash-secret.js';
import { sealSecret } from './seal-secret.js';
import { placeOfClientSecret } from './service-accounts.js';
import type { Services } from './services.js';

export interface NewClient {
  readonly name: string;
  /** Created when there is none of this name. */
  readonly project: string;
  readonly role: ClientRole;
  readonly config?: unknown;
  /** Client id of the one connector that serves it; every connector of the project when absent. */
  readonly connector?: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** ISO 3166 alpha-2 of the project, when it is created. */
  readonly country?: string;
  readonly currency?: string;
  readonly usage?: 'personal' | 'business';
}

export interface CreatedClient {
  readonly clientId: string;
  /** In clear, this once: kept as a hash, and sealed for the connector that serves it. */
  readonly clientSecret: string;
  readonly projectId: string;
}

/** Creates a program's access to a project, and the project if need be; throws ALREADY_EXISTS when the client id is taken. */
export async function createClient(
  { database, newId, secretKey }: Services,
  wanted: NewClient,
): Promise<CreatedClient> {
  const clientId = wanted.clientId ?? randomUUID();
  const clientSecret = wanted.clientSecret ?? randomBytes(24).toString('base64url');
  return database.transaction(async (transaction) => {
    await insertProject(transaction, {
      projectId: newId(),
      name: wanted.project,
      country: wanted.country ?? null,
      currency: parseCurrency(wanted.currency ?? 'EUR'),
      usage: wanted.usage ?? 'personal',
    });
    const project = await findProjectByName(transaction, wanted.project);
    if (project === null) throw new Error('the project is not there after its creation');
    const { projectId } = project;
    const id = newId();
    const client = {
      projectId,
      id,
      clientId,
      secretHash: hashSecret(clientSecret, secretKey),
      name: wanted.name,
      role: wanted.role,
    };
    const account = {
      config: wanted.config ?? {},
      secretSealed: sealSecret(clientSecret, placeOfClientSecret(projectId, id), secretKey),
      connectorClientId: wanted.connector ?? null,
    };
    if (!(await insertClient(transaction, client, account))) {
      throw new AppError('ALREADY_EXISTS', `A client with the id ${clientId} exists: choose another clientId`);
    }
    return { clientId, clientSecret, projectId };
  });
}
