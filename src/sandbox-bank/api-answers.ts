import { addMonths, type CalendarDate } from '../domain/calendar-date.js';
import type { MinorUnits } from '../domain/money.js';
import { dutchDayAt, momentText } from './generate/bank-time.js';
import type { Entry } from './generate/entry.js';
import { balanceAt, HISTORY_MONTHS, type Ledger, ledgerThrough } from './generate/ledger.js';
import { accountIban } from './generate/payments.js';
import type { AccountPlan, Person } from './people/person.js';

const MS_PER_SECOND = 1_000;

/** A JSON body in the words of Berlin Group NextGenPSD2. */
export type Body = Readonly<Record<string, unknown>>;

/** The transactions of one account that fit a request, newest first. */
export interface Selection {
  readonly booked: readonly Entry[];
  readonly pending: readonly Entry[];
}

/** What one person's requests are answered with, as of one moment. */
export class CustomerView {
  readonly #ledger: Ledger;
  readonly #nowSeconds: number;
  readonly #today: CalendarDate;

  constructor(
    readonly person: Person,
    now: Date,
  ) {
    this.#today = dutchDayAt(now);
    this.#nowSeconds = Math.floor(now.getTime() / MS_PER_SECOND);
    this.#ledger = rememberedLedger(person, this.#today);
  }

  /** The account of a resource id, null when the person has none such. */
  account(resourceId: string): AccountPlan | null {
    return this.person.accounts.find((one) => resourceIdOf(this.person, one.key) === resourceId) ?? null;
  }

  accounts(base: string): Body {
    return {
      accounts: this.person.accounts.map((account) => {
        const resourceId = resourceIdOf(this.person, account.key);
        return {
          resourceId,
          iban: accountIban(this.person, account.key),
          currency: 'EUR',
          ownerName: account.owner,
          name: account.product,
          product: account.product,
          cashAccountType: account.kind,
          usage: account.usage,
          bic: 'ENABNL2A',
          status: 'enabled',
          _links: {
            balances: { href: `${base}/v1/accounts/${resourceId}/balances` },
            transactions: { href: `${base}/v1/accounts/${resourceId}/transactions` },
          },
        };
      }),
    };
  }

  balances(account: AccountPlan): Body {
    const bookedMinor = balanceAt(this.#ledger, account.key, this.#nowSeconds);
    const pendingMinor = this.#pending(account).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    const at = momentText(this.#nowSeconds);
    return {
      account: { iban: accountIban(this.person, account.key) },
      balances: [
        {
          balanceType: 'interimBooked',
          balanceAmount: euros(bookedMinor),
          lastChangeDateTime: at,
          referenceDate: this.#today,
        },
        { balanceType: 'interimAvailable', balanceAmount: euros(bookedMinor + pendingMinor), lastChangeDateTime: at },
      ],
    };
  }

  /** Bookings of the days asked for, both included; pending ones have no day yet and come whenever asked. */
  select(account: AccountPlan, dateFrom: CalendarDate, dateTo: CalendarDate): Selection {
    const earliest = addMonths(this.#today, -HISTORY_MONTHS);
    const from = dateFrom > earliest ? dateFrom : earliest;
    const booked = this.#ledger.entries.filter(
      ({ account: key, bookedAt, bookedDay }) =>
        key === account.key && bookedAt <= this.#nowSeconds && bookedDay >= from && bookedDay <= dateTo,
    );
    return { booked: [...booked].reverse(), pending: this.#pending(account).reverse() };
  }

  #pending(account: AccountPlan): Entry[] {
    const isPending = ({ account: key, madeAt, bookedAt }: Entry): boolean =>
      key === account.key && madeAt <= this.#nowSeconds && bookedAt > this.#nowSeconds;
    return this.#ledger.entries.filter(isPending).sort((a, b) => a.madeAt - b.madeAt);
  }
}

/** The last ledger of each person: within a day every request asks for the same. */
const LEDGERS = new Map<string, { readonly day: CalendarDate; readonly ledger: Ledger }>();

function rememberedLedger(person: Person, day: CalendarDate): Ledger {
  const known = LEDGERS.get(person.id);
  if (known?.day === day) return known.ledger;
  const ledger = ledgerThrough(person, day);
  LEDGERS.set(person.id, { day, ledger });
  return ledger;
}

/** The bank's name of an account in its addresses. */
export function resourceIdOf(person: Person, key: string): string {
  return `${person.id}-${key}`;
}

function euros(amountMinor: MinorUnits): Body {
  const cents = String(Math.abs(amountMinor)).padStart(3, '0');
  return { currency: 'EUR', amount: `${amountMinor < 0 ? '-' : ''}${cents.slice(0, -2)}.${cents.slice(-2)}` };
}

/** A transaction as the bank writes it. */
export function transactionBody(person: Person, entry: Entry, isPending: boolean): Body {
  const { line, amountMinor } = entry;
  const own = { iban: accountIban(person, entry.account) };
  const other = line.otherIban === null ? undefined : { iban: line.otherIban };
  const name = line.otherName ?? undefined;
  return {
    transactionId: entry.id,
    transactionAmount: euros(amountMinor),
    ...(isPending
      ? { transactionDate: dutchDayAt(new Date(entry.madeAt * MS_PER_SECOND)) }
      : { bookingDate: entry.bookedDay, valueDate: entry.bookedDay, bookingDateTime: momentText(entry.bookedAt) }),
    ...(amountMinor < 0
      ? { creditorName: name, creditorAccount: other, debtorAccount: own }
      : { debtorName: name, debtorAccount: other, creditorAccount: own }),
    ...(line.creditorId === null ? {} : { creditorId: line.creditorId, mandateId: line.mandateId }),
    remittanceInformationUnstructured: line.text,
  };
}
