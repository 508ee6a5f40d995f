import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { retryAfterSeconds } from './retry-schedule.js';
import { type AllowList, type GuardedTarget, guardTarget, type Lookup, TargetRefused } from './target-guard.js';

/** One message on its way to one target. */
export interface Delivery {
  readonly target: string;
  /** The JSON text, signed as it is. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface DeliveryOptions {
  readonly allow: AllowList;
  readonly lookup: Lookup;
  /** The whole try, look-up and answer included; 15 s unless told otherwise. */
  readonly timeoutMs?: number;
}

/**
 * How a try ended: `acknowledged` by a 2xx, `gone` by a 410 (the receiver wants no more), `refused` by our own rules before
 * anything was sent, `failed` otherwise.
 */
export type DeliveryOutcome = 'acknowledged' | 'failed' | 'gone' | 'refused';

export interface DeliveryResult {
  readonly outcome: DeliveryOutcome;
  /** HTTP status, null when there was no answer. */
  readonly status: number | null;
  /** Why it was not acknowledged, for people; holds nothing of the body, the answer or the target's query. */
  readonly reason: string | null;
  /** What the receiver asked for with Retry-After, null when nothing. */
  readonly retryAfterSeconds: number | null;
  readonly durationMs: number;
}

const TIMEOUT_MS = 15_000;
/** What is read of an answer, so that the receiver can finish it; nothing of it is kept. */
const ANSWER_BYTES_MAX = 1_024;
const USER_AGENT = 'Saldo-Webhooks/1';

/** Makes one try: POSTs the body to the addresses that the guard has checked, follows no redirect, never throws. */
export async function deliver(delivery: Delivery, options: DeliveryOptions): Promise<DeliveryResult> {
  const startedAt = performance.now();
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const answer = await tryOnce(delivery, options, timeoutMs).catch((error: unknown) => withoutAnswer(error, timeoutMs));
  return { ...answer, durationMs: Math.round(performance.now() - startedAt) };
}

type Answer = Omit<DeliveryResult, 'durationMs'>;

async function tryOnce(delivery: Delivery, { allow, lookup }: DeliveryOptions, timeoutMs: number): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const target = await guardTarget(delivery.target, allow, lookup);
  signal.throwIfAborted();
  const response = await post(target, delivery, signal);
  const answer = answerOf(response);
  await discard(response);
  return answer;
}

/** Answers with the addresses that were checked, whatever a resolver would say by now. */
function pinnedTo({ addresses }: GuardedTarget): LookupFunction {
  const pinned = addresses.map(({ address, family }) => ({ address, family }));
  return (_hostname, { all }, callback) => {
    const [first] = pinned;
    if (all) callback(null, pinned);
    else callback(null, first?.address ?? '', first?.family);
  };
}

function post(target: GuardedTarget, { body, headers }: Delivery, signal: AbortSignal): Promise<IncomingMessage> {
  const { url } = target;
  const options: RequestOptions = {
    method: 'POST',
    // A connection of its own: one kept from before would lead to the address of then.
    agent: false,
    lookup: pinnedTo(target),
    signal,
    headers: {
      ...headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': USER_AGENT,
    },
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    request.on('response', resolve);
    request.on('error', reject);
    // An answer that asks for another protocol ends the connection without either.
    request.on('close', () => reject(new Error('the connection was closed')));
    request.end(body);
  });
}

/** Reads the rest of an answer up to a limit; whatever happens meanwhile, its status has been given. */
function discard(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) response.destroy();
    });
    response.on('error', () => {});
    response.on('close', resolve);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Answer {
  const isSuccess = statusCode >= 200 && statusCode < 300;
  const outcome = isSuccess ? 'acknowledged' : statusCode === 410 ? 'gone' : 'failed';
  return {
    outcome,
    status: statusCode,
    reason: isSuccess ? null : reasonFor(statusCode),
    retryAfterSeconds: isSuccess ? null : retryAfterSeconds(headers['retry-after'], new Date()),
  };
}

function reasonFor(status: number): string {
  if (status >= 300 && status < 400) return `answered ${status}: redirects are not followed`;
  return `answered ${status}`;
}

/** Error messages name addresses and quote certificates, so only their code is told. */
function withoutAnswer(error: unknown, timeoutMs: number): Answer {
  const nothing = { status: null, retryAfterSeconds: null };
  if (error instanceof TargetRefused)
    return {
      ...nothing,
      outcome: error.kind === 'unresolvable' ? 'failed' : 'refused',
      reason: `the target ${error.message}`,
    };
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === 'AbortError' || name === 'TimeoutError')
    return { ...nothing, outcome: 'failed', reason: `no answer within ${timeoutMs / 1_000} s` };
  const told = typeof code === 'string' ? ` (${code})` : '';
  return { ...nothing, outcome: 'failed', reason: `the connection failed${told}` };
}
