import { threadId } from 'node:worker_threads';
import pg from 'pg';
import type { Database, Queryable, Row } from './database.js';
import { PARSERS } from './row-types.js';

/** How a driver reads the columns of an answer. */
export const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
};

/** Names of the statements that connections prepare: planning one often takes longer than running it. */
const STATEMENTS = new Map<string, string>();
/** Each connection keeps every statement it has prepared; ours are far fewer, and texts made of values must not pile up. */
const STATEMENTS_MAX = 500;

/** Connections of several threads may share one session of the embedded database, so that the name says whose it is. */
function statementName(sql: string): string | undefined {
  const known = STATEMENTS.get(sql);
  if (known !== undefined || STATEMENTS.size >= STATEMENTS_MAX) return known;
  const name = `saldo_${threadId}_${STATEMENTS.size}`;
  STATEMENTS.set(sql, name);
  return name;
}

function queryableOf(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    query: async <T extends Row>(sql: string, values: readonly unknown[] = []) => {
      const name = values.length === 0 ? undefined : statementName(sql);
      const { rows } = await client.query<T>({ text: sql, values: values as unknown[], ...(name ? { name } : {}) });
      return rows;
    },
  };
}

/** The database behind a pool of connections, but for how it listens and how it is closed. */
export function pooledDatabase(pool: pg.Pool): Pick<Database, 'query' | 'script' | 'transaction' | 'snapshot'> {
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    query: queryableOf(pool).query,
    script: (sql) => runScript(pool, sql),
    transaction: (work) => inTransaction(pool, 'begin', work),
    snapshot: (read) => inTransaction(pool, 'begin isolation level repeatable read read only', read),
  };
}

async function inTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (transaction: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(queryableOf(client));
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error as Error;
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release(isConnectionLost(failure));
  }
}

/** A script may begin a transaction of its own; one that fails in there must not go back to the pool with it open. */
async function runScript(pool: pg.Pool, sql: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(sql);
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** SQLSTATE class 08 and 57P: the connection, not the statement, failed. */
function isConnectionLost(error: Error | undefined): boolean {
  const code = (error as { code?: string } | undefined)?.code ?? '';
  return code.startsWith('08') || code.startsWith('57P');
}
