/**
 * Faults on demand. A fault is written `kind[:times[:after]]`: it hits `times` requests for accounts, balances or transactions
 * (all when left out) once `after` of them went well (none when left out). `server-error:2:3` answers three requests, fails two,
 * then answers again. It is chosen on the login page for everything done with that consent, or for one request by the header
 * `X-Sandbox-Fault` or the query parameter `sandboxFault`.
 */
export const FAULT_KINDS = [
  'timeout', // no answer for a long time
  'slow', // every answer takes its time
  'rate-limit', // 429 with Retry-After
  'server-error', // 503
  'not-json', // 200 with a page of HTML
  'malformed-record', // one unreadable transaction among good ones
  'revoked', // 401 CONSENT_INVALID
  'expired-token', // 401 TOKEN_EXPIRED; new tokens are good
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

const FAULT = /^([a-z-]+)(?::(\d{1,4}))?(?::(\d{1,4}))?$/;
/** Counters are forgotten all at once beyond this: a forgotten one starts its fault anew. */
const COUNTERS_MAX = 10_000;

interface Fault {
  readonly kind: FaultKind;
  readonly times: number;
  readonly after: number;
}

/** Reads a fault; null for text that names none. */
export function parseFault(text: string): Fault | null {
  const [, kind, times, after] = FAULT.exec(text.trim()) ?? [];
  const known = FAULT_KINDS.find((one) => one === kind);
  if (known === undefined) return null;
  return {
    kind: known,
    times: times === undefined ? Number.POSITIVE_INFINITY : Number(times),
    after: Number(after ?? 0),
  };
}

/** Counts the requests of each consent, and says which of them go wrong how. */
export class FaultPlan {
  readonly #seen = new Map<string, number>();

  /** The fault that hits this request, null when none does. Each call counts one request. */
  next(consentId: string, text: string | undefined): FaultKind | null {
    const fault = text === undefined ? null : parseFault(text);
    if (fault === null) return null;
    const key = `${consentId} ${text}`;
    const seen = this.#seen.get(key) ?? 0;
    if (this.#seen.size >= COUNTERS_MAX) this.#seen.clear();
    this.#seen.set(key, seen + 1);
    return seen >= fault.after && seen < fault.after + fault.times ? fault.kind : null;
  }
}
