import type { Transaction } from '../store/database.js';
import type { Job, Queue } from './queue.js';

/**
 * Completes the job in hand: within a transaction, if that commits, or by itself. A handler that lets a transaction fail without
 * failing itself completes it again.
 */
export type Complete = (transaction?: Transaction) => Promise<void>;

/** What a worker does with a job of one queue; throwing gives the job back. One that it has not completed itself is completed after it. */
export type Handler<T> = (data: T, complete: Complete) => Promise<void>;

export interface WorkerLoop {
  /** Finishes the jobs in hand and takes no other. */
  stop(): Promise<void>;
}

/** Loops as one, which stop at the same time. */
export function together(loops: readonly WorkerLoop[]): WorkerLoop {
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

export interface WorkerLoopOptions {
  /** Told of every job that failed. */
  readonly onFailure: (error: unknown) => void;
  /** Jobs in hand at the same time; one unless told, which suits work that keeps this process busy. */
  readonly atOnce?: number;
}

/** A job given back by a failure or a dead worker is found by looking again after this long. */
const IDLE_POLL_MS = 2_000;

/** Fetches and runs jobs of one queue, woken by the commits that add to it. */
export async function startWorkerLoop<T extends object>(
  queue: Queue,
  name: string,
  handle: Handler<T>,
  { onFailure, atOnce = 1 }: WorkerLoopOptions,
): Promise<WorkerLoop> {
  let isStopping = false;
  let wake = () => {};
  const inHand = new Set<Promise<void>>();
  const stopListening = await queue.onWork(name, () => wake());
  const take = (job: Job<T>) => {
    const work = runJob(queue, name, job, handle, onFailure)
      .catch(onFailure)
      .finally(() => {
        inHand.delete(work);
        wake();
      });
    inHand.add(work);
  };
  const takeJobs = async () => {
    while (!isStopping && inHand.size < atOnce) {
      // Never more than can be begun now: a job held would be kept from idle workers.
      const free = atOnce - inHand.size;
      const jobs = await queue.fetch<T>(name, free);
      for (const job of jobs) take(job);
      if (jobs.length < free) return;
    }
  };
  const loop = (async () => {
    while (!isStopping) {
      let isWoken = false;
      const nap = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE_POLL_MS);
        wake = () => {
          isWoken = true;
          clearTimeout(timer);
          resolve();
        };
      });
      await takeJobs().catch(onFailure);
      if (!isWoken && !isStopping) await nap;
    }
    await Promise.all(inHand);
  })();
  return {
    stop: async () => {
      isStopping = true;
      wake();
      await loop;
      await stopListening();
    },
  };
}

async function runJob<T extends object>(
  queue: Queue,
  name: string,
  job: Job<T>,
  handle: Handler<T>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  let isCompleted = false;
  const complete = async (transaction?: Transaction) => {
    isCompleted = true;
    await queue.complete(name, job.id, transaction);
  };
  try {
    await handle(job.data, complete);
    if (!isCompleted) await complete();
  } catch (error) {
    onFailure(error);
    await queue.fail(name, job.id, error instanceof Error ? error.name : 'unknown');
  }
}
