import type { Database, SharedDatabase } from './database.js';
import { openPglite, openSharedPglite } from './pglite.js';
import { openPostgresql } from './postgresql.js';

/** Where data is kept: PostgreSQL by URL, a directory for the embedded database, or memory for tests. */
export type StoreLocation =
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'memory' };

/** Opens the database; migrations are the caller's. */
export function openDatabase(location: StoreLocation): Promise<Database> {
  if (location.kind === 'postgresql') return openPostgresql(location.url);
  return openPglite(location.kind === 'directory' ? location.path : null);
}

/** Opens what another thread of this process has shared. */
export async function openSharedDatabase(shared: SharedDatabase): Promise<Database> {
  return shared.kind === 'postgresql' ? openPostgresql(shared.url) : openSharedPglite(shared);
}
