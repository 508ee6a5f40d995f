import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Context, createContext } from '../../src/context.js';
import { END_ACCESS } from '../../src/jobs/queue.js';
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
