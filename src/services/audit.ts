import { type AuditEntry, insertAuditEntries, listAuditEntries, type ProjectAuditEntry } from '../store/audit.js';
import type { Services } from './services.js';

export type { AuditEntry, ProjectAuditEntry } from '../store/audit.js';

/** Reads wait this long to be written together: polling must not cost a write each. */
const FLUSH_MS = 100;

/**
 * Writes down who read or changed what. A change is written before its answer leaves. Reads are written together within a tenth
 * of a second; a process that is killed loses at most those.
 */
export class AuditLog {
  private waiting: ProjectAuditEntry[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly services: Pick<Services, 'database'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Resolves once the change is written. */
  change(entry: ProjectAuditEntry): Promise<void> {
    return insertAuditEntries(this.services.database, [entry]);
  }

  read(entry: ProjectAuditEntry): void {
    this.waiting.push(entry);
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes what waits; entries that cannot be written now are tried with the next. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const entries = this.waiting;
    if (entries.length === 0) return;
    this.waiting = [];
    try {
      await insertAuditEntries(this.services.database, entries);
    } catch (error) {
      this.waiting = [...entries, ...this.waiting];
      this.onFault(error);
    }
  }
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
