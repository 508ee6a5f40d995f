// Enrichment of a mix of 60 customers on one core, of lines of which no two are alike, and the whole engine against JSON.parse of the
// same payloads.
import { readdirSync, readFileSync } from 'node:fs';
import { analyse } from '../dist/engine/analyse.js';
import { enrich } from '../dist/engine/enrich/enrich.js';
import { customerMix, historyOfLines } from './generate-history.mjs';
import { AS_OF, inputOf, medianMs, reference, report } from './measure.mjs';

const texts = customerMix();
const inputs = texts.map(inputOf);
const count = inputs.reduce((sum, { transactions }) => sum + transactions.length, 0);
const accounts = inputs.map((input) => input.accounts.map((account) => ({ account, excludedBy: null })));

const parseMs = medianMs(() => {
  for (const text of texts) JSON.parse(text);
}, 7);
const enrichMs = medianMs(() => {
  inputs.forEach((input, index) => {
    enrich(input, accounts[index], reference);
  });
}, 7);
const engineMs = medianMs(() => {
  for (const input of inputs) analyse(input, reference, AS_OF);
}, 7);
report('enrich-to-parse', enrichMs / parseMs, 'x', 'lower', { transactions: count, parseMs, enrichMs });
report('engine-to-parse-mix', engineMs / parseMs, 'x', 'lower', { transactions: count, engineMs });
report('enrich-rate', (count / enrichMs) * 1000, 'transactions/s', 'higher', { customers: texts.length });

// A history repeats its lines, and lines alike are read once: this is what it costs when none is like another.
const customers = new URL('../test/data/lines/customers/', import.meta.url);
const spoken = readdirSync(customers).flatMap((file) =>
  JSON.parse(readFileSync(new URL(file, customers), 'utf8')).accounts.flatMap(({ transactions }) =>
    transactions.map(({ description }) => description),
  ),
);
const unlike = [...new Map(spoken.map((line) => [line.replace(/\d+/g, '#'), line])).values()];
const unlikeInput = inputOf(historyOfLines(unlike));
const unlikeAccounts = unlikeInput.accounts.map((account) => ({ account, excludedBy: null }));
const unlikeMs = medianMs(() => enrich(unlikeInput, unlikeAccounts, reference), 21);
report('enrich-rate-no-two-alike', (unlike.length / unlikeMs) * 1000, 'transactions/s', 'higher', {
  transactions: unlike.length,
});

globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const start = process.hrtime.bigint();
const { readCompiled, referenceOn } = await import('../dist/reference/load.js');
const fresh = referenceOn(readCompiled(), AS_OF);
enrich({ ...inputs[0], transactions: inputs[0].transactions.slice(0, 1) }, accounts[0], fresh);
const startMs = Number(process.hrtime.bigint() - start) / 1e6;
globalThis.gc?.();
report('reference-start', startMs, 'ms', 'lower', { parties: fresh.parties.length, phrases: fresh.phrases.length });
report(
  'reference-memory',
  (process.memoryUsage().heapUsed - before) / 2 ** 20,
  'MiB',
  'lower',
  'heap held by one loaded reference',
);
