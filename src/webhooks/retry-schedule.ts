/** Seconds before each try: the first at once, each later one counted from the failure before it. */
export type RetrySchedule = readonly number[];

/** Ten tries over three days: 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
export const DEFAULT_SCHEDULE: RetrySchedule = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];

/** How much later than planned a try may come, as a share of the wait: spreads tries that failed together. */
const JITTER_SHARE = 0.1;
/** Longest wait that a receiver can ask for with Retry-After: the longest step of the default schedule. */
const RETRY_AFTER_MAX_SECONDS = 86_400;
/** An endpoint that has answered nothing with a 2xx for this long is disabled. */
const DISABLE_AFTER_SECONDS = 5 * 86_400;

/** What a failed try makes of its event. */
export interface AfterFailure {
  /** ERROR in the first half of the tries, WARNING in the second, CRITICAL when none is left. */
  readonly status: 'ERROR' | 'WARNING' | 'CRITICAL';
  /** Seconds until the next try, to the millisecond; null when none is left. */
  readonly delaySeconds: number | null;
}

/**
 * What follows a failed try. `triesMade` counts from 1, this one included; `retryAfterSeconds` is what the receiver asked for,
 * which can only lengthen the wait and at most to a day; `jitter` is chance in 0..1.
 */
export function afterFailure(
  schedule: RetrySchedule,
  triesMade: number,
  retryAfterSeconds: number | null,
  jitter: number,
): AfterFailure {
  const planned = schedule[triesMade];
  if (planned === undefined) return { status: 'CRITICAL', delaySeconds: null };
  const asked = Math.min(retryAfterSeconds ?? 0, RETRY_AFTER_MAX_SECONDS);
  const delaySeconds = Math.max(planned, asked) * (1 + JITTER_SHARE * jitter);
  return {
    status: triesMade * 2 > schedule.length ? 'WARNING' : 'ERROR',
    delaySeconds: Math.round(delaySeconds * 1_000) / 1_000,
  };
}

/** Whether an endpoint that has failed since a moment is given up now. */
export function isGivenUp(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= DISABLE_AFTER_SECONDS * 1_000;
}

/**
 * Seconds that a `Retry-After` header asks to wait (RFC 9110 §10.2.3: seconds, or a date); null when it is absent, malformed
 * or in the past.
 */
export function retryAfterSeconds(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // Date.parse takes much more than an HTTP date; all three forms of RFC 9110 §5.6.7 begin with a day's name.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null;
  // The oldest form names no zone and means UTC.
  const epochMs = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  const seconds = Math.ceil((epochMs - now.getTime()) / 1_000);
  return seconds > 0 ? seconds : null;
}

/** Reads a schedule such as `0, 5, 300`: seconds between tries, comma separated; null when it is none. */
export function parseSchedule(text: string): RetrySchedule | null {
  const words = text.split(',').map((word) => word.trim());
  return words.every((word) => /^\d{1,7}(\.\d{1,3})?$/.test(word)) ? words.map(Number) : null;
}
