import PgBoss from 'pg-boss';
import type { Database, Queryable } from '../store/database.js';
import { type Job, QUEUES, type Queue } from './queue.js';

const CHANNEL = 'saldo_work';
/** A worker that is silent this long is dead: an analysis takes seconds. */
const EXPIRE_SECONDS = 60;
const MAINTENANCE_SECONDS = 15;
/**
 * A try is also spent when a process dies with the job in hand, which is seldom the job's fault: a rolling restart or a machine
 * that fails again and again must not use them up.
 */
const RETRIES = 15;
/** Wait before another try. */
const RETRY_DELAY_SECONDS = 2;
/**
 * A job is fetched when its start lies before the fetch, and the embedded database's clock counts in milliseconds: one that
 * started now would be missed by the worker that its commit wakes.
 */
const AT_ONCE = '-1 s';

function executorOf(db: Queryable): PgBoss.Db {
  return { executeSql: async (text, values = []) => ({ rows: await db.query(text, values.map(jsonText)) }) };
}

/** JSON goes as text; arrays stay what they are, because they are lists of ids. */
function jsonText(value: unknown): unknown {
  const isPlain = value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
  return isPlain ? JSON.stringify(value) : value;
}

/** pg-boss keeps its own schema by scripts of several statements, which carry no values. */
function bossExecutor(database: Database): PgBoss.Db {
  const single = executorOf(database);
  return {
    executeSql: async (text, values) => {
      if (values !== undefined && values.length > 0) return single.executeSql(text, values);
      if (!/;\s*\S/.test(text)) return single.executeSql(text, []);
      await database.script(text);
      return { rows: [] };
    },
  };
}

export interface QueueOptions {
  /** Whether this process also looks after expired and old jobs. */
  readonly supervise: boolean;
  /** Told of faults that happen beside any call. */
  readonly onError: (error: unknown) => void;
}

async function createQueues(boss: PgBoss): Promise<void> {
  for (const { name, deadLetter, expireSeconds = EXPIRE_SECONDS } of QUEUES) {
    const settings: PgBoss.Queue = {
      name,
      policy: 'standard',
      retryLimit: RETRIES,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: false,
      expireInSeconds: expireSeconds,
      ...(deadLetter === undefined ? {} : { deadLetter }),
    };
    await boss.createQueue(name, settings);
    await boss.updateQueue(name, settings);
  }
}

/** Fetching looks for the next waiting job in this order; without the index it reads the whole backlog. */
const WAITING_INDEX =
  "create index if not exists job_waiting on pgboss.job (name, priority desc, created_on, id) where state < 'active'";

/** Processes that start together would trip over each other installing the queue's schema; the embedded one is alone. */
async function oneAtATime(database: Database, work: () => Promise<void>): Promise<void> {
  if (database.kind === 'pglite') return work();
  await database.transaction(async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [CHANNEL]);
    await work();
  });
}

/**
 * Gives back what a crashed process held. Only for the embedded database, where no other process can hold a job. It counts
 * as a failed try, so that a job which kills its process every time is given up in the end; it goes behind the others, so that
 * one which is not to blame does not use up its tries at the head of the line while process after process is killed.
 */
async function recoverAfterCrash(database: Database, boss: PgBoss): Promise<void> {
  await database.query("update pgboss.job set started_on = now() - expire_in - interval '1 s' where state = 'active'");
  await boss.expire();
  await database.query("update pgboss.job set start_after = now(), priority = priority - 1 where state = 'retry'");
}

/**
 * The queue on pg-boss. Expects the migrations to have run. Jobs left active by a crash are given back at once on the
 * embedded database; on PostgreSQL they expire.
 */
export async function openQueue(database: Database, options: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    db: bossExecutor(database),
    supervise: options.supervise,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on('error', options.onError);
  await oneAtATime(database, async () => {
    await boss.start();
    await createQueues(boss);
    await database.query(WAITING_INDEX);
  });
  if (database.kind === 'pglite') await recoverAfterCrash(database, boss);
  return queueOn(database, boss);
}

/** The queue for a thread beside the one that opened it and looks after it. */
export function joinQueue(database: Database, onError: (error: unknown) => void): Queue {
  const boss = new PgBoss({ db: bossExecutor(database), supervise: false, schedule: false, migrate: false });
  boss.on('error', onError);
  return queueOn(database, boss);
}

/** Wakes the loops of the queues that work was added to, here or elsewhere. */
class Wakers {
  private readonly loops = new Map<string, Set<() => void>>();
  private listening: Promise<() => Promise<void>> | null = null;

  constructor(private readonly database: Database) {}

  /** All loops of a process share one connection that listens. */
  async onWork(name: string, wake: () => void): Promise<() => Promise<void>> {
    const loops = this.loops.get(name) ?? new Set();
    this.loops.set(name, loops.add(wake));
    this.listening ??= this.database.listen(CHANNEL, (text) => {
      for (const heard of text === null ? this.loops.keys() : [text]) this.wake(heard);
    });
    await this.listening;
    return async () => {
      loops.delete(wake);
      if (loops.size === 0) this.loops.delete(name);
      if (this.loops.size > 0) return;
      const stop = await this.listening;
      this.listening = null;
      await stop?.();
    };
  }

  private wake(name: string): void {
    for (const wake of this.loops.get(name) ?? []) wake();
  }
}

function queueOn(database: Database, boss: PgBoss): Queue {
  const wakers = new Wakers(database);
  return {
    enqueue: async (transaction, name, data, { startAfterSeconds = 0 } = {}) => {
      const startAfter = startAfterSeconds > 0 ? startAfterSeconds : AT_ONCE;
      if (startAfter === AT_ONCE) transaction.announce(CHANNEL, name);
      await boss.send(name, data, { db: executorOf(transaction), startAfter });
    },
    fetch: async <T extends object>(name: string, count: number) => {
      const jobs = await boss.fetch<T>(name, { batchSize: count });
      return jobs.map(({ id, data }): Job<T> => ({ id, data }));
    },
    waiting: (name) => boss.getQueueSize(name),
    complete: async (name, id, transaction) => {
      await boss.complete(name, id, {}, transaction ? { db: executorOf(transaction) } : {});
    },
    fail: async (name, id, reason) => {
      await boss.fail(name, id, { reason });
    },
    onWork: (name, wake) => wakers.onWork(name, wake),
    stop: () => boss.stop({ graceful: false, wait: true, close: false }),
  };
}
