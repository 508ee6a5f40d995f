import { BankFault } from '../domain/bank-fault.js';
import type { BankAnswers, FetchStep, FetchWindow } from '../domain/bank-fetcher.js';
import { addMonths, type CalendarDate } from '../domain/calendar-date.js';
import { FieldProblem, isObject, type JsonObject } from '../formats/fields.js';
import type { Psd2Bank } from '../formats/psd2/bank.js';
import { type AccountConversation, RefusedFault } from './conversation.js';
import { nextPageOf } from './page-links.js';
import { after, type FetchProgress } from './progress.js';

/** Contract B promises no more, and asking for more makes some banks ask the person to log in again. */
const HISTORY_MONTHS_MAX = 18;

/** The part of a window that may be asked for on a day. */
export function allowedWindow(window: FetchWindow, today: CalendarDate): FetchWindow {
  const earliest = addMonths(today, -HISTORY_MONTHS_MAX);
  return window.dateFrom >= earliest ? window : { ...window, dateFrom: earliest };
}

/** Walks a person's accounts page by page from where the steps before left off. */
export class Walk {
  readonly #talk: AccountConversation;
  readonly #bank: Psd2Bank;
  readonly #baseUrl: string;
  readonly #today: CalendarDate;
  readonly #onStep: (step: FetchStep) => Promise<void>;
  #progress: FetchProgress;

  constructor(
    talk: AccountConversation,
    bank: { readonly reader: Psd2Bank; readonly baseUrl: string },
    progress: FetchProgress,
    { today, onStep }: { readonly today: CalendarDate; readonly onStep: (step: FetchStep) => Promise<void> },
  ) {
    this.#talk = talk;
    this.#bank = bank.reader;
    this.#baseUrl = bank.baseUrl;
    this.#progress = progress;
    this.#today = today;
    this.#onStep = onStep;
  }

  /** Fetches what is not there yet; `chosen` limits the accounts, null takes all. Throws BankFault. */
  async finish(chosen: readonly string[] | null): Promise<BankAnswers> {
    const listed = await this.#accountIds();
    for (const id of listed.filter((one) => chosen === null || chosen.includes(one))) {
      if (!this.#progress.answers.details.some(({ resourceId }) => resourceId === id)) await this.#account(id);
    }
    return this.#progress.answers;
  }

  async #take(step: FetchStep): Promise<void> {
    await this.#onStep(step);
    this.#progress = after(this.#progress, step, this.#progress.answers.providerKey);
  }

  async #accountIds(): Promise<readonly string[]> {
    if (this.#progress.accountIds !== null) return this.#progress.accountIds;
    const accounts = await listAccountBodies(this.#talk, this.#baseUrl);
    const ids = accounts.flatMap((body) => accountRecords(this.#bank, body).map(({ id }) => id));
    const accountIds = [...new Set(ids.filter((id) => id !== null))];
    await this.#take({ kind: 'LISTED', accounts, accountIds });
    return accountIds;
  }

  async #account(resourceId: string): Promise<void> {
    const { current } = this.#progress;
    // The bank may have moved since: access goes to the address it has now.
    const isResumed = current?.answers.resourceId === resourceId && current.nextPage.startsWith(`${this.#baseUrl}/`);
    if (!isResumed) await this.#begin(resourceId);
    try {
      await this.#pages();
    } catch (error) {
      // A page's address may not live as long as our steps: then the account starts again, and its pages are met once.
      if (!(isResumed && error instanceof RefusedFault)) throw error;
      await this.#begin(resourceId);
      await this.#pages();
    }
  }

  async #begin(resourceId: string): Promise<void> {
    const account = `${this.#baseUrl}/v1/accounts/${encodeURIComponent(resourceId)}`;
    const balances = await this.#talk.get(`${account}/balances`);
    const { dateFrom } = this.#progress.window;
    const dateTo = this.#lastDay();
    const nextPage = `${account}/transactions?dateFrom=${dateFrom}&dateTo=${dateTo}&bookingStatus=both`;
    await this.#take({ kind: 'ACCOUNT', resourceId, balances, nextPage });
  }

  /**
   * A window through the day of the first try means "until now": an account begun on a later day goes on to that day, because its
   * balance does too.
   */
  #lastDay(): CalendarDate {
    const { window, answers } = this.#progress;
    const isUntilNow = window.dateTo >= answers.fetchedAt.slice(0, 10);
    return isUntilNow && this.#today > window.dateTo ? this.#today : window.dateTo;
  }

  async #pages(): Promise<void> {
    const met = new Set<string>();
    for (let { current } = this.#progress; current !== null; { current } = this.#progress) {
      const url = current.nextPage;
      if (met.has(url) || current.answers.transactions.length >= this.#talk.limits.pages) {
        throw new BankFault('MALFORMED', 'the pages of the bank do not end');
      }
      met.add(url);
      const body = await this.#talk.get(url);
      await this.#take({ kind: 'PAGE', body, nextPage: nextPageOf(body, this.#baseUrl) });
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
