// One customer of a million transactions: seconds of one core, in a thread whose heap may not grow beyond 1.4 GB.
import { Worker } from 'node:worker_threads';
import { historyOf } from './generate-history.mjs';
import { inputOf, report } from './measure.mjs';

const TRANSACTIONS = 1_000_000;
const PART = 50_000;
const HEAP_MB_MAX = 1_400;

const { transactions, ...input } = inputOf(historyOf(TRANSACTIONS));
const thread = new Worker(new URL('long-history-thread.mjs', import.meta.url), {
  workerData: { input, count: transactions.length },
  resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
});
const done = new Promise((resolve, reject) => {
  thread.once('message', resolve);
  // A heap that is full ends the thread.
  thread.once('error', reject);
});
for (let at = 0; at < transactions.length; at += PART) thread.postMessage(transactions.slice(at, at + PART));
transactions.length = 0;
const { status, wallMs, cpuMs } = await done;
await thread.terminate();
if (status !== 'COMPLETED') throw new Error(`the analysis is ${status}`);
const detail = { transactions: TRANSACTIONS, wallSeconds: Number((wallMs / 1_000).toFixed(1)), heapMbMax: HEAP_MB_MAX };
report('long-history-cpu', cpuMs / 1_000, 's', 'lower', detail);
