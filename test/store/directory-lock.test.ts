import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DirectoryInUseError, lockDirectory } from '../../src/store/directory-lock.js';
import { openDatabase } from '../../src/store/open-database.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'saldo-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const lockFile = () => join(directory, 'saldo.lock');

/** A process that lives until it is ended, and how to end it. */
async function anotherProcess(): Promise<{ pid: number; end: () => Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('spawn', resolve));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    pid: child.pid ?? 0,
    end: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe('the lock of a data directory', () => {
  it('holds others back, and says what to do instead', () => {
    const unlock = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(DirectoryInUseError);
    expect(() => lockDirectory(directory)).toThrow(/over HTTP.*DATABASE_URL/);
    unlock();
    lockDirectory(directory)();
  });

  it('of a dead process is taken over, of a living one is not', async () => {
    const holder = await anotherProcess();
    writeFileSync(lockFile(), String(holder.pid));
    expect(() => lockDirectory(directory)).toThrow(DirectoryInUseError);
    await holder.end();
    lockDirectory(directory)();
  });

  it('left by an earlier life of this process number is taken over, as in a container that restarts as process 1', () => {
    writeFileSync(lockFile(), `${process.pid} an earlier start`);
    lockDirectory(directory)();
  });

  it('left by a process whose number another one has by now is taken over', async () => {
    const stranger = await anotherProcess();
    writeFileSync(lockFile(), `${stranger.pid} an earlier start`);
    lockDirectory(directory)();
    await stranger.end();
  });

  it('that holds nothing readable is taken over', () => {
    writeFileSync(lockFile(), '');
    lockDirectory(directory)();
  });

  it('is given back only by who holds it', () => {
    const unlock = lockDirectory(directory);
    unlock();
    const unlockAgain = lockDirectory(directory);
    unlock();
    expect(readFileSync(lockFile(), 'utf8')).toContain(String(process.pid));
    unlockAgain();
  });

  it('keeps a second database off the directory until the first is closed', async () => {
    const first = await openDatabase({ kind: 'directory', path: directory });
    await expect(openDatabase({ kind: 'directory', path: directory })).rejects.toThrow(DirectoryInUseError);
    await first.close();
    const second = await openDatabase({ kind: 'directory', path: directory });
    await second.close();
  });
});
