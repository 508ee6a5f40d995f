import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAnalysisThread } from '../../src/analysis-thread.js';
import { type Context, createContext } from '../../src/context.js';
import { type Fault, faultOf } from '../../src/fault-log.js';
import { configOn, freshStore } from '../app-under-test.js';

let context: Context;
let drop: () => Promise<void>;
/** Where the stand-ins leave their marks; handed to them as the secret key. */
let marks: string;

beforeAll(async () => {
  const fresh = await freshStore();
  drop = fresh.drop;
  marks = mkdtempSync(join(tmpdir(), 'saldo-thread-'));
  context = await createContext({ ...configOn(fresh.store), secretKey: marks }, { withWorker: true });
});
afterAll(async () => {
  await context.close();
  await drop();
  rmSync(marks, { recursive: true });
});

const entry = (name: string) => new URL(`./threads/${name}.mjs`, import.meta.url);

async function untilMarked(name: string): Promise<void> {
  while (!existsSync(join(marks, name))) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('the thread of analyses', () => {
  it('is started again when it ends by itself, its faults are logged, and it ends when stopped', async () => {
    const faults: [string, Fault][] = [];
    const logged = { ...context, faults: (what: string, error: unknown) => faults.push([what, faultOf(error)]) };
    const thread = await startAnalysisThread(logged, entry('ends-once'));
    await untilMarked('again');
    await thread.stop();
    expect(existsSync(join(marks, 'stopped'))).toBe(true);
    const told = { fault: 'RangeError', code: 'E_FAULT', at: ['    at place (file.js:1:1)'] };
    expect(faults).toEqual([['job failed', told]]);
  });

  it('that cannot start says so, and is not tried for ever', async () => {
    const faults: string[] = [];
    const logged = { ...context, faults: (what: string) => faults.push(what) };
    await expect(startAnalysisThread(logged, entry('never-starts'))).rejects.toThrow(/could not start/);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(faults).toEqual(['thread of analyses failed']);
  });
});
