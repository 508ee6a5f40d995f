import { type AuditEntry, insertAuditEntries, listAuditEntries, type ProjectAuditEntry } from '../store/audit.js';
import type { Services } from './services.js';

export type { AuditEntry, ProjectAuditEntry } from '../store/audit.js';

/** Reads wait this long to be written together: polling must not cost a write each. */
const FLUSH_MS = 100;

interface WaitingEntry {
  readonly entry: ProjectAuditEntry;
  /** Tells who waits for a change to be written; null for a read, which nobody waits for. */
  readonly settle: ((error: unknown) => void) | null;
}

/**
 * Writes down who read or changed what. A change is written before its answer leaves; changes that come while others are being written are
 * written together. Reads are written with them or within a tenth of a second; a process that is killed loses at most those.
 */
export class AuditLog {
  private waiting: WaitingEntry[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly services: Pick<Services, 'database'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** Resolves once the change is written; rejects when it could not be. */
  async change(entry: ProjectAuditEntry): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.waiting.push({ entry, settle: (error) => (error === null ? resolve() : reject(error)) });
    });
    void this.flush();
    await written;
  }

  read(entry: ProjectAuditEntry): void {
    this.waiting.push({ entry, settle: null });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes all that waits, one batch at a time; reads that cannot be written now are tried with the next. */
  flush(): Promise<void> {
    this.writing ??= this.writeBatches().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeBatches(): Promise<void> {
    let isWritten = true;
    while (this.waiting.length > 0 && (isWritten || this.hasChange())) {
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
      isWritten = await this.writeBatch(this.waiting.splice(0));
    }
  }

  private hasChange(): boolean {
    return this.waiting.some(({ settle }) => settle !== null);
  }

  private async writeBatch(batch: readonly WaitingEntry[]): Promise<boolean> {
    try {
      await insertAuditEntries(
        this.services.database,
        batch.map(({ entry }) => entry),
      );
      for (const { settle } of batch) settle?.(null);
      return true;
    } catch (error) {
      const reads = batch.filter(({ settle }) => settle === null);
      this.waiting = [...reads, ...this.waiting];
      for (const { settle } of batch) settle?.(error);
      if (reads.length > 0) this.onFault(error);
      return false;
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
