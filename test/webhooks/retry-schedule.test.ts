import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  DEFAULT_SCHEDULE,
  isGivenUp,
  parseSchedule,
  retryAfterSeconds,
} from '../../src/webhooks/retry-schedule.js';

const NOW = new Date('2026-03-01T12:00:00.400Z');

describe('the schedule', () => {
  it('is that of the contract, and its statuses follow one another as tries run out', () => {
    const walk = DEFAULT_SCHEDULE.map((_, at) => afterFailure(DEFAULT_SCHEDULE, at + 1, null, 0));
    expect(walk.map(({ delaySeconds }) => delaySeconds)).toEqual([
      5,
      300,
      1_800,
      7_200,
      18_000,
      36_000,
      50_400,
      72_000,
      86_400,
      null,
    ]);
    expect(walk.map(({ status }) => status)).toEqual([
      ...Array(5).fill('ERROR'),
      ...Array(4).fill('WARNING'),
      'CRITICAL',
    ]);
  });

  it('of three tries passes through all three statuses; of one it is critical at once', () => {
    expect([1, 2, 3].map((tries) => afterFailure([0, 1, 1], tries, null, 0).status)).toEqual([
      'ERROR',
      'WARNING',
      'CRITICAL',
    ]);
    expect(afterFailure([0], 1, 60, 1)).toEqual({ status: 'CRITICAL', delaySeconds: null });
  });

  it('waits at least as planned, at most a tenth longer, and what the receiver asks up to a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.option(fc.integer({ min: 0, max: 10_000_000 })),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, asked, jitter) => {
          const { delaySeconds } = afterFailure(DEFAULT_SCHEDULE, tries, asked, jitter);
          const least = Math.max(DEFAULT_SCHEDULE[tries] ?? 0, Math.min(asked ?? 0, 86_400));
          expect(delaySeconds).toBeGreaterThanOrEqual(least);
          expect(delaySeconds).toBeLessThanOrEqual(least * 1.1 + 0.001);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['Sun, 01 Mar 2026 12:02:00 GMT', 120],
    ['Sunday, 01-Mar-26 12:02:00 GMT', 120],
    ['Sun Mar  1 12:02:00 2026', 120],
    ['Sun, 01 Mar 2026 11:00:00 GMT', null],
    ['Sun, nonsense', null],
    ['-5', null],
    ['1.5', null],
    ['2027-01-01T00:00:00Z', null],
    ['9'.repeat(400), null],
    ['', null],
    [undefined, null],
  ])('of %s means %s', (header, seconds) => {
    expect(retryAfterSeconds(header, NOW)).toBe(seconds);
  });
});

describe('an endpoint', () => {
  it('is given up after five days of failure', () => {
    const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);
    expect(isGivenUp(ago(5 * 86_400 - 1), NOW)).toBe(false);
    expect(isGivenUp(ago(5 * 86_400), NOW)).toBe(true);
  });
});

describe('a schedule as text', () => {
  it.each([
    ['0,5,300', [0, 5, 300]],
    [' 0 , 0.2 ', [0, 0.2]],
    ['1', [1]],
  ])('%s is read', (text, schedule) => expect(parseSchedule(text)).toEqual(schedule));

  it.each(['', 'a', '0,,5', '-1', '1e9', '0;5', '99999999'])('%s is none', (text) =>
    expect(parseSchedule(text)).toBeNull(),
  );
});
