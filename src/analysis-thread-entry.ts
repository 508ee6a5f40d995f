import { parentPort, workerData } from 'node:worker_threads';
import { startAnalysisLoops } from './analysis-loops.js';
import type { ThreadMessage } from './analysis-thread.js';
import { type AnalysisSettings, createAnalysisContext } from './context.js';
import { faultOf } from './fault-log.js';
import { prepareEngine } from './services/prepare-engine.js';

if (parentPort === null) throw new Error('analysis-thread-entry.js runs in a worker thread only');
const parent = parentPort;
const tell = (message: ThreadMessage) => parent.postMessage(message);
const onFailure = (error: unknown) => tell(faultOf(error));
const settings: AnalysisSettings = workerData;
const context = await createAnalysisContext(settings, onFailure);
// Without its connection this thread is of no use: the next one gets another.
if (settings.database.kind === 'pglite') settings.database.port.once('close', () => process.exit());
const loops = await startAnalysisLoops(context.services, onFailure);
parent.once('message', async () => {
  await loops.stop();
  await context.close();
  parent.close();
});
tell('started');
try {
  prepareEngine(context.services);
} catch (error) {
  onFailure(error);
}
