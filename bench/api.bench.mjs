// From "created" to COMPLETED over HTTP for a customer of 300 transactions: embedded database, and PostgreSQL when DATABASE_URL is set.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFrom } from '../dist/config.js';
import { createContext } from '../dist/context.js';
import { startServer } from '../dist/server.js';
import { createClient } from '../dist/services/create-client.js';
import { historyOf } from './generate-history.mjs';
import { report } from './measure.mjs';

const TRANSACTIONS = 300;
const ALONE = 60;
const IN_PARALLEL = 200;
const AT_ONCE = 10;
/** Time between looks at an analysis, alone and among others: looking more often than a client would is a load of its own. */
const POLL_ALONE_MS = 10;
const POLL_AMONG_OTHERS_MS = 100;

const { accounts } = JSON.parse(historyOf(TRANSACTIONS));

function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function caller(url, context) {
  const project = `bench ${Date.now()}`;
  const { clientId, clientSecret, projectId } = await createClient(context.services, {
    name: 'bench',
    project,
    role: 'api',
  });
  const { accessToken } = await context.tokens.issueFor(clientId, clientSecret);
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const call = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return response.json();
  };
  return { projectId, call };
}

/** From the request to the moment at which the analysis says it was completed. */
async function oneAnalysis(call, name, pollMs = POLL_ALONE_MS) {
  const { id } = await call('POST', '/v2/customers', { customIdentifier: name });
  const path = `/v2/customers/${id}/analyses`;
  const start = Date.now();
  const created = await call('POST', path, { accounts });
  for (;;) {
    const { status, updatedAt } = await call('GET', `${path}/${created.id}`);
    if (status === 'COMPLETED') return { ms: Date.parse(updatedAt) - start, customerId: id };
    if (status === 'ERROR') throw new Error('the analysis failed');
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
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
  const server = await startServer(context, { withWorker: true });
  try {
    const { projectId, call } = await caller(server.url, context);
    for (let at = 0; at < 10; at += 1) await oneAnalysis(call, `warm ${at}`);
    const alone = [];
    let customerId = '';
    for (let at = 0; at < ALONE; at += 1) {
      const done = await oneAnalysis(call, `alone ${at}`);
      customerId = done.customerId;
      alone.push(done.ms);
    }
    const parallel = [];
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (next < IN_PARALLEL) {
          next += 1;
          parallel.push((await oneAnalysis(call, `parallel ${next}`, POLL_AMONG_OTHERS_MS)).ms);
        }
      }),
    );
    const floor = await insertMs(context.services.database, projectId, customerId);
    const p50 = quantile(alone, 0.5);
    report(`analysis-to-insert-${kind}`, p50 / floor, 'x', 'lower', { p50Ms: p50, insertMs: floor });
    report(`analysis-p50-${kind}`, p50, 'ms', 'lower', { transactions: TRANSACTIONS, analyses: ALONE });
    report(`analysis-p99-of-10-${kind}`, quantile(parallel, 0.99), 'ms', 'lower', {
      analyses: IN_PARALLEL,
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
