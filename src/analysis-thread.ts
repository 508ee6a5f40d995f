import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapStatistics } from 'node:v8';
import { type Transferable, Worker } from 'node:worker_threads';
import { type AnalysisSettings, analysisSettingsOf, type Context } from './context.js';
import type { Fault } from './fault-log.js';
import type { WorkerLoop } from './jobs/worker-loop.js';

/** What the thread tells: that it takes jobs, or a fault without bank data. */
export type ThreadMessage = 'started' | Fault;

/** Wait before a thread that ended by itself is started again: what it could not do once, it may not be able to do at once. */
const RESTART_MS = 1_000;
const BYTES_PER_MB = 1_048_576;
const ENTRY = new URL('./analysis-thread-entry.js', import.meta.url);

/**
 * Computes analyses in a thread of its own, so that a long history holds up neither requests nor deliveries, and one too
 * large for the memory ends the thread and not the process. A thread that ends by itself is started again; the queue gives
 * the jobs it held to the next. Throws when it cannot start.
 */
export async function startAnalysisThread(
  context: Pick<Context, 'services' | 'faults'>,
  entry: URL = ENTRY,
): Promise<WorkerLoop> {
  let isStopping = false;
  let thread = spawn(entry, analysisSettingsOf(context));
  const run = async (): Promise<void> => {
    for (;;) {
      await ended(thread, context);
      if (!isStopping) await sleep(RESTART_MS, undefined, { ref: false });
      if (isStopping) return;
      thread = spawn(entry, analysisSettingsOf(context));
    }
  };
  const running = run();
  try {
    await started(thread);
  } catch (error) {
    isStopping = true;
    throw error;
  }
  return {
    stop: async () => {
      isStopping = true;
      thread.postMessage('stop');
      await running;
    },
  };
}

function started(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('message', () => resolve());
    thread.once('exit', () => reject(new Error('the thread that computes analyses could not start')));
  });
}

function spawn(entry: URL, settings: AnalysisSettings): Worker {
  const { database } = settings;
  const transferList: Transferable[] = database.kind === 'pglite' ? [database.port] : [];
  return new Worker(entry, {
    workerData: settings,
    transferList,
    resourceLimits: { maxOldGenerationSizeMb: getHeapStatistics().heap_size_limit / BYTES_PER_MB },
  });
}

/** Resolves when the thread has ended; its faults are logged meanwhile. */
function ended(thread: Worker, { faults }: Pick<Context, 'faults'>): Promise<void> {
  return new Promise((resolve) => {
    thread.on('message', (message: ThreadMessage) => {
      if (message !== 'started') faults('job failed', errorOf(message));
    });
    thread.on('error', (error) => faults('thread of analyses failed', error));
    thread.once('exit', () => resolve());
  });
}

/** What faults takes, and logs as the thread told it. */
function errorOf({ fault, code, at }: Fault): Error {
  return Object.assign(new Error(), { name: fault, code, stack: at.join('\n') });
}
