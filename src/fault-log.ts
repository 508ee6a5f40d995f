import type { Logger } from 'pino';

/** A fault without what it says, which could quote bank data: its kind and its place. */
export interface Fault {
  readonly fault: string;
  readonly code: unknown;
  /** Innermost frames first. */
  readonly at: readonly string[];
}

const FRAMES_MAX = 4;

export function faultOf(error: unknown): Fault {
  const { name, stack = '' } = error instanceof Error ? error : new Error('not an error');
  const { code } = error as { code?: unknown };
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { fault: name, code, at: frames.slice(0, FRAMES_MAX) };
}

/** Logs a fault of ours, with what was being done. */
export type FaultLog = (what: string, error: unknown) => void;

export function faultLog(log: Logger): FaultLog {
  return (what, error) => log.error(faultOf(error), what);
}
