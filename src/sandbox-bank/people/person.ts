/** How a table of a person is written: read this first, then any file beside it. Amounts are in euros, debits negative. */

/** How a payment moved; `words/lines.ts` shows what the bank prints for each. */
export type Way =
  | 'incasso' // recurring SEPA direct debit
  | 'incasso-once' // single SEPA direct debit
  | 'transfer' // a transfer, in or out
  | 'standing' // a standing order
  | 'ideal' // paid in a web shop or app
  | 'tikkie' // a payment request between people
  | 'card' // paid in a shop
  | 'ecom' // paid by card on the internet
  | 'cash' // taken from a machine
  | 'deposit' // put into a machine
  | 'fee' // the bank's own charge
  | 'interest'; // the bank's own interest

/** One account. */
export interface AccountPlan {
  /** Short name by which the tables below mean this account. */
  readonly key: string;
  readonly product: string;
  readonly kind: 'CACC' | 'SVGS';
  readonly usage: 'PRIV' | 'ORGA';
  readonly owner: string;
  /** Balance before the first transaction that was ever made. */
  readonly opening: number;
}

/** Something that comes back on a day of the month. `{…}` in `text` is filled in, see `words/fill-in.ts`. */
export interface Regular {
  readonly account: string;
  readonly way: Way;
  /** Who pays or is paid, as the bank prints it. */
  readonly who: string;
  readonly text: string;
  readonly amount: number;
  /** Nominal day of the month. */
  readonly day: number;
  /** Share by which the amount varies up or down, for example 0.05; none when left out. */
  readonly varies?: number;
  /** Growth of the amount each January, for example 0.03; `amount` is that of 2026. */
  readonly yearly?: number;
  /** Months (1..12) in which it happens; all when left out. */
  readonly months?: readonly number[];
  /** First and last month, `YYYY-MM`; always when left out. */
  readonly from?: string;
  readonly until?: string;
  /** A weekend moves the day back (wages) or ahead (direct debits, the default). */
  readonly weekend?: 'before' | 'after';
  /** Happens every four weeks, counted from 2022-01-03, instead of on `day`. */
  readonly fourWeekly?: boolean;
  /** Chance that a direct debit comes back unpaid two workdays later. */
  readonly comesBack?: number;
  /** Another account of the same person that gets (or gives) the money. */
  readonly to?: string;
}

/** Something that happens now and then. */
export interface Habit {
  readonly account: string;
  readonly way: Way;
  /** Names as the bank prints them; each time one is picked. */
  readonly who: readonly string[];
  readonly text?: readonly string[];
  /** Least and greatest amount, positive; low ones are more common. */
  readonly amount: readonly [number, number];
  /** How often in a week, on average. */
  readonly perWeek: number;
  /** Amounts come in steps of this many euros; cents when left out. */
  readonly step?: number;
  /** Money that comes in instead of going out. */
  readonly isIncome?: boolean;
  /** ISO weekdays, Monday 1; all when left out. */
  readonly weekdays?: readonly number[];
  /** Chance that the money, or part of it, is paid back a week later. */
  readonly isReturned?: number;
  readonly from?: string;
  readonly until?: string;
}

/** What keeps an account from growing or sinking without end: looked at every day, after everything else. */
export interface Balance {
  readonly account: string;
  /** Above `over`, what exceeds `back` leaves; below `under`, what lacks to `back` comes. Both in whole `step`s. */
  readonly over: number;
  readonly under: number;
  readonly back: number;
  readonly step: number;
  readonly surplus: { readonly to: string } | { readonly way: Way; readonly who: string; readonly text: string };
  readonly lack: { readonly to: string } | { readonly way: Way; readonly who: string; readonly text: string };
}

/** A person, couple or company of the simulated bank. All are invented. */
export interface Person {
  /** The name in the login form and the seed of everything random. */
  readonly id: string;
  readonly name: string;
  readonly about: { readonly nl: string; readonly en: string };
  /** Where the shops are, as card lines print it. */
  readonly city: string;
  /** Eight digits of the Chamber of Commerce, for companies. */
  readonly kvkNumber?: string;
  readonly accounts: readonly AccountPlan[];
  readonly regular: readonly Regular[];
  readonly habits: readonly Habit[];
  readonly balances: readonly Balance[];
}
