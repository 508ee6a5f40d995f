// Trains the text model from the reference data and writes src/reference/models/text.json; same data, same bytes.
// With --check: writes nothing, and fails when the shipped model is not the one that today's data give.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { ROOT } from './install.mjs';

register();
const { compileReference } = await import('../src/reference/compile.ts');
const { trainTextModel } = await import('../src/training/text-model/train.ts');
const { parties, phrases } = compileReference(join(ROOT, 'src/reference'));
console.error(`training on ${parties.length} parties and ${phrases.length} phrase rules …`);
const model = trainTextModel(parties, phrases);
const file = join(ROOT, 'src/reference/models/text.json');
const text = `${JSON.stringify(model)}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('the text model is older than the reference data: run node scripts/train-text-model.mjs');
    process.exit(1);
  }
} else {
  mkdirSync(join(ROOT, 'src/reference/models'), { recursive: true });
  writeFileSync(file, text);
}
const { weights, ...card } = model;
console.log(JSON.stringify({ ...card, bytes: weights.length }, null, 2));
