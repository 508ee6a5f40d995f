import { describe, expect, it } from 'vitest';
import { bandWidths } from '../../../src/engine/forecast/bands.js';
import { weekdayDeviations } from '../../../src/engine/forecast/weekdays.js';

describe('band widths', () => {
  it('are 0 where the past leaves nothing unexplained', () => {
    expect(bandWidths(new Array<number>(60).fill(0), 3, 40)).toEqual([0, 0, 0]);
  });

  it('hold 80 % of the errors of the past, widened for a short one', () => {
    // Ten errors a day ahead, 1 to 10 in size: the 80 % quantile lies at 8.2; doubled at ten days of history.
    const errors = [1, -2, 3, -4, 5, -6, 7, -8, 9, -10];
    expect(bandWidths(errors, 1, 10)[0]).toBeCloseTo(16.4, 10);
    expect(bandWidths(errors, 1, 0)[0]).toBeCloseTo(8.2, 10);
  });

  it('grow with the root of time beyond half the history, and never narrow', () => {
    const errors = [5, 5, 5, 5, -5, -5, -5, -5];
    const widths = bandWidths(errors, 16, 0);
    expect(widths[15]).toBeCloseTo((widths[3] ?? 0) * 2, 10);
    expect(widths.every((width, at) => width >= (widths[at - 1] ?? 0))).toBe(true);
  });
});

describe('weekday deviations', () => {
  it('find the day of the week on which money is spent, half believed after as many weeks as asked', () => {
    // Day 4 after 1970-01-01 is a Monday. Eight weeks, 700 spent every Saturday: −100 a day on the mean, −600 off it.
    const changes = Array.from({ length: 56 }, (_, at) => (at % 7 === 5 ? -700 : 0));
    const deviations = weekdayDeviations(changes, 4, 8);
    expect(deviations).toEqual([50, 50, 50, 50, 50, -300, 50]);
  });

  it('are 0 without a history', () => {
    expect(weekdayDeviations([], 4, 8)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
