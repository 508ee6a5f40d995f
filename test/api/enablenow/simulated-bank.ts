import { BankFault, type BankFaultKind, type BankFetcher } from '../../../src/domain/bank-fetcher.js';
import type { CalendarDate } from '../../../src/domain/calendar-date.js';

/** A line of an account as a test writes it. */
export interface BankLine {
  readonly id: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly time?: string;
  readonly amount: string;
  readonly text: string;
  readonly name?: string;
  readonly iban?: string;
  readonly isPending?: boolean;
}

export interface BankAccountOfTest {
  readonly id: string;
  readonly iban: string;
  readonly name: string;
  readonly owner: string;
  readonly balance: string;
  readonly lines: BankLine[];
}

/** A bank in memory that speaks Berlin Group as the sandbox bank does: what a test puts into it is what it answers. */
export interface SimulatedBank extends BankFetcher {
  readonly accounts: BankAccountOfTest[];
  /** The kind of fault with which the next fetch fails; null for none. */
  nextFault: BankFaultKind | null;
  /** Days from which fetches asked, in order. */
  readonly asked: CalendarDate[];
  /** Whether the login fails with the bank itself. */
  isDown: boolean;
}

function transactionOf({ id, date, time = '10:00:00', amount, text, name, iban }: BankLine): object {
  const side = amount.startsWith('-') ? 'creditor' : 'debtor';
  return {
    transactionId: id,
    bookingDate: date,
    bookingDateTime: `${date}T${time}Z`,
    transactionAmount: { amount, currency: 'EUR' },
    remittanceInformationUnstructured: text,
    ...(name === undefined ? {} : { [`${side}Name`]: name }),
    ...(iban === undefined ? {} : { [`${side}Account`]: { iban } }),
  };
}

function accountOf({ id, iban, name, owner }: BankAccountOfTest): object {
  return { resourceId: id, iban, currency: 'EUR', product: name, ownerName: owner, cashAccountType: 'CACC' };
}

export function simulatedBank(accounts: BankAccountOfTest[], at: () => Date): SimulatedBank {
  const bank: SimulatedBank = {
    providerKeys: ['ENABNL2A'],
    accounts,
    nextFault: null,
    asked: [],
    isDown: false,
    beginLogin: async ({ returnUrl, state }) => {
      if (bank.isDown) throw new BankFault('unavailable', 'down');
      const url = new URL('https://bank.test/login');
      url.searchParams.set('redirect_uri', returnUrl);
      url.searchParams.set('state', state);
      return { url: url.href, access: { begun: true } };
    },
    completeLogin: async ({ query, access }) => {
      if (query['code'] !== 'yes' || access['begun'] !== true) throw new BankFault('refused', 'said no');
      return { token: 'secret of the bank' };
    },
    listAccounts: async () => accounts.map(({ id, iban, name }) => ({ id, iban, name, currency: 'EUR' })),
    fetchAnswers: async ({ accountIds, providerKey, access, keepAccess }, since) => {
      if (access['token'] === undefined) throw new BankFault('revoked', 'no token');
      const fault = bank.nextFault;
      bank.nextFault = null;
      if (fault !== null) throw new BankFault(fault, 'on demand');
      bank.asked.push(since);
      await keepAccess({ token: 'renewed secret of the bank' });
      const picked = accounts.filter(({ id }) => accountIds.includes(id));
      return {
        providerKey,
        fetchedAt: at().toISOString(),
        accounts: { accounts: accounts.map(accountOf) },
        details: picked.map(({ id, balance, lines }) => ({
          resourceId: id,
          balances: {
            balances: [{ balanceType: 'interimBooked', balanceAmount: { amount: balance, currency: 'EUR' } }],
          },
          transactions: [
            {
              transactions: {
                booked: lines.filter(({ isPending, date }) => !isPending && date >= since).map(transactionOf),
                pending: lines.filter(({ isPending }) => isPending).map(transactionOf),
              },
            },
          ],
        })),
      };
    },
  };
  return bank;
}
