import { describe, expect, it } from 'vitest';
import { createContext } from '../../src/context.js';
import { configOn, freshStore } from '../app-under-test.js';

describe('processes on one PostgreSQL', () => {
  it.runIf(process.env['DATABASE_URL'])('may start all at once on an empty database', async () => {
    const { store, drop } = await freshStore();
    const starts = await Promise.allSettled(
      Array.from({ length: 5 }, () => createContext(configOn(store), { withWorker: true })),
    );
    for (const start of starts) if (start.status === 'fulfilled') await start.value.close();
    expect(starts.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
    await drop();
  });
});
