import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BroadcastChannel, MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import pg from 'pg';
import type { Database, OnNotice, SharedDatabase } from './database.js';
import { lockDirectory } from './directory-lock.js';
import { PgliteSocket } from './pglite-socket.js';
import { CONNECTION, pooledDatabase } from './pooled-database.js';

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

/** PGlite has one session: one connection for each thread, whose transactions follow each other. */
function poolOn(connection: () => MessagePort): pg.Pool {
  const stream = () => new PgliteSocket(connection());
  return new pg.Pool({ ...CONNECTION, stream, max: 1, idleTimeoutMillis: 0, user: 'postgres', database: 'postgres' });
}

/** Notices between and within the threads that share a database, told apart from those of other databases by a name. */
class ThreadNotices {
  private readonly channels = new Set<BroadcastChannel>();
  private readonly senders = new Map<string, BroadcastChannel>();

  constructor(readonly name: string) {}

  private open(channel: string): BroadcastChannel {
    const opened = new BroadcastChannel(`${this.name}:${channel}`);
    // Listening alone must not keep a process alive.
    opened.unref();
    this.channels.add(opened);
    return opened;
  }

  async send(channel: string, text: string): Promise<void> {
    const sender = this.senders.get(channel) ?? this.open(channel);
    this.senders.set(channel, sender);
    sender.postMessage(text);
  }

  /** Each listener has a channel of its own, because one does not hear itself. */
  async listen(channel: string, onNotice: OnNotice): Promise<() => Promise<void>> {
    const listener = this.open(channel);
    listener.onmessage = (event) => onNotice(String((event as { data?: unknown }).data));
    return async () => {
      listener.close();
      this.channels.delete(listener);
    };
  }

  close(): void {
    for (const channel of this.channels) channel.close();
    this.channels.clear();
    this.senders.clear();
  }
}

/** Database on a connection to PGlite, of the thread that opened it or of another. */
function databaseOn(connection: () => MessagePort, name: string): Omit<Database, 'share'> {
  const pool = poolOn(connection);
  const notices = new ThreadNotices(name);
  return {
    ...pooledDatabase(pool, (_client, channel, text) => notices.send(channel, text)),
    kind: 'pglite',
    listen: (channel, onNotice) => notices.listen(channel, onNotice),
    close: async () => {
      notices.close();
      await pool.end();
    },
  };
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
  const notices = `saldo-${randomUUID()}`;
  const own = databaseOn(() => thread.connection(), notices);
  return {
    ...own,
    share: () => ({ kind: 'pglite', port: thread.connection(), notices }),
    close: async () => {
      await own.close();
      await thread.close();
      unlock();
    },
  };
}

/** Opens the connection that another thread has shared; the embedded database itself stays with that thread. */
export function openSharedPglite({ port, notices }: Extract<SharedDatabase, { kind: 'pglite' }>): Database {
  const share = () => {
    throw new Error('a shared connection cannot be shared again');
  };
  return { ...databaseOn(() => port, notices), share };
}
