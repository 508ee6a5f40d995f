import type { Queryable } from './database.js';

export type ClientRole = 'api' | 'connector' | 'operator';

export interface Project {
  readonly projectId: string;
  readonly name: string;
  readonly country: string | null;
  readonly currency: string;
  readonly usage: 'personal' | 'business';
  readonly scoresEnabled: boolean;
  /** Days of history that an analysis looks at; null for all there is. */
  readonly analysisDays: number | null;
  /** Days after which a customer without a new analysis, consent, job or read of accounts is erased; null for never. */
  readonly retentionDays: number | null;
  /** Who is told by mail of failing webhooks; empty for the operator of the installation. */
  readonly contactEmails: readonly string[];
  /**
   * Share of customers average in every way that default within the score's horizon, above 0 and below 1, to which the score's
   * probabilities are set; null for the shipped one.
   */
  readonly creditDefaultRate: number | null;
  readonly paymentDefaultRate: number | null;
  /** Share of the scorecard's log odds that is believed on the project's customers, 0..1; null for the shipped one. */
  readonly creditTransferWeight: number | null;
  readonly paymentTransferWeight: number | null;
}

export type ProjectSettings = Omit<Project, 'projectId' | 'name'>;

export interface Client {
  readonly projectId: string;
  readonly id: string;
  readonly clientId: string;
  readonly secretHash: string;
  readonly name: string;
  readonly role: ClientRole;
}

const PROJECT = `project_id as "projectId", name, country, currency, usage, scores_enabled as "scoresEnabled",
  analysis_days as "analysisDays", retention_days as "retentionDays", contact_emails as "contactEmails", credit_default_rate as "creditDefaultRate",
  credit_transfer_weight as "creditTransferWeight", payment_default_rate as "paymentDefaultRate",
  payment_transfer_weight as "paymentTransferWeight"`;
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

/** Holds a project, so that changes of what it uses follow each other. */
export async function lockProject(db: Queryable, projectId: string): Promise<void> {
  await db.query('select project_id from project where project_id = $1 for no key update', [projectId]);
}

/** Adds a project; one of that name that is there already stays as it is. */
export async function insertProject(
  db: Queryable,
  project: Pick<Project, 'projectId' | 'name' | 'country' | 'currency' | 'usage'>,
): Promise<void> {
  await db.query(
    'insert into project (project_id, name, country, currency, usage) values ($1, $2, $3, $4, $5) on conflict (name) do nothing',
    [project.projectId, project.name, project.country, project.currency, project.usage],
  );
}

/** Changes the settings named; the others stay. */
export async function updateProject(
  db: Queryable,
  projectId: string,
  settings: Partial<ProjectSettings>,
): Promise<Project | null> {
  const before = await findProject(db, projectId);
  if (before === null) return null;
  const next = { ...before, ...settings };
  const [project] = await db.query<Project & Record<string, unknown>>(
    `update project set country = $2, currency = $3, usage = $4, scores_enabled = $5, analysis_days = $6, retention_days = $7,
       contact_emails = $8, credit_default_rate = $9, credit_transfer_weight = $10, payment_default_rate = $11,
       payment_transfer_weight = $12
     where project_id = $1 returning ${PROJECT}`,
    [
      projectId,
      next.country,
      next.currency,
      next.usage,
      next.scoresEnabled,
      next.analysisDays,
      next.retentionDays,
      next.contactEmails,
      next.creditDefaultRate,
      next.creditTransferWeight,
      next.paymentDefaultRate,
      next.paymentTransferWeight,
    ],
  );
  return project ?? null;
}

export async function findClient(db: Queryable, clientId: string): Promise<Client | null> {
  const [client] = await db.query<Client & Record<string, unknown>>(
    `select ${CLIENT} from client where client_id = $1`,
    [clientId],
  );
  return client ?? null;
}

/** What a connector is given of a client it serves. */
export interface NewServiceAccount {
  readonly config: unknown;
  readonly secretSealed: string;
  readonly connectorClientId: string | null;
}

/** Adds a client; false when its client id is taken. */
export async function insertClient(db: Queryable, client: Client, account: NewServiceAccount): Promise<boolean> {
  const rows = await db.query(
    `insert into client (project_id, id, client_id, secret_hash, name, role, config, secret_sealed, connector_client_id)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9) on conflict (client_id) do nothing returning id`,
    [
      client.projectId,
      client.id,
      client.clientId,
      client.secretHash,
      client.name,
      client.role,
      JSON.stringify(account.config),
      account.secretSealed,
      account.connectorClientId,
    ],
  );
  return rows.length > 0;
}

/** A client as the connector that serves it sees it; the secret is still sealed. */
export interface ServiceAccountRow {
  readonly id: string;
  readonly clientId: string;
  readonly role: ClientRole;
  readonly secretSealed: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The project's clients that a connector serves: those assigned to it or to no connector, and itself. */
export function listServiceAccounts(
  db: Queryable,
  projectId: string,
  connectorClientId: string,
): Promise<ServiceAccountRow[]> {
  return db.query<ServiceAccountRow & Record<string, unknown>>(
    `select id, client_id as "clientId", role, secret_sealed as "secretSealed", config, created_at as "createdAt",
       updated_at as "updatedAt" from client
     where project_id = $1 and secret_sealed is not null
       and (client_id = $2 or (role = 'api' and (connector_client_id is null or connector_client_id = $2)))
     order by created_at, id`,
    [projectId, connectorClientId],
  );
}
