import { randomUUID } from 'node:crypto';
import { BankFault } from '../domain/bank-fault.js';
import type { BankAccess } from '../domain/bank-fetcher.js';
import { isObject } from '../formats/fields.js';
import type { BankEndpoint } from './endpoints.js';
import { type BankReply, type BankRequest, exchange } from './exchange.js';
import { DEFAULT_LIMITS, type FetcherSettings, type FetchLimits } from './settings.js';
import { refreshedAccess } from './tokens.js';

const MS_PER_SECOND = 1_000;
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;

/** All requests of one call to one bank: they share a time limit, and tokens when there is access. */
export class Conversation {
  readonly limits: FetchLimits;
  readonly #settings: FetcherSettings;
  readonly #deadline: number;

  constructor(
    settings: FetcherSettings,
    readonly endpoint: BankEndpoint,
  ) {
    this.#settings = settings;
    this.limits = { ...DEFAULT_LIMITS, ...settings.limits };
    this.#deadline = settings.now().getTime() + this.limits.totalMs;
  }

  /**
   * Asks until there is an answer that trying again would not change, and returns it whatever its status. Waits as Retry-After
   * says, else longer each time. Throws BankFault TIMED_OUT, RATE_LIMITED, UNAVAILABLE or MALFORMED.
   */
  async ask(request: BankRequest): Promise<BankReply> {
    for (let tried = 1; ; tried++) {
      this.#checkTime();
      const result = await this.#once(request);
      if (!(result instanceof BankFault)) return result;
      if (result.kind === 'MALFORMED' || tried >= this.limits.tries) throw result;
      await this.#wait(result, tried);
    }
  }

  /** The answer, or the fault that another try may heal. */
  async #once(request: BankRequest): Promise<BankReply | BankFault> {
    try {
      const left = this.#deadline - this.#settings.now().getTime();
      const requestMs = Math.max(1, Math.min(this.limits.requestMs, left));
      const reply = await exchange(request, { requestMs, bodyBytes: this.limits.bodyBytes }, this.#settings.now);
      const { status, retryAfterSeconds } = reply;
      if (status === TOO_MANY_REQUESTS) {
        return new BankFault('RATE_LIMITED', 'the bank allows no more requests for now', status, retryAfterSeconds);
      }
      if (status >= 500 || status === REQUEST_TIMEOUT) {
        return new BankFault('UNAVAILABLE', 'the bank is out of order', status, retryAfterSeconds);
      }
      return reply;
    } catch (error) {
      if (error instanceof BankFault) return error;
      throw error;
    }
  }

  #checkTime(): void {
    if (this.#settings.now().getTime() >= this.#deadline) {
      throw new BankFault('TIMED_OUT', 'fetching from the bank takes too long');
    }
  }

  /** Waits before the next try; gives up with the fault at hand when the wait would be too long. */
  async #wait(fault: BankFault, tried: number): Promise<void> {
    const backoffMs = this.limits.backoffMs * 2 ** (tried - 1) * (1 + this.#settings.jitter());
    const waitMs = fault.retryAfterSeconds === null ? backoffMs : fault.retryAfterSeconds * MS_PER_SECOND;
    if (waitMs > this.limits.waitMs || this.#settings.now().getTime() + waitMs >= this.#deadline) throw fault;
    await this.#settings.sleep(waitMs);
  }
}

/** A conversation with access to a person's accounts; renews the access when the bank says it has expired. */
export class AccountConversation {
  readonly #talk: Conversation;
  readonly #onRefresh: (access: BankAccess) => Promise<void>;
  #access: BankAccess;

  constructor(talk: Conversation, access: BankAccess, onRefresh: ((access: BankAccess) => Promise<void>) | undefined) {
    this.#talk = talk;
    this.#access = access;
    this.#onRefresh = onRefresh ?? (async () => {});
  }

  /** The access as it is now: the one given, or what the bank gave in its place. */
  get access(): BankAccess {
    return this.#access;
  }

  get limits(): FetchLimits {
    return this.#talk.limits;
  }

  /** The bank's JSON at an address below its base. Throws BankFault, `RefusedFault` where the bank does not know the address. */
  async get(url: string): Promise<Readonly<Record<string, unknown>>> {
    let reply = await this.#ask(url);
    if (reply.status === 401 && !isConsentRefused(reply.body)) {
      this.#access = await refreshedAccess(this.#talk, this.#access);
      await this.#onRefresh(this.#access);
      reply = await this.#ask(url);
    }
    const { status, body } = reply;
    if (status === 401 || status === 403 || (status >= 400 && isConsentRefused(body))) {
      throw new BankFault('REVOKED', 'the bank gives no more access with this consent', status);
    }
    if (status >= 400) throw new RefusedFault(status);
    if (!isObject(body)) throw new BankFault('MALFORMED', 'the answer of the bank is not a JSON object', status);
    return body;
  }

  #ask(url: string): Promise<BankReply> {
    const { accessToken, bankConsentId } = this.#access;
    return this.#talk.ask({
      method: 'GET',
      url,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${accessToken}`,
        'consent-id': bankConsentId,
        'x-request-id': randomUUID(),
      },
    });
  }
}

/** The bank refuses the request itself: an address it does not know, or no more. */
export class RefusedFault extends BankFault {
  constructor(status: number) {
    super('MALFORMED', 'the bank refuses the request', status);
  }
}

/** Berlin Group's CONSENT_INVALID, CONSENT_EXPIRED and CONSENT_UNKNOWN: new tokens would not help. */
function isConsentRefused(body: unknown): boolean {
  const messages = isObject(body) ? body['tppMessages'] : null;
  if (!Array.isArray(messages)) return false;
  return messages.some((one) => isObject(one) && String(one['code']).startsWith('CONSENT_'));
}
