import { expect, it } from 'vitest';
import type { AnalysisInput } from '../../../src/domain/analysis.js';
import { addDays, type CalendarDate } from '../../../src/domain/calendar-date.js';
import { analyse } from '../../../src/engine/index.js';
import { balanceOn } from '../../../src/engine/insights/daily-balances.js';
import { AS_OF, loadPersona, PERSONAE, REFERENCE } from '../../personae/load-persona.js';

const DAYS = 30;

/** The input as it stood at the end of a day: nothing later is known, and balances are that day's. */
function asOfDay(input: AnalysisInput, day: CalendarDate): AnalysisInput {
  const { balances } = analyse(input, REFERENCE, AS_OF);
  const accounts = input.accounts.map((account) => {
    const series = balances.find(({ accountId }) => accountId === account.id);
    const balanceMinor = series ? balanceOn(series, day) : null;
    return balanceMinor === null ? account : { ...account, balanceMinor, balanceDate: day };
  });
  return { ...input, accounts, transactions: input.transactions.filter(({ date }) => date <= day) };
}

it('forecasts the personae’s last 30 days better than the 30 days before them repeated', () => {
  let [error, repeatedError] = [0, 0];
  for (const name of PERSONAE) {
    const input = loadPersona(name);
    const days = analyse(input, REFERENCE, AS_OF).insights?.affordability.joinedBalances[0]?.days ?? [];
    const [last, origin, before] = [days.at(-1), days.at(-1 - DAYS), days.at(-1 - 2 * DAYS) ?? days[0]];
    if (!last || !origin || !before) continue;
    const { insights } = analyse(asOfDay(input, origin.date), REFERENCE, origin.date);
    const forecast = insights?.forecast?.days[DAYS - 1];
    expect(forecast?.date).toBe(addDays(origin.date, DAYS));
    error += Math.abs((forecast?.middleMinor ?? Number.NaN) - last.balanceMinor);
    repeatedError += Math.abs(2 * origin.balanceMinor - before.balanceMinor - last.balanceMinor);
  }
  expect(1 - error / repeatedError).toBeGreaterThan(0.15);
});
