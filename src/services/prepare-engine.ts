import type { CalendarDate } from '../domain/calendar-date.js';
import { parseCurrency } from '../domain/money.js';
import { analyse } from '../engine/analyse.js';
import type { AnalysisServices } from './services.js';
import { singleLine } from './single-line.js';

/** Has the engine build what it keeps of today's reference data, such as trees of names: the first customer of a process would wait for it. */
export function prepareEngine({ reference, now }: Pick<AnalysisServices, 'reference' | 'now'>): void {
  const today = now().toISOString().slice(0, 10) as CalendarDate;
  const currency = 'EUR';
  const line = { description: 'anything', amount: '-1', country: null, currency, owner: null };
  const { account, transaction } = singleLine(line);
  const customer = { accounts: [account], transactions: [transaction], currency: parseCurrency(currency) };
  analyse({ ...customer, profile: 'personal', corrections: [], application: null }, reference(today), today);
}
