import type { Job, Queue } from './queue.js';

/** What a worker does with a job of one queue; throwing gives the job back. */
export type Handler<T> = (data: T) => Promise<void>;

export interface WorkerLoop {
  /** Works until nothing waits. */
  drain(): Promise<void>;
  /** Finishes the job in hand and takes no other. */
  stop(): Promise<void>;
}

/** One at a time: a job held while its worker is busy with another would keep idle workers from it. */
const BATCH = 1;
/** A job given back by a failure or a dead worker is found by looking again after this long. */
const IDLE_POLL_MS = 2_000;

/** Fetches and runs jobs of one queue, woken by commits in this process and by notices of others. */
export async function startWorkerLoop<T extends object>(
  queue: Queue,
  name: string,
  handle: Handler<T>,
  onFailure: (error: unknown) => void,
): Promise<WorkerLoop> {
  let isStopping = false;
  let wake = () => {};
  const stopListening = await queue.onWork(() => wake());
  const drain = async () => {
    while (!isStopping) {
      const jobs = await queue.fetch<T>(name, BATCH);
      if (jobs.length === 0) return;
      for (const job of jobs) await runJob(queue, name, job, handle, onFailure);
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
      await drain().catch(onFailure);
      if (!isWoken && !isStopping) await nap;
    }
  })();
  return {
    drain,
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
  try {
    await handle(job.data);
    await queue.complete(name, job.id);
  } catch (error) {
    onFailure(error);
    await queue.fail(name, job.id, error instanceof Error ? error.name : 'unknown');
  }
}
