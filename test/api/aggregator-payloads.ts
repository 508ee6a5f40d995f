/** A contract-A persona told in the words of other aggregators: the same money, dates and texts. */
export interface Persona {
  readonly accounts: readonly {
    readonly name?: string;
    readonly balance: number;
    readonly balanceDate: string;
    readonly currency: string;
    readonly iban?: string;
    readonly transactions: readonly {
      readonly description: string;
      readonly amount: number;
      readonly currency: string;
      readonly dates: { readonly debitedAt?: string; readonly bookedAt?: string };
    }[];
  }[];
}

type Transaction = Persona['accounts'][number]['transactions'][number];

function dayOf({ dates }: Transaction): string {
  return (dates.debitedAt ?? dates.bookedAt ?? '').slice(0, 10);
}

function secondsOf(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** Linxo Connect Account API v2, one connection. */
export function asLinxo({ accounts }: Persona): object {
  return {
    format: 'LINXO_CONNECT_ACCOUNT_API_V2',
    connections: [
      {
        id: 'connection',
        status: 'SUCCESS',
        accounts: accounts.map((account, a) => ({
          id: `a-${a}`,
          name: account.name,
          iban: account.iban,
          balance: account.balance,
          balance_date: secondsOf(account.balanceDate),
          currency: account.currency,
          type: 'CHECKINGS',
          classification: 'PERSONNAL',
          transactions: account.transactions.map((transaction, t) => ({
            id: `t-${a}-${t}`,
            amount: transaction.amount,
            date: secondsOf(`${dayOf(transaction)}T12:00:00Z`),
            label: transaction.description,
            notes: transaction.description,
            currency: transaction.currency,
          })),
        })),
      },
    ],
  };
}

/** Tink v2: amounts as an unscaled value and its scale. */
export function asTink({ accounts }: Persona): object {
  const money = (amount: number, currencyCode: string) => ({
    currencyCode,
    value: { scale: '2', unscaledValue: String(Math.round(amount * 100)) },
  });
  return {
    format: 'TINK_V2',
    accounts: accounts.map((account, a) => ({
      id: `a-${a}`,
      name: account.name,
      type: 'CHECKING',
      customerSegment: 'PERSONAL',
      balances: { booked: { amount: money(account.balance, account.currency) } },
      dates: { lastRefreshed: account.balanceDate },
      identifiers: { iban: { iban: account.iban } },
      transactions: account.transactions.map((transaction, t) => ({
        id: `t-${a}-${t}`,
        amount: money(transaction.amount, transaction.currency),
        dates: { booked: dayOf(transaction) },
        descriptions: { display: transaction.description, original: transaction.description },
        status: 'BOOKED',
      })),
    })),
  };
}
