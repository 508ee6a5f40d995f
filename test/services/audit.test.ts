import { beforeEach, describe, expect, it } from 'vitest';
import { AuditLog, type ProjectAuditEntry } from '../../src/services/audit.js';
import type { Database } from '../../src/store/database.js';

/** Request ids of each statement, and statements that wait to be let go or to fail. */
let written: string[][];
let held: { readonly go: () => void; readonly fail: () => void }[];
let faults: unknown[];
let log: AuditLog;

const query = (_sql: string, values: readonly unknown[] = []) =>
  new Promise<never[]>((resolve, reject) => {
    const ids = values[2] as string[];
    const go = () => {
      written.push(ids);
      resolve([]);
    };
    held.push({ go, fail: () => reject(new Error('the database is away')) });
  });

beforeEach(() => {
  written = [];
  held = [];
  faults = [];
  log = new AuditLog({ database: { query } as unknown as Database }, (error) => faults.push(error));
});

const entry = (requestId: string): ProjectAuditEntry => ({
  projectId: 'p',
  at: '2026-03-01T00:00:00.000Z',
  requestId,
  clientId: 'c',
  action: 'POST /v2/customers',
  customerId: null,
  status: 201,
});

/** Lets what has been settled go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the access log', () => {
  it('lets a change go on once it is written', async () => {
    let isDone = false;
    const change = log.now(entry('a')).then(() => {
      isDone = true;
    });
    await settled();
    expect(isDone).toBe(false);
    held.shift()?.go();
    await change;
    expect(written).toEqual([['a']]);
  });

  it('writes what comes meanwhile together, reads among it', async () => {
    const first = log.now(entry('a'));
    log.later(entry('r'));
    const others = [log.now(entry('b')), log.now(entry('c'))];
    await settled();
    expect(held).toHaveLength(1);
    held.shift()?.go();
    await first;
    await settled();
    held.shift()?.go();
    await Promise.all(others);
    expect(written).toEqual([['a'], ['r', 'b', 'c']]);
  });

  it('tells a change that it could not be written, keeps the reads, and tries the changes that came after', async () => {
    log.later(entry('r'));
    const lost = log.now(entry('a'));
    const after = log.now(entry('b'));
    await settled();
    held.shift()?.fail();
    await expect(lost).rejects.toThrow('away');
    await settled();
    held.shift()?.go();
    await after;
    expect(written).toEqual([['r', 'b']]);
    expect(faults).toHaveLength(1);
  });

  it('writes reads by themselves within a tenth of a second', async () => {
    log.later(entry('r'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    held.shift()?.go();
    await settled();
    expect(written).toEqual([['r']]);
  });
});
