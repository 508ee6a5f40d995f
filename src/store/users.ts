import type { Queryable } from './database.js';

/** A user of contract B, backed by a customer. */
export interface User {
  readonly projectId: string;
  readonly customerId: string;
  /** As given; letter case does not tell users apart. */
  readonly externalId: string;
  readonly createdAt: string;
}

type UserRow = User & Record<string, unknown>;

const COLUMNS = `project_id as "projectId", customer_id as "customerId", external_id as "externalId", created_at as "createdAt"`;

/** Adds a user for a customer; null when the project has one of that external id. */
export async function insertUser(
  db: Queryable,
  { projectId, customerId, externalId }: Omit<User, 'createdAt'>,
): Promise<User | null> {
  const [row] = await db.query<UserRow>(
    `insert into cfa_user (project_id, customer_id, external_id, external_id_key) values ($1, $2, $3, $4)
     on conflict (project_id, external_id_key) do nothing returning ${COLUMNS}`,
    [projectId, customerId, externalId, externalId.toLowerCase()],
  );
  return row ?? null;
}

export async function findUser(db: Queryable, projectId: string, customerId: string): Promise<User | null> {
  const [row] = await db.query<UserRow>(`select ${COLUMNS} from cfa_user where project_id = $1 and customer_id = $2`, [
    projectId,
    customerId,
  ]);
  return row ?? null;
}

/** The user of an external id in any letter case. */
export async function findUserByExternalId(db: Queryable, projectId: string, externalId: string): Promise<User | null> {
  const [row] = await db.query<UserRow>(
    `select ${COLUMNS} from cfa_user where project_id = $1 and external_id_key = $2`,
    [projectId, externalId.toLowerCase()],
  );
  return row ?? null;
}

/** All users of a project, oldest first. */
export function listUsers(db: Queryable, projectId: string): Promise<User[]> {
  return db.query<UserRow>(`select ${COLUMNS} from cfa_user where project_id = $1 order by created_at, customer_id`, [
    projectId,
  ]);
}
