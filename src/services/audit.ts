import { type AuditEntry, insertAuditEntries, listAuditEntries, type ProjectAuditEntry } from '../store/audit.js';
import type { Services } from './services.js';

export type { AuditEntry, ProjectAuditEntry } from '../store/audit.js';

/** Reads wait this long to be written together: polling must not cost a write each. */
const FLUSH_MS = 100;

interface WaitingEntry {
  readonly entry: ProjectAuditEntry;
  /** Tells who waits for the entry to be written; null where nobody does. */
  readonly settle: ((error: unknown) => void) | null;
}

/**
 * Writes down who read or changed what. A change is written before its answer leaves; changes that come while others are being written are
 * written together. What nobody waits for is written with them or within a tenth of a second; a process that is killed loses at most that.
 */
export class AuditLog {
  private waiting: WaitingEntry[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;

  constructor(
    private readonly services: Pick<Services, 'database'>,
    private readonly onFault: (error: unknown) => void,
  ) {}

  /** For changes. Resolves once the entry is written; rejects when it could not be. */
  async now(entry: ProjectAuditEntry): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.waiting.push({ entry, settle: (error) => (error === null ? resolve() : reject(error)) });
    });
    void this.flush();
    await written;
  }

  /** For reads, and for requests that failed: nobody waits. */
  later(entry: ProjectAuditEntry): void {
    this.waiting.push({ entry, settle: null });
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  /** Writes all there is, one batch at a time; of what cannot be written now, all that nobody waits for is tried with the next. */
  flush(): Promise<void> {
    this.writing ??= this.writeBatches().finally(() => {
      this.writing = null;
    });
    return this.writing;
  }

  private async writeBatches(): Promise<void> {
    let isWritten = true;
    while (this.waiting.length > 0 && (isWritten || this.isWaitedFor())) {
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = null;
      isWritten = await this.writeBatch(this.waiting.splice(0));
    }
  }

  private isWaitedFor(): boolean {
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
      const unsettled = batch.filter(({ settle }) => settle === null);
      this.waiting = [...unsettled, ...this.waiting];
      for (const { settle } of batch) settle?.(error);
      if (unsettled.length > 0) this.onFault(error);
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
