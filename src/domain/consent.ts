/**
 * How far a consent has come: asked for (INITIALIZED), its person at the bank (AUTHENTICATING) and back (AUTHENTICATED),
 * accounts being fetched (UPDATING) and there (UPDATED), the bank failing for now (FAILING). The others are ends: withdrawn or
 * expired (INVALIDATED), failed or refused (ERROR), never finished (TIMEDOUT).
 */
export const CONSENT_STATUSES = [
  'INITIALIZED',
  'AUTHENTICATING',
  'AUTHENTICATED',
  'UPDATING',
  'UPDATED',
  'FAILING',
  'INVALIDATED',
  'ERROR',
  'TIMEDOUT',
] as const;
export type ConsentStatus = (typeof CONSENT_STATUSES)[number];

/** While its person has not said yes. */
export const UNFINISHED: readonly ConsentStatus[] = ['INITIALIZED', 'AUTHENTICATING', 'AUTHENTICATED'];

/** While its accounts may be read. */
export const GRANTED: readonly ConsentStatus[] = ['UPDATING', 'UPDATED', 'FAILING'];

/** What went wrong with a consent; the message names no bank data. */
export interface ConsentError {
  readonly code: string;
  readonly message: string;
  /** ISO 8601. */
  readonly date: string;
}
