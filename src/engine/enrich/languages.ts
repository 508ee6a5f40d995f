import type { Account } from '../../domain/account.js';
import type { Transaction } from '../../domain/transaction.js';
import type { Matchers } from './matchers.js';
import { lineWordsOf, readLine } from './read-line.js';

/** Languages that banks of a country print in. */
const LANGUAGES_OF_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  FR: ['fr'],
  MC: ['fr'],
  BE: ['fr', 'nl'],
  LU: ['fr', 'de'],
  NL: ['nl'],
  ES: ['es'],
  GB: ['en'],
  IE: ['en'],
  DE: ['de'],
};

/** Currencies of one country alone. */
const LANGUAGES_OF_CURRENCY: Readonly<Record<string, readonly string[]>> = { GBP: ['en'] };

/** Lines looked at, and the share of their bank wordings that one language must have to be the account's. */
const LINES_MAX = 60;
const WORDINGS_MIN = 5;
const SHARE_MIN = 0.7;

/**
 * Languages in which an account's bank prints: by its country, else by its currency, else by the wordings on its first lines
 * among the transactions of all accounts. Null when nothing tells: then no language is foreign.
 */
export function languagesOf(
  account: Account,
  transactions: readonly Transaction[],
  matchers: Matchers,
): readonly string[] | null {
  if (account.country !== null) return LANGUAGES_OF_COUNTRY[account.country] ?? null;
  return LANGUAGES_OF_CURRENCY[account.currency] ?? languageOfWordings(account, transactions, matchers);
}

function languageOfWordings(
  account: Account,
  transactions: readonly Transaction[],
  matchers: Matchers,
): readonly string[] | null {
  const counts = new Map<string, number>();
  let total = 0;
  for (const transaction of firstLinesOf(account, transactions)) {
    const isDebit = transaction.amountMinor <= 0;
    const setting = { account, languages: null };
    const languages = readLine(lineWordsOf(transaction), isDebit, transaction.hints, setting, matchers)
      .rules.filter(({ rule }) => rule.layer === 'operation')
      .map(({ rule }) => rule.language);
    for (const language of new Set(languages)) {
      counts.set(language, (counts.get(language) ?? 0) + 1);
      total += 1;
    }
  }
  if (total < WORDINGS_MIN) return null;
  const [found] = [...counts].find(([, count]) => count / total >= SHARE_MIN) ?? [];
  return found === undefined ? null : [found];
}

function firstLinesOf({ id }: Account, transactions: readonly Transaction[]): Transaction[] {
  const lines: Transaction[] = [];
  for (const transaction of transactions) {
    if (lines.length === LINES_MAX) break;
    if (transaction.accountId === id) lines.push(transaction);
  }
  return lines;
}
