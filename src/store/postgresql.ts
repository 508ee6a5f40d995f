import pg from 'pg';
import type { Database, OnNotice, Queryable, Row } from './database.js';
import { PARSERS } from './row-types.js';

const POOL_SIZE = 10;

const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
};

function queryableOf(client: pg.Pool | pg.PoolClient): Queryable {
  return {
    query: async <T extends Row>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<T>(sql, values as unknown[])).rows,
  };
}

/** Opens a pool on PostgreSQL. */
export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, types });
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    kind: 'postgresql',
    query: queryableOf(pool).query,
    script: (sql) => runScript(pool, sql),
    transaction: async (work) => {
      const client = await pool.connect();
      let failure: Error | undefined;
      try {
        await client.query('begin');
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
    },
    listen: (channel, onNotice) => listen(url, channel, onNotice),
    close: () => pool.end(),
  };
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

/** Wait between tries to listen again after the connection was lost; meanwhile workers find jobs by looking. */
const LISTEN_AGAIN_MS = 5_000;

/** Listens on a connection of its own, and again when that one is lost. */
async function listen(url: string, channel: string, onNotice: OnNotice): Promise<() => Promise<void>> {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const connect = async () => {
    const own = new pg.Client({ connectionString: url });
    // Without a listener a lost connection would end the process.
    own.on('error', () => {});
    own.on('end', () => {
      if (!isStopped) timer = setTimeout(() => connect().catch(() => {}), LISTEN_AGAIN_MS);
    });
    own.on('notification', ({ payload }) => onNotice(payload ?? null));
    client = own;
    await own.connect();
    await own.query(`listen ${pg.escapeIdentifier(channel)}`);
    // What was announced while nobody listened would else wait for the next look.
    onNotice(null);
  };
  await connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
