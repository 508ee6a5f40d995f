import { type AuditEntry, insertAuditEntry, listAuditEntries } from '../store/audit.js';
import type { Services } from './services.js';

export type { AuditEntry } from '../store/audit.js';

/** Writes down who did what to whom. */
export function recordAccess({ database }: Services, projectId: string, entry: AuditEntry): Promise<void> {
  return insertAuditEntry(database, projectId, entry);
}

/** The latest entries, newest first, of one customer where an id is given; also of one that has been erased. */
export function listAccesses(
  { database }: Services,
  projectId: string,
  customerId: string | null,
  page: { limit: number; offset: number },
): Promise<(AuditEntry & { at: string })[]> {
  return listAuditEntries(database, projectId, customerId, page);
}
