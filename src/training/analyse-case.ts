import type { Analysis } from '../domain/analysis.js';
import { parseCalendarDate } from '../domain/calendar-date.js';
import { mergeImport } from '../domain/merge-import.js';
import { type CurrencyCode, parseCurrency } from '../domain/money.js';
import type { Reference } from '../domain/reference.js';
import { analyse } from '../engine/analyse.js';
import { parseBankData } from '../formats/parse-bank-data.js';
import { CaseError, type TrainingCase } from './case.js';

/** Analyses one case after another; what the engine prepares from the reference data is kept between them. */
export type AnalyseCase = (one: TrainingCase) => Analysis;

/**
 * The analysis that would have been made on the day of each decision. Past decisions are in whatever currency they were
 * made in and were made on short histories too, so neither refuses a case here as it would refuse a customer.
 */
export function caseAnalyser(reference: Reference): AnalyseCase {
  const byCurrency = new Map<CurrencyCode, Reference>();
  const lenientFor = (currency: CurrencyCode): Reference => {
    const known = byCurrency.get(currency);
    if (known) return known;
    const parameters = { ...reference.parameters, 'accounts.transactions-min': 1 };
    const lenient = { ...reference, currencies: [currency], parameters };
    byCurrency.set(currency, lenient);
    return lenient;
  };
  return (one) => {
    const batch = parseBankData({ accounts: one.accounts }, { format: 'ALGOAN', country: null });
    const problem = batch.problems[0];
    if (problem) throw new CaseError(`case ${one.id}: ${problem.path} ${problem.message}`);
    const { accounts, transactions } = mergeImport({ accounts: [], transactions: [] }, batch, one.id);
    const currency = currencyOf(accounts) ?? parseCurrency('EUR');
    const input = { accounts, transactions, currency, profile: 'personal' as const, corrections: [] };
    return analyse(input, lenientFor(currency), parseCalendarDate(one.asOf));
  };
}

function currencyOf(accounts: readonly { type: string; currency: CurrencyCode }[]): CurrencyCode | null {
  return accounts.find(({ type }) => type === 'CHECKING')?.currency ?? null;
}
