import { threadId } from 'node:worker_threads';
import pg from 'pg';
import type { Database, Queryable, Row } from './database.js';
import { PARSERS } from './row-types.js';

/** How the driver reads the columns of an answer. */
export const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
};

/** Each connection keeps every statement it has prepared; ours are far fewer, and texts made of values must not pile up. */
const STATEMENTS_MAX = 500;
const SNAPSHOT = 'begin isolation level repeatable read read only';
let pools = 0;

/** Names of the statements that the connections of a pool prepare: planning one often takes longer than running it. */
class StatementNames {
  private readonly names = new Map<string, string>();
  /** Pools of several threads may share one session of the embedded database. */
  private readonly prefix = `saldo_${threadId}_${++pools}`;

  of(sql: string): string | undefined {
    const known = this.names.get(sql);
    if (known !== undefined || this.names.size >= STATEMENTS_MAX) return known;
    const name = `${this.prefix}_${this.names.size}`;
    this.names.set(sql, name);
    return name;
  }
}

function queryableOf(client: pg.PoolClient, names: StatementNames): Queryable {
  return {
    query: async <T extends Row>(sql: string, values: readonly unknown[] = []) => {
      const name = values.length === 0 ? undefined : names.of(sql);
      const { rows } = await client.query<T>({ text: sql, values: values as unknown[], ...(name ? { name } : {}) });
      return rows;
    },
  };
}

/** The database behind a pool of connections, but for how it listens and how it is closed. */
export function pooledDatabase(pool: pg.Pool): Pick<Database, 'query' | 'script' | 'transaction' | 'snapshot'> {
  const names = new StatementNames();
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    // The pool's own `query` would throw the connection away, and all it has prepared, for every statement that fails.
    query: (sql, values) => withClient(pool, (client) => queryableOf(client, names).query(sql, values)),
    script: async (sql) => {
      await orRollBack(pool, (client) => client.query(sql));
    },
    transaction: (work) => inTransaction(pool, 'begin', (client) => work(queryableOf(client, names))),
    snapshot: (read) => inTransaction(pool, SNAPSHOT, (client) => read(queryableOf(client, names))),
  };
}

function inTransaction<T>(pool: pg.Pool, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return orRollBack(pool, async (client) => {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}

/** Work on one connection, which keeps no transaction open when that fails: a script may have begun one of its own. */
function orRollBack<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    try {
      return await work(client);
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    }
  });
}

/** Work on one connection, which goes back to the pool unless it is lost. */
async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let isLost = false;
  // The query at hand fails too and tells the caller; without a listener the loss would end the process.
  const onError = () => {
    isLost = true;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } catch (error) {
    isLost ||= isConnectionLost(error);
    throw error;
  } finally {
    client.off('error', onError);
    client.release(isLost);
  }
}

/** SQLSTATE class 08 and 57P: the connection, not the statement, failed. */
function isConnectionLost(error: unknown): boolean {
  return /^(08|57P)/.test(String((error as { code?: unknown } | null)?.code ?? ''));
}
