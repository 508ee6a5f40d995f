import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { END_ACCESS, RUN_ANALYSIS } from '../../src/jobs/queue.js';
import { getAnalysis } from '../../src/services/analyses.js';
import { createAnalysis } from '../../src/services/create-analysis.js';
import { createClient } from '../../src/services/create-client.js';
import { createCustomer } from '../../src/services/customers.js';
import type { StoreLocation } from '../../src/store/open-database.js';
import { startWorker } from '../../src/worker.js';
import { configOn, freshStore } from '../app-under-test.js';

const PERSONA = new URL('../../examples/personae/fr__luke_skywalker.json', import.meta.url);

let store: StoreLocation;
let drop: () => Promise<void>;
beforeEach(async () => {
  const fresh = await freshStore();
  store = fresh.store;
  drop = fresh.drop;
  if (store.kind === 'memory') {
    const path = mkdtempSync(join(tmpdir(), 'saldo-crash-'));
    store = { kind: 'directory', path };
    drop = async () => rmSync(path, { recursive: true, force: true });
  }
});
afterEach(() => drop());

interface Accepted {
  readonly projectId: string;
  readonly customerId: string;
  readonly analysisId: string;
}

/** In a process of its own: accepts an analysis, takes its job as a worker does, and is killed at work. */
async function crashAtWork(): Promise<Accepted> {
  const script = new URL('./crash-at-work.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(store), PERSONA.pathname], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', () => reject(new Error('the process ended before it was at work')));
  });
  child.kill('SIGKILL');
  await ended;
  return JSON.parse(line) as Accepted;
}

async function until<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean, timeoutMs: number): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a worker killed at work', () => {
  it('leaves its analysis to the next one, which completes it once', { timeout: 60_000 }, async () => {
    const { projectId, customerId, analysisId } = await crashAtWork();
    const context = await createContext(configOn(store), { withWorker: true });
    const { services } = context;
    // On PostgreSQL the job expires a minute after it was taken: let that minute have passed.
    await services.database.query(
      "update pgboss.job set started_on = started_on - interval '2 minutes' where state = 'active'",
    );
    const worker = await startWorker(context);
    const ask = () => getAnalysis(services, projectId, customerId, analysisId);
    const analysis = await until(ask, ({ status }) => status !== 'IN_PROGRESS', 40_000);
    expect(analysis.status).toBe('COMPLETED');
    expect(analysis.result?.transactions).toHaveLength(73);
    const jobs = () =>
      services.database.query<{ state: string }>(`select state from pgboss.job where name = $1`, [RUN_ANALYSIS]);
    expect(await until(jobs, ([job]) => job?.state === 'completed', 2_000)).toEqual([{ state: 'completed' }]);
    expect(await ask()).toEqual(analysis);
    await worker.stop();
    await context.close();
  });
});

describe('a job whose process was killed', () => {
  it('goes behind the others, so that it does not use up its tries while processes are killed again and again', async () => {
    // On PostgreSQL other processes go on working meanwhile.
    if (store.kind !== 'directory') return;
    const add = async ({ services }: Context, name: string) =>
      services.database.transaction((transaction) => services.queue.enqueue(transaction, END_ACCESS, { name }));
    const take = async ({ services }: Context) =>
      (await services.queue.fetch<{ name: string }>(END_ACCESS, 1))[0]?.data.name;
    const first = await createContext(configOn(store), { withWorker: false });
    for (const name of ['a', 'b', 'c']) await add(first, name);
    expect(await take(first)).toBe('a');
    await first.close();
    const second = await createContext(configOn(store), { withWorker: false });
    expect([await take(second), await take(second), await take(second)]).toEqual(['b', 'c', 'a']);
    await second.close();
  }, 60_000);
});

describe('a job that fails every time', () => {
  it('ends its analysis in INTERNAL_ERROR instead of leaving it in progress for ever', {
    timeout: 60_000,
  }, async () => {
    const context = await createContext(configOn(store), { withWorker: false });
    const { services } = context;
    const { projectId } = await createClient(services, { name: 'c', project: 'p', role: 'api' });
    const customer = await createCustomer(services, projectId, { customIdentifier: 'unlucky' });
    const request = JSON.parse(readFileSync(PERSONA, 'utf8'));
    const { id } = await createAnalysis(services, projectId, customer.id, request);
    let tries = 0;
    for (;;) {
      const [job] = await services.queue.fetch(RUN_ANALYSIS, 1);
      if (!job) break;
      tries += 1;
      await services.queue.fail(RUN_ANALYSIS, job.id, 'on purpose');
      await services.database.query("update pgboss.job set start_after = now() - interval '1 s' where state = 'retry'");
    }
    expect(tries).toBe(16);
    const worker = await startWorker(context);
    const analysis = await until(
      () => getAnalysis(services, projectId, customer.id, id),
      ({ status }) => status !== 'IN_PROGRESS',
      5_000,
    );
    expect([analysis.status, analysis.errorCode, analysis.result]).toEqual(['ERROR', 'INTERNAL_ERROR', null]);
    await worker.stop();
    await context.close();
  });
});
