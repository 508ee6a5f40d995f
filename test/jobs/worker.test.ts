import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { SCORE_KINDS } from '../../src/domain/score.js';
import { RUN_ANALYSIS } from '../../src/jobs/queue.js';
import { getAnalysis } from '../../src/services/analyses.js';
import { createAnalysis } from '../../src/services/create-analysis.js';
import { createClient } from '../../src/services/create-client.js';
import { createCustomer, deleteCustomer } from '../../src/services/customers.js';
import { InTurn } from '../../src/services/in-turn.js';
import { runAnalysis } from '../../src/services/run-analysis.js';
import { startWorker } from '../../src/worker.js';
import { configOn, freshStore } from '../app-under-test.js';

const persona = JSON.parse(
  readFileSync(new URL('../../examples/personae/fr__luke_skywalker.json', import.meta.url), 'utf8'),
);

let context: Context;
let drop: () => Promise<void>;
let projectId: string;

beforeAll(async () => {
  const fresh = await freshStore();
  drop = fresh.drop;
  context = await createContext(configOn(fresh.store), { withWorker: true });
  projectId = (await createClient(context.services, { name: 'c', project: 'jobs', role: 'api' })).projectId;
});
afterAll(async () => {
  await context.close();
  await drop();
});

async function accepted(customIdentifier: string) {
  const customer = await createCustomer(context.services, projectId, { customIdentifier });
  const analysis = await createAnalysis(context.services, projectId, customer.id, persona);
  return { projectId, customerId: customer.id, analysisId: analysis.id };
}

const outcome = ({ customerId, analysisId }: { customerId: string; analysisId: string }) =>
  getAnalysis(context.services, projectId, customerId, analysisId);

describe('a worker', () => {
  it('is woken by the commit and does not wait for its next look', async () => {
    const worker = await startWorker(context);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await runUntilDone(await accepted('first'));
    const started = performance.now();
    await runUntilDone(await accepted('second'));
    expect(performance.now() - started).toBeLessThan(1_500);
    await worker.stop();
  });

  it('that stops finishes the job in hand and leaves the others', async () => {
    const waiting = await Promise.all(Array.from({ length: 12 }, (_, at) => accepted(`stop ${at}`)));
    const worker = await startWorker(context);
    await worker.stop();
    const left = (await Promise.all(waiting.map(outcome))).filter(({ status }) => status === 'IN_PROGRESS');
    expect(left.length).toBeGreaterThanOrEqual(3);
    const [active] = await context.services.database.query<{ count: number }>(
      "select count(*) as count from pgboss.job where state = 'active'",
    );
    expect(active?.count).toBe(0);
    const next = await startWorker(context);
    for (const job of waiting) await runUntilDone(job);
    await next.stop();
  });
});

async function runUntilDone(job: { customerId: string; analysisId: string }): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await outcome(job)).status === 'IN_PROGRESS') {
    if (Date.now() > deadline) throw new Error('the analysis was not done in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('an analysis', () => {
  const onFault = (error: unknown) => {
    throw error;
  };

  it('that two workers run at once has one outcome, and running it again changes nothing', async () => {
    const job = await accepted('both');
    const { database } = context.services;
    const completed: string[] = [];
    const waiting: (() => void)[] = [];
    const bothComputed = () =>
      new Promise<void>((resolve) => {
        if (waiting.push(resolve) === 2) for (const go of waiting) go();
      });
    const meeting = {
      ...database,
      transaction: (work: Parameters<typeof database.transaction>[0]) =>
        bothComputed().then(() => database.transaction(work)),
    } as typeof database;
    const run = () =>
      runAnalysis({ ...context.services, database: meeting }, job, {
        onFault,
        complete: async (transaction) => {
          completed.push(transaction ? 'with the outcome' : 'by itself');
        },
      });
    await Promise.all([run(), run()]);
    expect(completed).toEqual(['with the outcome', 'with the outcome', 'by itself']);
    const first = await outcome(job);
    expect(first.status).toBe('COMPLETED');
    const recorded = await database.query('select 1 from score_record where analysis_id = $1', [job.analysisId]);
    expect(recorded).toHaveLength(SCORE_KINDS.length);
    await run();
    expect(await outcome(job)).toEqual(first);
    expect(completed).toHaveLength(3);
  });

  it('is read while another is in hand, unless that one is long', async () => {
    const { database } = context.services;
    const [long, next] = [await accepted('long'), await accepted('next')];
    await database.query(
      `insert into transaction (project_id, customer_id, id, account_id, amount_minor, currency, description, date, is_coming, details)
       select project_id, customer_id, 'x' || n, account_id, 100, 'EUR', 'X', date, false, '{}'
       from (select * from transaction where project_id = $1 and customer_id = $2 limit 1) as one, generate_series(1, 20000) as n`,
      [projectId, long.customerId],
    );
    const order: string[] = [];
    const reading = new InTurn();
    const watched = (name: string) => ({
      ...context.services,
      database: {
        ...database,
        snapshot: (reads: Parameters<typeof database.snapshot>[0]) => {
          order.push(`${name} read`);
          return database.snapshot(reads);
        },
        transaction: (work: Parameters<typeof database.transaction>[0]) => {
          order.push(`${name} ended`);
          return database.transaction(work);
        },
      } as typeof database,
    });
    const run = (job: typeof long, name: string) => runAnalysis(watched(name), job, { onFault, reading });
    await Promise.all([run(long, 'long'), run(next, 'next')]);
    expect(order).toEqual(['long read', 'long ended', 'next read', 'next ended']);
    const others = [await accepted('third'), await accepted('fourth')] as const;
    order.length = 0;
    await Promise.all([run(others[0], 'third'), run(others[1], 'fourth')]);
    expect(order).toEqual(['third read', 'fourth read', 'third ended', 'fourth ended']);
    expect((await outcome(long)).status).toBe('COMPLETED');
  });

  it('whose engine throws ends in INTERNAL_ERROR and says nothing of the data', async () => {
    const job = await accepted('engine fault');
    const faults: unknown[] = [];
    const broken = {
      ...context.services,
      reference: () => {
        throw new Error(`cannot read ${persona.accounts[0].transactions[0].description}`);
      },
    };
    await runAnalysis(broken, job, { onFault: (error) => faults.push(error) });
    const ended = await outcome(job);
    expect([ended.status, ended.errorCode, ended.result]).toEqual(['ERROR', 'INTERNAL_ERROR', null]);
    expect(ended.errorMessage).toBe('An internal error occurred: the analysis could not be computed');
    expect(faults).toHaveLength(1);
  });

  it('of an erased customer is left alone', async () => {
    const job = await accepted('erased');
    await deleteCustomer(context.services, projectId, job.customerId);
    await runAnalysis(context.services, job, { onFault });
    const tables = ['customer', 'account', 'transaction', 'analysis'];
    for (const table of tables) {
      const column = table === 'customer' ? 'id' : 'customer_id';
      const rows = await context.services.database.query(`select 1 from ${table} where ${column} = $1`, [
        job.customerId,
      ]);
      expect([table, rows]).toEqual([table, []]);
    }
    expect(await context.services.queue.fetch(RUN_ANALYSIS, 100)).toBeDefined();
  });
});
