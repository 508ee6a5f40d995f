import { addMonths, type CalendarDate } from '../domain/calendar-date.js';
import { FieldProblem, isObject, type JsonObject } from '../formats/fields.js';
import type { Psd2Bank } from '../formats/psd2/bank.js';
import { BankFault } from './bank-fault.js';
import type { AccountAnswers, BankAnswers, FetchCursor, FetchWindow } from './bank-fetcher.js';
import { type AccountConversation, RefusedFault } from './conversation.js';
import { nextPageOf } from './page-links.js';

/** Contract B promises no more, and asking for more makes some banks ask the person to log in again. */
const HISTORY_MONTHS_MAX = 18;

/** The part of a window that may be asked for on a day. */
export function allowedWindow(window: FetchWindow, today: CalendarDate): FetchWindow {
  const earliest = addMonths(today, -HISTORY_MONTHS_MAX);
  return window.dateFrom >= earliest ? window : { ...window, dateFrom: earliest };
}

/** A fetch that has not begun. */
export function startOf(providerKey: string, window: FetchWindow, now: Date): FetchCursor {
  const answers: BankAnswers = { providerKey, accounts: [], details: [], fetchedAt: now.toISOString() };
  return { version: 1, window, answers, accountIds: null, current: null };
}

/** Walks a person's accounts page by page; `cursor` always holds what is there. All methods throw BankFault. */
export class Walk {
  readonly #talk: AccountConversation;
  readonly #bank: Psd2Bank;
  readonly #baseUrl: string;
  readonly #today: CalendarDate;
  #cursor: FetchCursor;

  constructor(
    talk: AccountConversation,
    bank: { readonly reader: Psd2Bank; readonly baseUrl: string },
    cursor: FetchCursor,
    today: CalendarDate,
  ) {
    this.#talk = talk;
    this.#bank = bank.reader;
    this.#baseUrl = bank.baseUrl;
    this.#cursor = cursor;
    this.#today = today;
  }

  get cursor(): FetchCursor {
    return this.#cursor;
  }

  /** Fetches what the cursor lacks; `chosen` limits the accounts, null takes all. */
  async finish(chosen: readonly string[] | null): Promise<BankAnswers> {
    const listed = await this.#accountIds();
    for (const id of listed.filter((one) => chosen === null || chosen.includes(one))) {
      if (!this.#cursor.answers.details.some(({ resourceId }) => resourceId === id)) await this.#account(id);
    }
    return this.#cursor.answers;
  }

  async #accountIds(): Promise<readonly string[]> {
    if (this.#cursor.accountIds !== null) return this.#cursor.accountIds;
    const bodies = await listAccountBodies(this.#talk, this.#baseUrl);
    const ids = bodies.flatMap((body) => accountRecords(this.#bank, body).map(({ id }) => id));
    const accountIds = [...new Set(ids.filter((id) => id !== null))];
    this.#cursor = { ...this.#cursor, answers: { ...this.#cursor.answers, accounts: bodies }, accountIds };
    return accountIds;
  }

  async #account(resourceId: string): Promise<void> {
    const isResumed = this.#cursor.current?.answers.resourceId === resourceId;
    if (!isResumed) await this.#begin(resourceId);
    try {
      await this.#pages();
    } catch (error) {
      // A page's address may not live as long as our cursor: then the account starts again, and its pages are met once.
      if (!(isResumed && error instanceof RefusedFault)) throw error;
      await this.#begin(resourceId);
      await this.#pages();
    }
    const { current, answers } = this.#cursor;
    if (current === null) return;
    this.#cursor = {
      ...this.#cursor,
      current: null,
      answers: { ...answers, details: [...answers.details, current.answers] },
    };
  }

  async #begin(resourceId: string): Promise<void> {
    const account = `${this.#baseUrl}/v1/accounts/${encodeURIComponent(resourceId)}`;
    const balances = await this.#talk.get(`${account}/balances`);
    const { dateFrom } = this.#cursor.window;
    const dateTo = this.#lastDay();
    const nextPage = `${account}/transactions?dateFrom=${dateFrom}&dateTo=${dateTo}&bookingStatus=both`;
    this.#cursor = { ...this.#cursor, current: { answers: { resourceId, balances, transactions: [] }, nextPage } };
  }

  /**
   * A window through the day of the first try means "until now": an account begun on a later day goes on to that day, because its
   * balance does too.
   */
  #lastDay(): CalendarDate {
    const { window, answers } = this.#cursor;
    const isUntilNow = window.dateTo >= answers.fetchedAt.slice(0, 10);
    return isUntilNow && this.#today > window.dateTo ? this.#today : window.dateTo;
  }

  async #pages(): Promise<void> {
    const met = new Set<string>();
    for (let current = this.#cursor.current; current?.nextPage; current = this.#cursor.current) {
      const url = current.nextPage;
      if (met.has(url) || current.answers.transactions.length >= this.#talk.limits.pages) {
        throw new BankFault('MALFORMED', 'the pages of the bank do not end');
      }
      met.add(url);
      const body = await this.#talk.get(url);
      const answers: AccountAnswers = {
        ...current.answers,
        transactions: [...current.answers.transactions, body],
      };
      this.#cursor = { ...this.#cursor, current: { answers, nextPage: nextPageOf(body, this.#baseUrl) } };
    }
  }
}

/** The bodies of the list of accounts, all pages. */
export async function listAccountBodies(talk: AccountConversation, baseUrl: string): Promise<JsonObject[]> {
  const bodies: JsonObject[] = [];
  for (let url: string | null = `${baseUrl}/v1/accounts`; url !== null; ) {
    if (bodies.length >= talk.limits.pages) throw new BankFault('MALFORMED', 'the pages of the bank do not end');
    const body = await talk.get(url);
    bodies.push(body);
    url = nextPageOf(body, baseUrl);
  }
  return bodies;
}

/**
 * The account records of a body with their ids, null for a record that has none or cannot be read: it does not lose the others.
 * Throws BankFault MALFORMED where the body is none of a list of accounts.
 */
export function accountRecords(
  bank: Psd2Bank,
  body: JsonObject,
): { readonly id: string | null; readonly record: JsonObject }[] {
  const records = readable(() => bank.listAccounts(body));
  // What was wrong there could quote bank data.
  if (records === null) throw new BankFault('MALFORMED', 'the list of accounts of the bank cannot be read');
  return records.flatMap(({ record }) =>
    isObject(record) ? [{ id: readable(() => bank.accountId(record)), record }] : [],
  );
}

/** What a reader reads; null for what it cannot read. */
export function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldProblem) return null;
    throw error;
  }
}
