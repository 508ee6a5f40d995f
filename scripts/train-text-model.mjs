// Trains the text model from the reference data and writes src/reference/models/text.json; same data, same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { register } from 'tsx/esm/api';
import { ROOT } from './install.mjs';

register();
const { compileReference } = await import('../src/reference/compile.ts');
const { trainTextModel } = await import('../src/training/text-model/train.ts');
const { parties, phrases } = compileReference(join(ROOT, 'src/reference'));
console.error(`training on ${parties.length} parties and ${phrases.length} phrase rules …`);
const model = trainTextModel(parties, phrases);
mkdirSync(join(ROOT, 'src/reference/models'), { recursive: true });
writeFileSync(join(ROOT, 'src/reference/models/text.json'), `${JSON.stringify(model)}\n`);
const { weights, ...card } = model;
console.log(JSON.stringify({ ...card, bytes: weights.length }, null, 2));
