import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { END_ACCESS, GIVE_UP_FETCH } from '../../src/jobs/queue.js';
import { type Complete, startWorkerLoop } from '../../src/jobs/worker-loop.js';
import { configOn, freshStore } from '../app-under-test.js';

let context: Context;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshStore();
  drop = fresh.drop;
  context = await createContext(configOn(fresh.store), { withWorker: false });
});
afterAll(async () => {
  await context.close();
  await drop();
});

it('starts a job before the moment it is added, which a clock of milliseconds may show for its first fetch too', async () => {
  const { database, queue } = context.services;
  const started = await database.transaction(async (transaction) => {
    await queue.enqueue(transaction, END_ACCESS, {});
    return transaction.query('select start_after < now() as past from pgboss.job where name = $1', [END_ACCESS]);
  });
  expect(started).toEqual([{ past: true }]);
  const [job] = await queue.fetch(END_ACCESS, 1);
  await queue.complete(END_ACCESS, job?.id ?? '');
});

it('keeps a job for later from the workers', async () => {
  const { database, queue } = context.services;
  await database.transaction((transaction) => queue.enqueue(transaction, END_ACCESS, {}, { startAfterSeconds: 3_600 }));
  expect(await queue.fetch(END_ACCESS, 1)).toEqual([]);
});

it('completes a job with the transaction that says so, and gives it back when that fails', async () => {
  const { database, queue } = context.services;
  const add = (name: string) =>
    database.transaction((transaction) => queue.enqueue(transaction, GIVE_UP_FETCH, { name }));
  const failures: unknown[] = [];
  const handle = async ({ name }: { name: string }, complete: Complete) => {
    if (name === 'by itself') return;
    await database.transaction(async (transaction) => {
      await complete(transaction);
      if (name === 'not at all') throw new Error(name);
    });
  };
  const done = ['by itself', 'with the work', 'not at all'];
  for (const name of done) await add(name);
  const loop = await startWorkerLoop(queue, GIVE_UP_FETCH, handle, { onFailure: (error) => failures.push(error) });
  const states = () =>
    database.query("select data ->> 'name' as name, state from pgboss.job where name = $1 order by created_on, id", [
      GIVE_UP_FETCH,
    ]);
  await vi.waitFor(async () => expect((await states()).map(({ state }) => state)).not.toContain('created'));
  await loop.stop();
  expect(await states()).toEqual([
    { name: 'by itself', state: 'completed' },
    { name: 'with the work', state: 'completed' },
    { name: 'not at all', state: 'retry' },
  ]);
  expect(failures).toEqual([new Error('not at all')]);
});
