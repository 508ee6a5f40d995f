import type { Account, AccountId } from '../../domain/account.js';
import type { AnalysedAccount, AnalysisError, AnalysisErrorCode, AnalysisInput } from '../../domain/analysis.js';
import type { CalendarDate } from '../../domain/calendar-date.js';
import { parameterOf, type Reference } from '../../domain/reference.js';

interface Facts {
  readonly input: AnalysisInput;
  readonly transactionsMin: number;
  readonly currencies: readonly string[];
  /** Booked transactions in the account's own currency, not later than `asOf`. */
  readonly transactionCounts: ReadonlyMap<AccountId, number>;
}

interface Rule {
  readonly code: AnalysisErrorCode;
  passes(account: Account, facts: Facts): boolean;
  /** What was found on the accounts that came this far, and what is needed. */
  message(candidates: readonly Account[], facts: Facts): string;
}

/** The checks of SPEC §4 in their order; each looks only at the accounts that passed those before it. */
const RULES: readonly Rule[] = [
  {
    code: 'ACCOUNT_TYPE_NOT_SUPPORTED',
    passes: (account) => account.type !== 'UNKNOWN',
    message: (candidates) =>
      `The type of all ${candidates.length} account(s) is UNKNOWN; at least one account of type CHECKING is needed`,
  },
  {
    code: 'NO_CHECKING_ACCOUNT',
    passes: (account) => account.type === 'CHECKING',
    message: (candidates) =>
      `Found ${tally(candidates.map(({ type }) => type))}; at least one account of type CHECKING is needed`,
  },
  {
    code: 'USAGE_NOT_SUPPORTED',
    passes: (account, { input }) => input.profile === 'business' || account.usage !== 'PROFESSIONAL',
    message: (candidates) =>
      `Found ${tally(candidates.map(({ usage }) => `CHECKING for ${usage} use`))}; a personal analysis needs one for personal use`,
  },
  {
    code: 'OWNERSHIP_NOT_SUPPORTED',
    passes: (account) => account.ownership !== 'ATTORNEY',
    message: (candidates) =>
      `The customer is only an attorney for ${candidates.length} CHECKING account(s); one that the customer owns is needed`,
  },
  {
    code: 'CURRENCY_NOT_SUPPORTED',
    passes: (account, { input, currencies }) =>
      account.currency === input.currency && currencies.includes(account.currency),
    message: (candidates, { input, currencies }) =>
      `Found CHECKING accounts in ${tally(candidates.map(({ currency }) => currency))}; one in the project's currency ` +
      `${input.currency} is needed, and supported currencies are ${currencies.join(' and ')}`,
  },
  {
    code: 'NOT_ENOUGH_TRANSACTIONS',
    passes: (account, { transactionCounts, transactionsMin }) =>
      (transactionCounts.get(account.id) ?? 0) >= transactionsMin,
    message: (candidates, { transactionCounts, transactionsMin }) =>
      `Found at most ${Math.max(...candidates.map(({ id }) => transactionCounts.get(id) ?? 0))} booked transactions ` +
      `on a CHECKING account; at least ${transactionsMin} are needed`,
  },
];

/** Rules that only tell checking accounts apart; a savings account takes part without meeting them. */
const CHECKING_ONLY: readonly AnalysisErrorCode[] = ['NO_CHECKING_ACCOUNT', 'NOT_ENOUGH_TRANSACTIONS'];

/**
 * Decides which accounts take part and whether the analysis can be made at all.
 * An account's `excludedBy` is the first rule it fails by itself; the analysis' error is the first rule that leaves no
 * candidate. Future-dated, coming and foreign-currency transactions do not help an account to its minimum.
 */
export function qualifyAccounts(
  input: AnalysisInput,
  reference: Reference,
  asOf: CalendarDate,
): { readonly accounts: readonly AnalysedAccount[]; readonly error: AnalysisError | null } {
  const facts: Facts = {
    input,
    transactionsMin: parameterOf(reference, 'accounts.transactions-min'),
    currencies: reference.currencies,
    transactionCounts: countTransactions(input, asOf),
  };
  const accounts = input.accounts.map((account) => ({ account, excludedBy: firstRuleFailed(account, facts) }));
  return { accounts, error: firstRuleLeavingNone(facts) };
}

function countTransactions(input: AnalysisInput, asOf: CalendarDate): Map<AccountId, number> {
  const tallies = new Map(input.accounts.map(({ id, currency }) => [id, { currency, count: 0 }]));
  for (const { accountId, currency, date, isComing } of input.transactions) {
    const tally = tallies.get(accountId);
    if (tally?.currency === currency && !isComing && date <= asOf) tally.count += 1;
  }
  return new Map([...tallies].map(([id, { count }]) => [id, count]));
}

function firstRuleFailed(account: Account, facts: Facts): AnalysisErrorCode | null {
  for (const rule of RULES) {
    if (account.type !== 'CHECKING' && CHECKING_ONLY.includes(rule.code)) continue;
    if (!rule.passes(account, facts)) return rule.code;
  }
  return null;
}

function firstRuleLeavingNone(facts: Facts): AnalysisError | null {
  let candidates = facts.input.accounts;
  if (candidates.length === 0) {
    return { code: 'NO_CHECKING_ACCOUNT', message: 'No account was given; at least one of type CHECKING is needed' };
  }
  for (const rule of RULES) {
    const passing = candidates.filter((account) => rule.passes(account, facts));
    if (passing.length === 0) return { code: rule.code, message: rule.message(candidates, facts) };
    candidates = passing;
  }
  return null;
}

/** "2 × SAVINGS, 1 × LOAN". */
function tally(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${count} × ${value}`).join(', ');
}
