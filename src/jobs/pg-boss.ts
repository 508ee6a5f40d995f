import PgBoss from 'pg-boss';
import type { Database, Queryable } from '../store/database.js';
import { type Job, QUEUE_NAMES, type Queue } from './queue.js';

const CHANNEL = 'saldo_work';
/** A worker that is silent this long is dead: an analysis takes seconds. */
const EXPIRE_SECONDS = 60;
const MAINTENANCE_SECONDS = 15;
const RETRIES = 5;

function executorOf(db: Queryable): PgBoss.Db {
  return { executeSql: async (text, values = []) => ({ rows: await db.query(text, values.map(jsonText)) }) };
}

/** Both drivers take JSON as text; arrays stay what they are, because they are lists of ids. */
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

/**
 * The queue on pg-boss. Expects the migrations to have run. On the embedded database no other process can hold a job,
 * so jobs left active by a crash are given back at once; on PostgreSQL they expire.
 */
export async function openQueue(database: Database, options: { supervise: boolean }): Promise<Queue> {
  const boss = new PgBoss({
    db: bossExecutor(database),
    supervise: options.supervise,
    schedule: false,
    maintenanceIntervalSeconds: MAINTENANCE_SECONDS,
  });
  boss.on('error', () => {});
  await boss.start();
  for (const name of QUEUE_NAMES) {
    await boss.createQueue(name, {
      name,
      policy: 'standard',
      retryLimit: RETRIES,
      retryDelay: 2,
      retryBackoff: true,
      expireInSeconds: EXPIRE_SECONDS,
    });
  }
  // Fetching looks for the next waiting job in this order; without the index it reads the whole backlog.
  await database.query(
    `create index if not exists job_waiting on pgboss.job (name, priority desc, created_on, id) where state < 'active'`,
  );
  if (database.kind === 'pglite') await database.query(`update pgboss.job set state = 'retry' where state = 'active'`);
  const listeners = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of listeners) wake();
  };
  return {
    enqueue: async (transaction, name, data) => {
      await boss.send(name, data, { db: executorOf(transaction) });
    },
    announce: async () => {
      wakeAll();
      if (database.kind === 'postgresql') await database.query('select pg_notify($1, $2)', [CHANNEL, '']);
    },
    fetch: async <T extends object>(name: string, count: number) =>
      (await boss.fetch<T>(name, { batchSize: count })).map(({ id, data }): Job<T> => ({ id, data })),
    complete: async (name, id) => {
      await boss.complete(name, id);
    },
    fail: async (name, id, reason) => {
      await boss.fail(name, id, { reason });
    },
    onWork: async (wake) => {
      listeners.add(wake);
      const stopListening = await database.listen(CHANNEL, wake);
      return async () => {
        listeners.delete(wake);
        await stopListening();
      };
    },
    stop: () => boss.stop({ graceful: false, wait: true, close: false }),
  };
}
