/** What the simulated bank is run with. */
export interface SandboxBankSettings {
  readonly now: () => Date;
  /** Waits; tests pass one that does not. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Signs tokens and consents. Processes that share it know each other's tokens. */
  readonly secretKey: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Transactions on a page; 100 unless told. */
  readonly pageSize?: number;
  /** How long the fault `timeout` holds an answer back; 120,000 ms unless told. */
  readonly hangMs?: number;
  /** How long the fault `slow` holds each answer back; 1,500 ms unless told. */
  readonly slowMs?: number;
}

export const PAGE_SIZE = 100;
export const HANG_MS = 120_000;
export const SLOW_MS = 1_500;
