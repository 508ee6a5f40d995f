import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
/** The executable itself: PGlite's worker thread needs the built files. It builds them when they are stale. */
const ARGUMENTS = [join(ROOT, 'bin', 'saldo')];
let folder = '';
let env: NodeJS.ProcessEnv = {};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'saldo-serve-'));
  env = { ...process.env, SALDO_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error', DATABASE_URL: '' };
  saldo('--help');
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function saldo(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [...ARGUMENTS, ...args], { cwd: ROOT, env, encoding: 'utf8' });
}

/** Starts `saldo serve` and resolves with what it printed once that matches. */
function serve(until: RegExp, ...args: string[]): Promise<{ process: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, [...ARGUMENTS, 'serve', '--port', '0', ...args], { cwd: ROOT, env });
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      if (until.test(printed)) resolve({ process: child, printed });
    });
    child.on('exit', (code) => reject(new Error(`serve ended with ${code} before it printed ${until}`)));
  });
}

function stopped(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on('exit', resolve);
    child.kill('SIGINT');
  });
}

describe('the commands around the server', () => {
  it('serve prints where it listens, keeps its data directory to itself, and stops cleanly', async () => {
    const server = await serve(/listening on http:\/\/127\.0\.0\.1:\d+\n/);
    const second = saldo('migrate');
    expect(second.stderr).toMatch(/in use by process \d+/);
    expect(second.status).toBe(2);
    expect(await stopped(server.process)).toBe(0);
    expect(saldo('migrate')).toMatchObject({ stdout: 'the store is up to date\n', status: 0 });
  }, 60_000);

  it('serve --examples loads the customers once and prints the same client again', async () => {
    const first = await serve(/Ctrl-C stops/, '--examples');
    await stopped(first.process);
    const again = await serve(/Ctrl-C stops/, '--examples');
    await stopped(again.process);
    const secretOf = (printed: string) => /client secret: (\S+)/.exec(printed)?.[1];
    expect(first.printed).toContain('loaded 10 example customers');
    expect(again.printed).not.toContain('loaded');
    expect(secretOf(first.printed)).toMatch(/^\S{32}$/);
    expect(secretOf(again.printed)).toBe(secretOf(first.printed));
  }, 60_000);

  it('client create prints id and secret as one JSON object', () => {
    const { stdout, status } = saldo('client', 'create', '--name', 'N', '--project', 'P', '--role', 'api', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ clientId: expect.any(String), clientSecret: expect.any(String) });
  }, 60_000);

  it.each([
    [
      ['client', 'create', '--name', 'N', '--project', 'P', '--role', 'king'],
      /Allowed choices are api, connector, operator/,
    ],
    [
      ['client', 'create', '--name', 'N', '--project', 'P', '--role', 'api', '--config', '[]'],
      /--config is not a JSON object/,
    ],
    [['serve', '--port', 'abc'], /PORT must be a number/],
    [['no-such-command'], /unknown command/],
  ])(
    '%j ends with code 2',
    (args, message) => {
      const { stderr, status } = saldo(...args);
      expect(stderr).toMatch(message);
      expect(status).toBe(2);
    },
    60_000,
  );
});
