export interface Repetition {
  /** Lets the work in hand end and does none after it. */
  stop(): Promise<void>;
}

/** Does some work now, and again so many seconds after each end of it. A failure is told and does not stop the next time. */
export function repeat(work: () => Promise<unknown>, seconds: number, onFailure: (error: unknown) => void): Repetition {
  let isStopping = false;
  let endNap = () => {};
  const loop = (async () => {
    while (!isStopping) {
      await work().catch(onFailure);
      if (isStopping) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, seconds * 1_000);
        endNap = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    stop: async () => {
      isStopping = true;
      endNap();
      await loop;
    },
  };
}
