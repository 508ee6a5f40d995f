// Analyses one long history, in a heap of its own that holds the customer and the analysis alone.
import { parentPort, workerData } from 'node:worker_threads';
import { analyse } from '../dist/engine/analyse.js';
import { AS_OF, reference } from './measure.mjs';

const transactions = [];
parentPort.on('message', (part) => {
  for (const transaction of part) transactions.push(transaction);
  if (transactions.length < workerData.count) return;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { status } = analyse({ ...workerData.input, transactions }, reference, AS_OF);
  const wallMs = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  parentPort.postMessage({ status, wallMs, cpuMs: (user + system) / 1_000 });
});
