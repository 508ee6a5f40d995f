import type { CalendarDate } from '../domain/calendar-date.js';
import type { Reference } from '../domain/reference.js';
import type { Queue } from '../jobs/queue.js';
import type { Database } from '../store/database.js';

/** What every use case is given: the store, the queue, the reference data, the clock and chance. Built by `context.ts` only. */
export interface Services {
  readonly database: Database;
  readonly queue: Queue;
  /** Reference data with the parameters in force on a day. */
  readonly reference: (asOf: CalendarDate) => Reference;
  readonly now: () => Date;
  /** A new id of contract A: 24 hex characters. */
  readonly newId: () => string;
  /** Key for hashing client secrets and sealing. */
  readonly secretKey: string;
}
