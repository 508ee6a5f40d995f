// Stands for the thread of analyses: the first tells a fault and ends, the next one works until it is stopped.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

if (parentPort === null) throw new Error('runs in a worker thread only');
const parent = parentPort;
const mark = `${workerData.secretKey}/ended`;
parent.postMessage('started');
if (existsSync(mark)) {
  writeFileSync(`${workerData.secretKey}/again`, '');
  parent.once('message', () => {
    writeFileSync(`${workerData.secretKey}/stopped`, '');
    parent.close();
  });
} else {
  writeFileSync(mark, '');
  parent.postMessage({ fault: 'RangeError', code: 'E_FAULT', at: ['    at place (file.js:1:1)'] });
  setTimeout(() => process.exit(1), 50);
}
