import type { BankEndpoint } from './endpoints.js';

/** What a fetcher is built from. */
export interface FetcherSettings {
  readonly endpoints: ReadonlyMap<string, BankEndpoint>;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** From 0 to 1: spreads retries of many consents over time. */
  readonly jitter: () => number;
  readonly limits?: Partial<FetchLimits>;
}

export interface FetchLimits {
  /** For one request. */
  readonly requestMs: number;
  /** For all requests of one call together, waits included. */
  readonly totalMs: number;
  /** For one answer. */
  readonly bodyBytes: number;
  /** Tries of one request, the first included. */
  readonly tries: number;
  /** The first wait before another try; it doubles each time. */
  readonly backoffMs: number;
  /** The longest wait that a bank's Retry-After may ask for within a fetch. */
  readonly waitMs: number;
  /** Pages of one account. */
  readonly pages: number;
}

export const DEFAULT_LIMITS: FetchLimits = {
  requestMs: 30_000,
  totalMs: 300_000,
  bodyBytes: 16 * 1024 * 1024,
  tries: 4,
  backoffMs: 500,
  waitMs: 60_000,
  pages: 1_000,
};
