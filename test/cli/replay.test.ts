import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../app-under-test.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SALDO = join(ROOT, 'bin', 'saldo');
const HARRY = join(ROOT, 'examples', 'personae', 'fr__harry_potter.json');

let folder = '';
let env: NodeJS.ProcessEnv = {};
let analysisId = '';

function saldo(...args: string[]) {
  return spawnSync(process.execPath, [SALDO, ...args], { cwd: ROOT, env, encoding: 'utf8' });
}

/** Starts a server and resolves with its address. */
function serve(): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [SALDO, 'serve', '--port', '0'], { cwd: ROOT, env });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const url = /listening on (\S+)\n/.exec(printed)?.[1];
      if (url) resolve({ child, url });
    });
    child.on('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
}

/** An analysis through the API of a server that has stopped again when this resolves. */
async function analysed(): Promise<string> {
  const { child, url } = await serve();
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Json> => {
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    return (await fetch(url + path, init)).json();
  };
  const json = { 'content-type': 'application/json' };
  const grant = { grant_type: 'client_credentials', client_id: 'desk', client_secret: 'desk-secret' };
  const { access_token: token } = await call('POST', '/v2/oauth/token', grant, json);
  const signed = { ...json, authorization: `Bearer ${token}` };
  const { id: customer } = await call('POST', '/v2/customers', { customIdentifier: 'h' }, signed);
  const { accounts } = JSON.parse(readFileSync(HARRY, 'utf8'));
  const path = `/v2/customers/${customer}/analyses`;
  const { id } = await call('POST', path, { accounts }, signed);
  for (;;) {
    const { status } = await call('GET', `${path}/${id}`, undefined, { authorization: signed.authorization });
    if (status === 'COMPLETED') break;
    if (status === 'ERROR') throw new Error('the analysis ended in an error');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const exited = new Promise((resolve) => child.on('exit', resolve));
  child.kill('SIGINT');
  await exited;
  return id;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'saldo-replay-'));
  const SALDO_BOOTSTRAP = 'Loans:api:desk:desk-secret';
  env = { ...process.env, SALDO_DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'error', DATABASE_URL: '', SALDO_BOOTSTRAP };
  saldo('--help');
  analysisId = await analysed();
}, 180_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('saldo replay', () => {
  it('says identical for an analysis, and for what it saved of it', () => {
    const file = join(folder, 'kept.json');
    const first = saldo('replay', analysisId, '--project', 'Loans', '--save', file);
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(/^credit champion, \S+, value \d+: identical\npayment champion, .*: identical\n$/);
    expect(first.status).toBe(0);
    expect(saldo('replay', file)).toMatchObject({ stdout: first.stdout, status: 0 });
  }, 60_000);

  it('names what was changed, and ends with code 1', () => {
    const file = join(folder, 'kept.json');
    saldo('replay', analysisId, '--project', 'Loans', '--save', file);
    const kept: Json = JSON.parse(readFileSync(file, 'utf8'));
    const changed = (change: (kept: Json) => void): { text: string; status: number | null } => {
      const copy = structuredClone(kept);
      change(copy);
      const path = join(folder, 'changed.json');
      writeFileSync(path, JSON.stringify(copy));
      const { stdout, status } = saldo('replay', path, '--json');
      return { text: stdout, status };
    };
    const whatOf = ({ text }: { text: string }): string[][] =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).differences.map(({ what }: Json) => what));
    const value = changed(([credit]) => (credit.record.value += 100));
    expect([whatOf(value), value.status]).toEqual([[['value'], []], 1]);
    const share = changed(([credit]) => (credit.record.features['gambling.share'] = 0.5));
    expect(whatOf(share)[0]).toContain('features.gambling.share');
    expect(whatOf(share)[0]).toContain('points.gambling.share');
    expect(whatOf(changed(([credit]) => (credit.policy.priorLogOdds = 9)))).toEqual([['policyHash'], []]);
    expect(whatOf(changed(([, payment]) => (payment.policy = null)))).toEqual([[], ['policyHash']]);
    expect(whatOf(changed(([credit]) => (credit.record.outcome = 'no JSON')))).toEqual([['outcome'], []]);
  }, 60_000);

  it.each([
    [['replay', 'nothing'], /no file nothing; .*--project/],
    [['replay', 'nothing', '--project', 'Loans'], /Project Loans keeps no score of an analysis nothing/],
    [['replay', 'nothing', '--project', 'Other'], /no project Other/],
    [['replay', HARRY], /holds no kept scores/],
    [['replay', 'README.md'], /is not JSON/],
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
