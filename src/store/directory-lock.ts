import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data directory belongs to another living process. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function holderOf(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Takes the data directory for this process; two processes on one embedded database lose rows silently.
 * The lock of a dead process is taken over. Returns how to give it back.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, 'saldo.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(file);
      if (holder !== null && holder !== process.pid && isAlive(holder)) break;
      if (holder === process.pid) break;
      rmSync(file, { force: true });
    }
  }
  throw new DirectoryInUseError(
    `the data directory ${directory} is in use by process ${holderOf(file)}: talk to that server over HTTP, stop it first, or set DATABASE_URL to share a PostgreSQL`,
  );
}
