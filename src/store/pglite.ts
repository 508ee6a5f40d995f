import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Database, Queryable, Row } from './database.js';
import { lockDirectory } from './directory-lock.js';
import { PARSERS } from './row-types.js';

interface Answer {
  readonly id: number;
  readonly rows?: Row[];
  readonly fields?: { readonly name: string; readonly type: number }[];
  readonly error?: { readonly message: string; readonly code?: string; readonly constraint?: string };
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** An error of the database with PostgreSQL's code (SQLSTATE) and the constraint that was hurt. */
class PgliteError extends Error {
  override readonly name = 'PgliteError';
  constructor(
    message: string,
    readonly code: string | undefined,
    readonly constraint: string | undefined,
  ) {
    super(message);
  }
}

/** The conversation with the worker thread: one question, one answer, by number. */
class WorkerChannel {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private lost: Error | null = null;
  private readonly worker: Worker;
  readonly ready: Promise<unknown>;

  constructor(directory: string | null) {
    this.worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { directory } });
    this.ready = new Promise((resolve, reject) => {
      this.waiting.set(0, { resolve, reject });
    });
    this.worker.on('message', (answer: Answer) => this.settle(answer));
    this.worker.on('error', (error) => this.failAll(error));
    this.worker.on('exit', () => this.failAll(new Error('the database has been closed')));
  }

  ask(kind: 'query' | 'script' | 'close', sql = '', values: readonly unknown[] = []): Promise<Answer> {
    if (this.lost !== null) return Promise.reject(this.lost);
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, kind, sql, values });
    });
  }

  private settle(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (answer.error)
      waiting?.reject(new PgliteError(answer.error.message, answer.error.code, answer.error.constraint));
    else waiting?.resolve(answer);
  }

  /** The thread is gone: whoever waits, or asks from now on, is told instead of waiting for ever. */
  private failAll(error: Error): void {
    this.lost ??= error;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function rowsOf({ rows = [], fields = [] }: Answer): Row[] {
  const parsed = fields.filter(({ type }) => PARSERS[type] !== undefined);
  if (parsed.length > 0) {
    for (const row of rows) {
      for (const { name, type } of parsed) {
        const value = row[name];
        if (typeof value === 'string') row[name] = PARSERS[type]?.(value);
      }
    }
  }
  return rows;
}

/** Opens PGlite in a directory (locked while open), or in memory without one. */
export async function openPglite(dataDirectory: string | null): Promise<Database> {
  let unlock = () => {};
  if (dataDirectory !== null) {
    mkdirSync(dataDirectory, { recursive: true });
    unlock = lockDirectory(dataDirectory);
  }
  const channel = new WorkerChannel(dataDirectory === null ? null : join(dataDirectory, 'pglite'));
  await channel.ready;
  // PGlite has one connection: whoever holds a transaction holds it alone, the others wait in line.
  let line: Promise<unknown> = Promise.resolve();
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = line.then(work, work);
    line = turn.catch(() => undefined);
    return turn;
  };
  const direct: Queryable = {
    query: async <T extends Row>(sql: string, values: readonly unknown[] = []) =>
      rowsOf(await channel.ask('query', sql, values)) as T[],
  };
  return {
    kind: 'pglite',
    query: (sql, values) => inLine(() => direct.query(sql, values)),
    script: async (sql) => {
      await inLine(() => runScript(channel, sql));
    },
    transaction: (work) => inLine(() => inTransaction(direct, work)),
    listen: async () => async () => {},
    close: async () => {
      await inLine(() => channel.ask('close'));
      unlock();
    },
  };
}

/** A script may begin a transaction of its own; one that fails in there must not leave it open for the next in line. */
async function runScript(channel: WorkerChannel, sql: string): Promise<void> {
  try {
    await channel.ask('script', sql);
  } catch (error) {
    await channel.ask('script', 'rollback').catch(() => {});
    throw error;
  }
}

async function inTransaction<T>(direct: Queryable, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  await direct.query('begin');
  try {
    const result = await work(direct);
    await direct.query('commit');
    return result;
  } catch (error) {
    await direct.query('rollback').catch(() => {});
    throw error;
  }
}
