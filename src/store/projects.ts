import type { Queryable } from './database.js';

export type ClientRole = 'api' | 'connector' | 'operator';

export interface Project {
  readonly projectId: string;
  readonly name: string;
  readonly country: string | null;
  readonly currency: string;
  readonly usage: 'personal' | 'business';
}

export interface Client {
  readonly projectId: string;
  readonly id: string;
  readonly clientId: string;
  readonly secretHash: string;
  readonly name: string;
  readonly role: ClientRole;
}

const PROJECT = 'project_id as "projectId", name, country, currency, usage';
const CLIENT = 'project_id as "projectId", id, client_id as "clientId", secret_hash as "secretHash", name, role';

export async function findProjectByName(db: Queryable, name: string): Promise<Project | null> {
  const [project] = await db.query<Project & Record<string, unknown>>(
    `select ${PROJECT} from project where name = $1`,
    [name],
  );
  return project ?? null;
}

export async function findProject(db: Queryable, projectId: string): Promise<Project | null> {
  const [project] = await db.query<Project & Record<string, unknown>>(
    `select ${PROJECT} from project where project_id = $1`,
    [projectId],
  );
  return project ?? null;
}

/** Adds a project; one of that name that is there already stays as it is. */
export async function insertProject(db: Queryable, project: Project): Promise<void> {
  await db.query(
    'insert into project (project_id, name, country, currency, usage) values ($1, $2, $3, $4, $5) on conflict (name) do nothing',
    [project.projectId, project.name, project.country, project.currency, project.usage],
  );
}

export async function findClient(db: Queryable, clientId: string): Promise<Client | null> {
  const [client] = await db.query<Client & Record<string, unknown>>(
    `select ${CLIENT} from client where client_id = $1`,
    [clientId],
  );
  return client ?? null;
}

/** Adds a client; false when its client id is taken. */
export async function insertClient(db: Queryable, client: Client, config: unknown): Promise<boolean> {
  const rows = await db.query(
    `insert into client (project_id, id, client_id, secret_hash, name, role, config) values ($1, $2, $3, $4, $5, $6, $7::jsonb)
     on conflict (client_id) do nothing returning id`,
    [client.projectId, client.id, client.clientId, client.secretHash, client.name, client.role, JSON.stringify(config)],
  );
  return rows.length > 0;
}
