import { randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../domain/errors.js';
import { parseCurrency } from '../domain/money.js';
import { type ClientRole, findProjectByName, insertClient, insertProject } from '../store/projects.js';
import { hashSecret } from './hash-secret.js';
import type { Services } from './services.js';

export interface NewClient {
  readonly name: string;
  /** Created when there is none of this name. */
  readonly project: string;
  readonly role: ClientRole;
  readonly config?: unknown;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly currency?: string;
  readonly usage?: 'personal' | 'business';
}

export interface CreatedClient {
  readonly clientId: string;
  /** In clear, this once: only its hash is kept. */
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
      country: null,
      currency: parseCurrency(wanted.currency ?? 'EUR'),
      usage: wanted.usage ?? 'personal',
    });
    const project = await findProjectByName(transaction, wanted.project);
    if (project === null) throw new Error('the project is not there after its creation');
    const { projectId } = project;
    const client = {
      projectId,
      id: newId(),
      clientId,
      secretHash: hashSecret(clientSecret, secretKey),
      name: wanted.name,
      role: wanted.role,
    };
    if (!(await insertClient(transaction, client, wanted.config ?? {}))) {
      throw new AppError('ALREADY_EXISTS', `A client with the id ${clientId} exists: choose another clientId`);
    }
    return { clientId, clientSecret, projectId };
  });
}
