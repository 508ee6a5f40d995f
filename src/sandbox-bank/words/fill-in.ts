import type { CalendarDate } from '../../domain/calendar-date.js';
import { toEpochDay } from '../../domain/calendar-date.js';
import { monthName } from '../generate/bank-time.js';
import { chanceOf, digits } from '../generate/chance.js';

/** The Monday from which four-weekly pay periods are counted. */
export const FIRST_PERIOD: CalendarDate = '2022-01-03' as CalendarDate;
const DAYS_PER_PERIOD = 28;
const PERIODS_PER_YEAR = 13;

/** What a text is filled in with. */
export interface TextFacts {
  readonly day: CalendarDate;
  /** The same for every payment of one contract: customer numbers. */
  readonly contract: string;
  /** Another for every payment: invoice numbers. */
  readonly payment: string;
}

/**
 * Fills in a text of the tables: `{month}` januari, `{last-month}`, `{mm}` 01, `{yyyy}`, `{quarter}` 1, `{period}` 1..13,
 * `{id6}` a number of six digits that the contract keeps, `{n6}` one that every payment has anew (any count of digits).
 */
export function fillIn(text: string, facts: TextFacts): string {
  return text.replace(/\{([a-z-]+)(\d*)\}/g, (whole, word: string, count: string) => {
    return wordOf(word, Number(count), facts) ?? whole;
  });
}

function wordOf(word: string, count: number, { day, contract, payment }: TextFacts): string | null {
  const month = Number(day.slice(5, 7));
  switch (word) {
    case 'month':
      return monthName(day);
    case 'last-month':
      return monthName(`2024-${String(month === 1 ? 12 : month - 1).padStart(2, '0')}-01` as CalendarDate);
    case 'mm':
      return day.slice(5, 7);
    case 'yyyy':
      return day.slice(0, 4);
    case 'quarter':
      return String(Math.ceil(month / 3));
    case 'period':
      return String(
        (Math.floor((toEpochDay(day) - toEpochDay(FIRST_PERIOD)) / DAYS_PER_PERIOD) % PERIODS_PER_YEAR) + 1,
      );
    case 'id':
      return digits(chanceOf(`id ${contract}`), count);
    case 'n':
      return digits(chanceOf(`n ${payment}`), count);
    default:
      return null;
  }
}
