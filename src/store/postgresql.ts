import pg from 'pg';
import type { Database, Queryable, Row } from './database.js';
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
    script: async (sql) => {
      await pool.query(sql);
    },
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

/** SQLSTATE class 08 and 57P: the connection, not the statement, failed. */
function isConnectionLost(error: Error | undefined): boolean {
  const code = (error as { code?: string } | undefined)?.code ?? '';
  return code.startsWith('08') || code.startsWith('57P');
}

async function listen(url: string, channel: string, onNotice: () => void): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  client.on('notification', onNotice);
  await client.query(`listen ${pg.escapeIdentifier(channel)}`);
  return () => client.end();
}
