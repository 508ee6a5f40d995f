// `npm start`: from a fresh clone to a running service with the example customers in it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ROOT } from './install.mjs';

await build();
// A newcomer's terminal shows what to try, not a line per request.
process.env.LOG_LEVEL ??= 'warn';
const { main } = await import(pathToFileURL(join(ROOT, 'dist/cli/main.js')).href);
await main(['node', 'saldo', 'serve', '--examples', ...process.argv.slice(2)]);
