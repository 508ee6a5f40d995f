// Engine time against JSON.parse time of the same payload, and whether the cost of a transaction grows with the history.
import { analyse } from '../dist/engine/analyse.js';
import { historyOf } from './generate-history.mjs';
import { AS_OF, inputOf, medianMs, reference, report } from './measure.mjs';

const costs = new Map();
for (const count of [1_000, 10_000, 100_000]) {
  const text = historyOf(count);
  const input = inputOf(text);
  const runs = count >= 100_000 ? 3 : 9;
  const parseMs = medianMs(() => JSON.parse(text), runs);
  const engineMs = medianMs(() => analyse(input, reference, AS_OF), runs);
  costs.set(count, engineMs / count);
  const detail = {
    transactions: count,
    engineMs: Number(engineMs.toFixed(2)),
    parseMs: Number(parseMs.toFixed(2)),
    microsecondsEach: Number(((engineMs * 1000) / count).toFixed(2)),
  };
  report(`engine-to-parse-${count}`, engineMs / parseMs, 'x', 'lower', detail);
}
report(
  'engine-cost-growth',
  costs.get(100_000) / costs.get(1_000),
  'x',
  'lower',
  'cost of a transaction at 100k against 1k',
);
