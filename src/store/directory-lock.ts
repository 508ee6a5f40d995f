import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The data directory belongs to another living process. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

/** Lock files of this process: its own number in a lock file proves nothing, containers start as process 1 every time. */
const heldHere = new Set<string>();

/** Words of /proc/PID/stat after the command's closing bracket; the start time is field 22 of the line (proc(5)). */
const START_TIME_WORD = 19;

/**
 * What tells one life of a process number from the next: boot and start time. Empty where there is no /proc, so that the
 * number alone decides.
 */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_WORD] ?? ''}`;
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The living process that a lock names, null when it names none. */
function holderOf(file: string, content: string): number | null {
  const [number = '', start = ''] = content.trim().split(/\s+(.*)/s);
  const pid = Number(number);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (pid === process.pid) return heldHere.has(file) ? pid : null;
  if (!isAlive(pid)) return null;
  const startNow = startOf(pid);
  return start === '' || startNow === '' || start === startNow ? pid : null;
}

/** Moves a dead lock aside; puts it back when another process was quicker and the file is that one's new lock. */
function removeStale(file: string, content: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (contentOf(aside) === content) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** False when there is a lock already. The file appears with its content: an empty one would look like a dead lock. */
function createLock(file: string): boolean {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function releaseOf(file: string): () => void {
  let isHeld = true;
  heldHere.add(file);
  return () => {
    if (!isHeld) return;
    isHeld = false;
    heldHere.delete(file);
    rmSync(file, { force: true });
  };
}

/**
 * Takes the data directory for this process; two processes on one embedded database lose rows silently.
 * The lock of a dead process is taken over. Returns how to give it back. Throws DirectoryInUseError.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(resolve(directory), 'saldo.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (createLock(file)) return releaseOf(file);
    const content = contentOf(file);
    if (content === null) continue;
    const holder = holderOf(file, content);
    if (holder !== null) throw inUse(directory, holder);
    removeStale(file, content);
  }
  throw inUse(directory, null);
}

function inUse(directory: string, holder: number | null): DirectoryInUseError {
  const who = holder === null ? 'another process' : `process ${holder}`;
  return new DirectoryInUseError(
    `the data directory ${directory} is in use by ${who}: talk to that server over HTTP, stop it first, or set DATABASE_URL to share a PostgreSQL`,
  );
}
