import type { AccountAnswers, BankAnswers, FetchStep, FetchWindow } from '../domain/bank-fetcher.js';

/** How far a fetch came. */
export interface FetchProgress {
  readonly window: FetchWindow;
  readonly answers: BankAnswers;
  /** Null until the list of accounts is complete. */
  readonly accountIds: readonly string[] | null;
  /** The account in work: its answers so far, and the page to ask for next; null between accounts. */
  readonly current: { readonly answers: AccountAnswers; readonly nextPage: string } | null;
}

/** How far a fetch came by its steps; null when it has not begun. Throws an Error for steps in an order that no fetch takes. */
export function progressOf(providerKey: string, steps: readonly FetchStep[]): FetchProgress | null {
  return steps.reduce<FetchProgress | null>((before, step) => after(before, step, providerKey), null);
}

/** How far a fetch is after a further step. */
export function after(before: FetchProgress | null, step: FetchStep, providerKey: string): FetchProgress {
  if (step.kind === 'BEGUN') {
    const answers: BankAnswers = { providerKey, accounts: [], details: [], fetchedAt: step.at };
    return { window: step.window, answers, accountIds: null, current: null };
  }
  if (before === null) throw new Error('a fetch begins before its other steps');
  const { answers } = before;
  switch (step.kind) {
    case 'LISTED':
      return { ...before, answers: { ...answers, accounts: step.accounts }, accountIds: step.accountIds };
    case 'ACCOUNT': {
      const { resourceId, balances, nextPage } = step;
      return { ...before, current: { answers: { resourceId, balances, transactions: [] }, nextPage } };
    }
    case 'PAGE':
      return withPage(before, step);
  }
}

function withPage(before: FetchProgress, { body, nextPage }: FetchStep & { readonly kind: 'PAGE' }): FetchProgress {
  const { current, answers } = before;
  if (current === null) throw new Error('a page belongs to an account that has begun');
  const account = { ...current.answers, transactions: [...current.answers.transactions, body] };
  if (nextPage !== null) return { ...before, current: { answers: account, nextPage } };
  return { ...before, current: null, answers: { ...answers, details: [...answers.details, account] } };
}
