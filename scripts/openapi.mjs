// Writes openapi/ from the routes; with --check, fails when what is committed is not what the routes say.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './install.mjs';

await build();
const load = (file) => import(pathToFileURL(join(ROOT, 'dist', file)).href);
const [{ configFrom }, { createContext }, { buildApp }, { openApiText }] = await Promise.all(
  ['config.js', 'context.js', 'api/app.js', 'api/open-api.js'].map(load),
);
const config = { ...configFrom({ SALDO_SECRET_KEY: 'none', LOG_LEVEL: 'silent' }), store: { kind: 'memory' } };
const context = await createContext(config, { withWorker: false });
const app = await buildApp(context);
const text = openApiText(app);
await app.close();
await context.close();

const file = join(ROOT, 'openapi', 'algoan.json');
if (process.argv.includes('--check')) {
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (!isCurrent) {
    console.error('openapi/algoan.json is not what the routes say: run node scripts/openapi.mjs');
    process.exitCode = 1;
  }
} else {
  mkdirSync(join(ROOT, 'openapi'), { recursive: true });
  writeFileSync(file, text);
}
