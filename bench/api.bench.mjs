// From "created" to COMPLETED over HTTP for a customer of 300 transactions: embedded database, and PostgreSQL when DATABASE_URL is set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { configFrom } from '../dist/config.js';
import { createContext } from '../dist/context.js';
import { startServer } from '../dist/server.js';
import { createClient } from '../dist/services/create-client.js';
import { historyOf } from './generate-history.mjs';
import { report } from './measure.mjs';

const TRANSACTIONS = 300;
const ALONE = 60;
/** Ten of them lie beyond the 99 of 100: fewer analyses would leave that to one or two. */
const IN_PARALLEL = 1_000;
/** The first ones of a process, which compiles on the way what it runs often, are a figure of their own. */
const JUST_STARTED = 200;
const AT_ONCE = 10;
/** Time between looks at an analysis, alone and among others: looking more often than a client would is a load of its own. */
const POLL_ALONE_MS = 10;
const POLL_AMONG_OTHERS_MS = 100;

const { accounts } = JSON.parse(historyOf(TRANSACTIONS));

function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

const timesOf = (done) => done.map(({ ms }) => ms);

/** A client of a new project, whose analyses run in a thread of their own. */
async function newClient(url, context) {
  const wanted = { name: 'bench', project: `bench ${Date.now()}`, role: 'api' };
  const { clientId, clientSecret, projectId } = await createClient(context.services, wanted);
  const { accessToken } = await context.tokens.issueFor(clientId, clientSecret);
  const thread = new Worker(new URL('api-client.mjs', import.meta.url), { workerData: { url, accessToken, accounts } });
  const run = (work) =>
    new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.postMessage(work);
    });
  return { projectId, run, stop: () => thread.terminate() };
}

/** The floor: the same transaction rows copied by one statement. */
async function insertMs(database, projectId, customerId) {
  const times = [];
  for (let run = 0; run < 9; run += 1) {
    const start = performance.now();
    await database.transaction(async (transaction) => {
      await transaction.query(
        'create temporary table floor_rows (like transaction including defaults including indexes) on commit drop',
      );
      await transaction.query(
        'insert into floor_rows select * from transaction where project_id = $1 and customer_id = $2',
        [projectId, customerId],
      );
    });
    times.push(performance.now() - start);
  }
  return quantile(times, 0.5);
}

async function measure(kind, env) {
  const config = configFrom({ SALDO_SECRET_KEY: 'bench', PORT: '0', LOG_LEVEL: 'silent', ...env });
  const context = await createContext(config);
  const server = await startServer(context, { withWorker: true, ownThread: true });
  try {
    const client = await newClient(server.url, context);
    const among = { label: 'parallel', analyses: IN_PARALLEL, atOnce: AT_ONCE, pollMs: POLL_AMONG_OTHERS_MS };
    const first = await client.run({ ...among, label: 'first', analyses: JUST_STARTED });
    const alone = await client.run({ label: 'alone', analyses: ALONE, atOnce: 1, pollMs: POLL_ALONE_MS });
    const parallel = await client.run(among);
    await client.stop();
    const floor = await insertMs(context.services.database, client.projectId, alone[0].customerId);
    const p50 = quantile(timesOf(alone), 0.5);
    report(`analysis-to-insert-${kind}`, p50 / floor, 'x', 'lower', { p50Ms: p50, insertMs: floor });
    report(`analysis-p50-${kind}`, p50, 'ms', 'lower', { transactions: TRANSACTIONS, analyses: ALONE });
    const p99 = (done) => quantile(timesOf(done), 0.99);
    const detail = { analyses: IN_PARALLEL, atOnce: AT_ONCE, after: JUST_STARTED + ALONE };
    report(`analysis-p99-of-10-${kind}`, p99(parallel), 'ms', 'lower', detail);
    report(`analysis-p99-of-10-${kind}-just-started`, p99(first), 'ms', 'lower', {
      analyses: JUST_STARTED,
      atOnce: AT_ONCE,
    });
  } finally {
    await server.close();
    await context.close();
  }
}

const directory = mkdtempSync(join(tmpdir(), 'saldo-bench-'));
await measure('pglite', { SALDO_DATA_DIR: directory });
rmSync(directory, { recursive: true, force: true });
if (process.env.DATABASE_URL) await measure('postgresql', { DATABASE_URL: process.env.DATABASE_URL });
