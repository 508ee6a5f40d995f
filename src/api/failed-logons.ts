import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.js';

/** Wrong secrets that one address may send for one client in a minute: more than a program with an old secret does, few for who guesses. */
const FAILURES_MAX = 100;
const WINDOW_MS = 60_000;
/** Pairs of address and client that are remembered; the oldest are forgotten first. */
const REMEMBERED_MAX = 10_000;

interface Failures {
  count: number;
  /** When they are forgotten, in milliseconds of the monotonic clock. */
  readonly until: number;
}

/** Counts wrong secrets in this process and lets nobody guess on: the right one is refused too until the minute is over. */
export class FailedLogons {
  private readonly failures = new Map<string, Failures>();

  /** Runs an attempt to log on; throws TOO_MANY_REQUESTS, and tells when to come back, after too many that failed. */
  async attempt<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    clientId: string,
    logOn: () => Promise<T>,
  ): Promise<T> {
    const failures = this.of(`${request.ip} ${clientId}`);
    const refuseGuesses = () => {
      if (failures.count < FAILURES_MAX) return;
      reply.header('retry-after', Math.max(1, Math.ceil((failures.until - performance.now()) / 1_000)));
      throw new AppError(
        'TOO_MANY_REQUESTS',
        'Too many wrong secrets for this client: wait as long as Retry-After says',
      );
    };
    refuseGuesses();
    const result = await logOn().catch((error: unknown) => {
      refuseGuesses();
      if (error instanceof AppError && error.code === 'UNAUTHORIZED') failures.count += 1;
      throw error;
    });
    // Guesses sent at once must not all pass.
    refuseGuesses();
    return result;
  }

  private of(key: string): Failures {
    const known = this.failures.get(key);
    if (known !== undefined && known.until > performance.now()) return known;
    this.failures.delete(key);
    const fresh = { count: 0, until: performance.now() + WINDOW_MS };
    const [oldest] = this.failures.keys();
    if (this.failures.size >= REMEMBERED_MAX && oldest !== undefined) this.failures.delete(oldest);
    this.failures.set(key, fresh);
    return fresh;
  }
}
