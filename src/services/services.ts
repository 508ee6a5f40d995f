import type { BankFetcher } from '../domain/bank-fetcher.js';
import type { CalendarDate } from '../domain/calendar-date.js';
import type { Reference } from '../domain/reference.js';
import type { CompanyInfo } from '../domain/review.js';
import type { Queue } from '../jobs/queue.js';
import type { Database } from '../store/database.js';
import type { Mailer } from '../webhooks/notify-by-mail.js';
import type { RetrySchedule } from '../webhooks/retry-schedule.js';
import type { AllowList, Lookup } from '../webhooks/target-guard.js';

/** How events go out. */
export interface WebhookSettings {
  readonly allow: AllowList;
  readonly schedule: RetrySchedule;
  readonly lookup: Lookup;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
  /** Chance in 0..1 that spreads tries which failed together. */
  readonly jitter: () => number;
}

/** What computing an analysis takes: nothing that reaches out of Saldo, so that it can be done in a thread of its own. */
export type AnalysisServices = Pick<
  Services,
  'database' | 'queue' | 'reference' | 'now' | 'newId' | 'secretKey' | 'companies'
> & { readonly webhooks: Pick<WebhookSettings, 'schedule'> };

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
  readonly webhooks: WebhookSettings;
  /** Reaches the banks of contract B's consents. */
  readonly banks: BankFetcher;
  /** Companies that the operator's extract of the trade register tells of, by their number. */
  readonly companies: ReadonlyMap<string, CompanyInfo>;
  /** Where browsers reach this server, such as `https://saldo.example`; null takes the address of each request. */
  readonly publicUrl: string | null;
}
