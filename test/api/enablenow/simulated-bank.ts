import { BankFault, type BankFaultKind } from '../../../src/domain/bank-fault.js';
import type { BankConsent, BankFetcher } from '../../../src/domain/bank-fetcher.js';
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
  /** Whether the bank fails when it is asked for a login or told of an end. */
  isDown: boolean;
  /** Its ids of the consents that were begun. */
  readonly begun: string[];
  /** The consents that it was told to end. */
  readonly ended: BankConsent[];
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
    begun: [],
    ended: [],
    authorizationUrl: async (_consent, redirectUri, state) => {
      if (bank.isDown) throw new BankFault('UNAVAILABLE', 'down');
      const url = new URL('https://bank.test/login');
      url.searchParams.set('redirect_uri', redirectUri);
      url.searchParams.set('state', state);
      const bankConsentId = `consent ${bank.begun.length + 1}`;
      bank.begun.push(bankConsentId);
      return { url: url.href, bankConsentId };
    },
    exchangeCode: async ({ providerKey, bankConsentId, code }) => {
      if (code !== 'yes' || bankConsentId !== bank.begun.at(-1)) throw new BankFault('REVOKED', 'not a good code');
      return { providerKey, bankConsentId, accessToken: 'secret of the bank', refreshToken: 'once' };
    },
    listAccounts: async (access) => ({
      accounts: accounts.map(({ id, iban, name }) => ({ id, iban, name, currency: 'EUR' })),
      access,
    }),
    endConsent: async (consent) => {
      if (bank.isDown) throw new BankFault('UNAVAILABLE', 'down');
      bank.ended.push(consent);
    },
    fetchAnswers: async (access, { dateFrom: since }, { accountIds = [], onRefresh } = {}) => {
      const kind = bank.nextFault;
      bank.nextFault = null;
      if (kind !== null) return { outcome: 'INTERRUPTED', fault: new BankFault(kind, 'on demand'), access };
      bank.asked.push(since);
      const renewed = { ...access, accessToken: 'renewed secret of the bank' };
      await onRefresh?.(renewed);
      const picked = accounts.filter(({ id }) => accountIds.includes(id));
      const answers = {
        providerKey: access.providerKey,
        fetchedAt: at().toISOString(),
        accounts: [{ accounts: accounts.map(accountOf) }],
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
      return { outcome: 'COMPLETE', answers, access: renewed };
    },
  };
  return bank;
}
