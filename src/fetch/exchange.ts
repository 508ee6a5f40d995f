import { BankFault } from '../domain/bank-fault.js';

/** One HTTP request. */
export interface BankRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The bank's answer: `body` is undefined where it is no JSON. */
export interface BankReply {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterSeconds: number | null;
}

export interface ExchangeLimits {
  /** For one request, headers and body. */
  readonly requestMs: number;
  readonly bodyBytes: number;
}

/**
 * Makes one request. Throws BankFault: TIMED_OUT after `requestMs`, UNAVAILABLE when there is no connection, MALFORMED for a
 * body beyond `bodyBytes` and for a redirect, which could lead a token elsewhere.
 */
export async function exchange(request: BankRequest, limits: ExchangeLimits, now: () => Date): Promise<BankReply> {
  const { method, url, headers, body } = request;
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.requestMs),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new BankFault('MALFORMED', 'the bank redirects instead of answering', response.status);
    }
    const text = await textOf(response, limits.bodyBytes);
    const retryAfterSeconds = secondsOf(response.headers.get('retry-after'), now);
    return { status: response.status, body: parsed(text), retryAfterSeconds };
  } catch (error) {
    if (error instanceof BankFault) throw error;
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    // The error's own message names addresses.
    if (isTimeout) throw new BankFault('TIMED_OUT', 'the bank does not answer in time');
    throw new BankFault('UNAVAILABLE', 'the bank cannot be reached');
  }
}

/** Reads a body and stops as soon as it is too large, whatever Content-Length says. */
async function textOf(response: Response, bytesMax: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const chunk = read.value as Uint8Array;
    bytes += chunk.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      throw new BankFault('MALFORMED', 'the answer of the bank is too large', response.status);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Longest wait that a bank can ask for: a mistaken answer must not end the reading of accounts for years. */
const RETRY_AFTER_MAX_SECONDS = 86_400;
const MS_PER_SECOND = 1_000;

/** Retry-After is a count of seconds or a date (RFC 9110, section 10.2.3). */
function secondsOf(text: string | null, now: () => Date): number | null {
  if (text === null) return null;
  const asked = /^\d{1,9}$/.test(text.trim())
    ? Number(text)
    : Math.ceil((Date.parse(text) - now().getTime()) / MS_PER_SECOND);
  return Number.isNaN(asked) ? null : Math.min(Math.max(0, asked), RETRY_AFTER_MAX_SECONDS);
}
