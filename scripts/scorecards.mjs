// Trains the shipped scorecards anew from the folder of PKDD'99 tables given: the same tables give the same bytes.
// With a second folder the model cards are written there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [tables, reports] = process.argv.slice(2);
if (tables === undefined) {
  console.error('usage: node scripts/scorecards.mjs DIR [REPORTS]');
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
const models = join(root, 'src', 'reference', 'models');
const features = {
  credit: 'core',
  payment: [
    'balance.recent_lowest_after_payment',
    'balance.low_days_share',
    'balance.negative_days_share',
    'balance.recent_mean',
  ].join(','),
};

function saldo(...args) {
  const options = { encoding: 'utf8', maxBuffer: 1024 ** 3, stdio: ['ignore', 'pipe', 'inherit'] };
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'bin', 'saldo'), ...args], options);
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

const folder = mkdtempSync(join(tmpdir(), 'saldo-scorecards-'));
try {
  const cases = join(folder, 'cases.ndjson');
  writeFileSync(cases, saldo('berka-cases', tables));
  for (const [name, ids] of Object.entries(features)) {
    const out = join(models, `${name}.json`);
    const { version, description, citation, horizonMonths } = JSON.parse(readFileSync(out, 'utf8'));
    const told = ['--name', name, '--model-version', version, '--description', description, '--citation', citation];
    const asked = ['--horizon', String(horizonMonths), '--features', ids];
    const report = reports === undefined ? [] : ['--report', join(reports, name)];
    console.log(saldo('train', '--cases', cases, '--out', out, ...told, ...asked, ...report));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
