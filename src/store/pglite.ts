import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import pg from 'pg';
import type { Database } from './database.js';
import { lockDirectory } from './directory-lock.js';
import { PgliteSocket } from './pglite-socket.js';
import { pooledDatabase, types } from './pooled-database.js';

/** The thread that PGlite runs in. */
class PgliteThread {
  private readonly worker: Worker;
  private readonly ports = new Set<MessagePort>();
  private isGone = false;
  private readonly gone: Promise<void>;
  readonly ready: Promise<void>;

  constructor(directory: string | null) {
    this.worker = new Worker(new URL('./pglite-worker.js', import.meta.url), { workerData: { directory } });
    this.gone = new Promise((resolve) => {
      this.worker.once('exit', () => {
        this.isGone = true;
        // Whoever waits is told instead of waiting for ever.
        for (const port of this.ports) port.close();
        resolve();
      });
    });
    this.ready = new Promise((resolve, reject) => {
      this.worker.once('message', () => resolve());
      this.worker.on('error', reject);
      this.worker.once('exit', () => reject(new Error('the embedded database could not start')));
    });
  }

  /** The near end of a new connection. */
  connection(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (this.isGone) port1.close();
    else {
      this.worker.postMessage({ connection: port2 }, [port2]);
      this.ports.add(port1);
      port1.once('close', () => this.ports.delete(port1));
    }
    return port1;
  }

  async close(): Promise<void> {
    if (!this.isGone) this.worker.postMessage({ close: true });
    await this.gone;
  }
}

/** PGlite has one session: one connection, whose transactions follow each other. */
function poolOn(connection: () => MessagePort): pg.Pool {
  const stream = () => new PgliteSocket(connection());
  return new pg.Pool({ stream, max: 1, idleTimeoutMillis: 0, types, user: 'postgres', database: 'postgres' });
}

/** Opens PGlite in a directory (locked while open), or in memory without one. */
export async function openPglite(dataDirectory: string | null): Promise<Database> {
  let unlock = () => {};
  if (dataDirectory !== null) {
    mkdirSync(dataDirectory, { recursive: true });
    unlock = lockDirectory(dataDirectory);
  }
  const thread = new PgliteThread(dataDirectory === null ? null : join(dataDirectory, 'pglite'));
  await thread.ready;
  const pool = poolOn(() => thread.connection());
  return {
    ...pooledDatabase(pool),
    kind: 'pglite',
    listen: async () => async () => {},
    close: async () => {
      await pool.end();
      await thread.close();
      unlock();
    },
  };
}
