import pg from 'pg';
import type { Database, OnNotice } from './database.js';
import { CONNECTION, pooledDatabase } from './pooled-database.js';

const POOL_SIZE = 10;

/** Opens a pool on PostgreSQL. */
export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({ ...CONNECTION, connectionString: url, max: POOL_SIZE });
  return {
    ...pooledDatabase(pool, (client, channel, text) => client.query(notice(channel, text))),
    kind: 'postgresql',
    listen: (channel, onNotice) => listen(url, channel, onNotice),
    share: () => ({ kind: 'postgresql', url }),
    close: () => pool.end(),
  };
}

/** Not within the transaction it tells of: NOTIFY makes commits wait for one another. */
function notice(channel: string, text: string): pg.QueryConfig {
  return { name: 'saldo_notice', text: 'select pg_notify($1, $2)', values: [channel, text] };
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
