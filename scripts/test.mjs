// `npm test`: from a fresh clone, everything that must hold. Further arguments go to vitest.
import { build } from './build.mjs';
import { nodeBin, run } from './install.mjs';

const only = process.argv.slice(2);
await build();
if (only.length === 0) {
  run(process.execPath, [nodeBin('tsc'), '-p', 'tsconfig.json', '--noEmit']);
  run(process.execPath, [nodeBin('tsc'), '-p', 'tsconfig.pure.json', '--noEmit']);
  run(nodeBin('biome'), ['check', '.']);
}
run(process.execPath, [nodeBin('vitest'), 'run', ...only], { stdio: ['ignore', 1, 2] });
