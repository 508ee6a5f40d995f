import type { MessagePort } from 'node:worker_threads';

/** A row as the driver gives it, with the types that `row-types.ts` settles: days as text, instants as ISO text, bigint as number. */
export type Row = Record<string, unknown>;

/** Something that runs SQL: the database itself, or a transaction in it. */
export interface Queryable {
  query<T extends Row = Row>(sql: string, values?: readonly unknown[]): Promise<T[]>;
}

/** A transaction that is open. Its statements are refused once it has ended. */
export interface Transaction extends Queryable {
  /** Tells everybody who listens on a channel, in this process and in others, once this is committed; the same text once. */
  announce(channel: string, text: string): void;
}

/** A way to the same database that can be handed to another thread, with what is to be transferred. */
export type SharedDatabase =
  | { readonly kind: 'postgresql'; readonly url: string }
  | { readonly kind: 'pglite'; readonly port: MessagePort; readonly notices: string };

/** Told of a notice's text; of null where notices may have been missed. */
export type OnNotice = (text: string | null) => void;

/** The one store behind Saldo: PGlite in a thread of its own, or PostgreSQL. Same SQL and same driver on both. */
export interface Database extends Queryable {
  readonly kind: 'pglite' | 'postgresql';
  /** Runs work in one transaction; anything thrown rolls all of it back. */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Runs reads that all see the store as it was at one moment, whatever others commit meanwhile. They travel as one: each sends its statement
   * before any is answered.
   */
  snapshot<T extends readonly Promise<unknown>[] | []>(
    reads: (reader: Queryable) => T,
  ): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
  /** Runs several statements without parameters, as migrations need. */
  script(sql: string): Promise<void>;
  /** Calls back on a notice on a channel; returns how to stop. */
  listen(channel: string, onNotice: OnNotice): Promise<() => Promise<void>>;
  /** For another thread of this process, which gives it to `openDatabase`. Each is for one thread. */
  share(): SharedDatabase;
  close(): Promise<void>;
}
