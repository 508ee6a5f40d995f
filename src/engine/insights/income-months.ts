import type { Incomes, Metadata, MonthlyAmount } from '../../domain/analysis.js';
import { daysInMonth } from '../../domain/calendar-date.js';
import { sumMinor } from '../../domain/money.js';

/**
 * Income of the calendar months that the analysis covers from the first to the last day; a month without any is a real 0.
 * Gambling gains are left out: they are no measure of what is earned.
 */
export function incomeByFullMonth({ categories }: Incomes, { calendar }: Metadata): MonthlyAmount[] {
  const amounts = categories.flatMap((group) => (group.category === 'gambling.gain' ? [] : group.calendar));
  return calendar
    .filter(({ month, days }) => days === daysInMonth(month))
    .map(({ month }) => ({
      month,
      amountMinor: sumMinor(amounts.flatMap((one) => (one.month === month ? [one.amountMinor] : []))),
    }));
}
