import type { Transaction } from '../store/database.js';

/** A unit of work that waits for a worker. */
export interface Job<T> {
  readonly id: string;
  readonly data: T;
}

export interface EnqueueOptions {
  /** Seconds that the job waits before a worker may take it; none unless told. */
  readonly startAfterSeconds?: number;
}

/** Work to be done later, at least once, by whichever worker is free. */
export interface Queue {
  /** Adds a job inside the caller's transaction: it exists if and only if what caused it does. Workers are woken by the commit. */
  enqueue(transaction: Transaction, name: string, data: object, options?: EnqueueOptions): Promise<void>;
  fetch<T extends object>(name: string, count: number): Promise<Job<T>[]>;
  /** Jobs that wait to be taken. */
  waiting(name: string): Promise<number>;
  /** Within a transaction: it is complete if and only if that commits. */
  complete(name: string, id: string, transaction?: Transaction): Promise<void>;
  /** Gives a job back, to be tried again later; after its last try it stays failed. */
  fail(name: string, id: string, reason: string): Promise<void>;
  /** Calls back when work may be waiting in a queue; returns how to stop. */
  onWork(name: string, wake: () => void): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Analyses to be computed. */
export const RUN_ANALYSIS = 'run-analysis';
/** Jobs of RUN_ANALYSIS whose last try failed: somebody waits for that analysis and must be told. */
export const GIVE_UP_ANALYSIS = 'give-up-analysis';
/** Events to be sent to their subscribers, one try a job. */
export const DELIVER_EVENT = 'deliver-event';

/** Consents whose accounts are to be read at the bank. */
export const FETCH_CONSENT = 'fetch-consent';
/** Consents that ended here and that their bank is to be told of. */
export const END_ACCESS = 'end-access';
/** Jobs of FETCH_CONSENT whose last try failed. */
export const GIVE_UP_FETCH = 'give-up-fetch';
/** Categorization and analysis jobs of contract B. */
export const RUN_CFA_JOB = 'run-cfa-job';
/** Jobs of RUN_CFA_JOB whose last try failed. */
export const GIVE_UP_CFA_JOB = 'give-up-cfa-job';

/** A fetch asks a bank for many pages, and waits when the bank says so. */
const FETCH_EXPIRE_SECONDS = 900;

/** All queues; a job that fails for good moves to `deadLetter`, so that one stands before the queues that name it. */
export const QUEUES: readonly {
  readonly name: string;
  readonly deadLetter?: string;
  /** Seconds after which a silent worker counts as dead, where work takes longer than usual. */
  readonly expireSeconds?: number;
}[] = [
  { name: GIVE_UP_ANALYSIS },
  { name: RUN_ANALYSIS, deadLetter: GIVE_UP_ANALYSIS },
  { name: DELIVER_EVENT },
  { name: GIVE_UP_FETCH },
  { name: FETCH_CONSENT, deadLetter: GIVE_UP_FETCH, expireSeconds: FETCH_EXPIRE_SECONDS },
  { name: END_ACCESS },
  { name: GIVE_UP_CFA_JOB },
  { name: RUN_CFA_JOB, deadLetter: GIVE_UP_CFA_JOB },
];
