import { threadId } from 'node:worker_threads';
import pg from 'pg';
import type { Database, Queryable, Row, Transaction } from './database.js';
import { PARSERS } from './row-types.js';

/** How the connections of a pool read columns, and that they send a statement without waiting for the answer to the one before. */
export const CONNECTION = {
  types: {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      PARSERS[oid] ?? pg.types.getTypeParser(oid, format as 'text'),
  },
  pipeline: true,
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

/** Sends what a committed transaction announces. */
export type Announce = (client: pg.PoolClient, channel: string, text: string) => Promise<unknown>;

/** A transaction on a connection, from its begin to its commit. */
class OpenTransaction implements Transaction {
  private isOpen = true;
  private readonly announced = new Map<string, () => Promise<unknown>>();

  constructor(
    private readonly client: pg.PoolClient,
    private readonly queryable: Queryable,
    private readonly send: Announce,
  ) {}

  async query<T extends Row>(sql: string, values?: readonly unknown[]): Promise<T[]> {
    // Of several pieces of work at the same time, one must not go on outside of the transaction that another's failure has ended.
    if (!this.isOpen) throw new Error('the transaction has ended');
    return this.queryable.query<T>(sql, values);
  }

  announce(channel: string, text: string): void {
    this.announced.set(`${channel} ${text}`, () => this.send(this.client, channel, text));
  }

  /**
   * Announcements travel right behind the commit; one that cannot be sent is no fault, as listeners also look by themselves. Throws when
   * a statement has failed and the work went on all the same: the database then rolls back, and calls that no error.
   */
  async commit(): Promise<void> {
    const committed = this.client.query('commit');
    const announced = [...this.announced.values()].map((send) => send().catch(() => {}));
    const [{ command }] = await Promise.all([committed, ...announced]);
    if (command !== 'COMMIT') throw new Error('a statement of the transaction failed, and nothing was kept');
  }

  end(): void {
    this.isOpen = false;
  }
}

/** The database behind a pool of connections, but for how it listens and how it is closed. */
export function pooledDatabase(
  pool: pg.Pool,
  announce: Announce,
): Pick<Database, 'query' | 'script' | 'transaction' | 'snapshot'> {
  const names = new StatementNames();
  // A connection lost while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  return {
    // The pool's own `query` would throw the connection away, and all it has prepared, for every statement that fails.
    query: (sql, values) => withClient(pool, (client) => queryableOf(client, names).query(sql, values)),
    script: async (sql) => {
      await orRollBack(pool, (client) => client.query(sql));
    },
    transaction: (work) =>
      orRollBack(pool, async (client) => {
        const transaction = new OpenTransaction(client, queryableOf(client, names), announce);
        try {
          // Travels with the first statement of the work: nobody waits for its answer alone.
          const begun = client.query('begin');
          const [result] = await Promise.all([work(transaction), begun]);
          await transaction.commit();
          return result;
        } finally {
          transaction.end();
        }
      }),
    snapshot: (reads) =>
      orRollBack(pool, async (client) => {
        const reader = new OpenTransaction(client, queryableOf(client, names), announce);
        const begun = client.query(SNAPSHOT);
        const answers = Promise.all(reads(reader));
        reader.end();
        const [result] = await Promise.all([answers, begun, client.query('commit')]);
        return result;
      }),
  };
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
