import { BankFault, type BankFetcher } from '../domain/bank-fetcher.js';

async function none(): Promise<never> {
  throw new BankFault('unavailable', 'No bank is configured');
}

/** Where no bank is configured: consents cannot be asked for. */
export const NO_BANKS: BankFetcher = {
  providerKeys: [],
  beginLogin: none,
  completeLogin: none,
  listAccounts: none,
  fetchAnswers: none,
};
