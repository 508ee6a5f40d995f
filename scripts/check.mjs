// `npm run check`: the whole gate of CI. Tests, then what is generated, unused or points the wrong way.
import { nodeBin, run } from './install.mjs';

run(process.execPath, ['scripts/test.mjs'], { stdio: ['ignore', 1, 2] });
run(process.execPath, ['scripts/openapi.mjs', '--check']);
run(process.execPath, ['scripts/readme.mjs', '--check']);
run(process.execPath, ['scripts/train-text-model.mjs', '--check']);
run(process.execPath, [nodeBin('depcruise'), '--config', '.dependency-cruiser.cjs', 'src']);
run(process.execPath, [nodeBin('knip')]);
