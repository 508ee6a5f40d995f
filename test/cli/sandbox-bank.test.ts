import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const ARGUMENTS = [join(ROOT, 'bin', 'saldo'), 'sandbox-bank'];

describe('saldo sandbox-bank', () => {
  it('prints where it listens and for which client, answers that client, and stops', async () => {
    const child = spawn(process.execPath, [...ARGUMENTS, '--port', '0'], { cwd: ROOT });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        printed += String(chunk);
        if (printed.includes('client secret')) resolve();
      });
      child.on('exit', (code) => reject(new Error(`ended with ${code}`)));
    });
    const [, url, secret] = /listening on (\S+)\nclient id saldo, client secret (\S+)/.exec(printed) ?? [];
    const form = { client_id: 'saldo', client_secret: secret ?? '', grant_type: 'client_credentials' };
    const token = await fetch(`${url}/token`, { method: 'POST', body: new URLSearchParams(form) });
    expect(token.status).toBe(200);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  }, 120_000);

  it('refuses what is no port', () => {
    const { status, stderr } = spawnSync(process.execPath, [...ARGUMENTS, '--port', 'x'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe('saldo: --port takes a number from 0 to 65535\n');
    expect(status).toBe(2);
  }, 120_000);
});
