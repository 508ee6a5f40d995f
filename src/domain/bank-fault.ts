/**
 * Why a bank did not give what was asked:
 * - REVOKED: the person or the bank ended the consent, gave none, or access cannot be renewed; only a new consent helps
 * - RATE_LIMITED: the bank allows no more requests for now; try later
 * - UNAVAILABLE: the bank cannot be reached, fails, or asks to wait longer than a fetch may last; try later
 * - TIMED_OUT: the bank is too slow, or the whole fetch took longer than it may; try later
 * - MALFORMED: the answer is not what the bank promises, or too large; trying again will hardly help
 * - NOT_CONFIGURED: this installation has no base URL for the bank
 */
export type BankFaultKind = 'REVOKED' | 'RATE_LIMITED' | 'UNAVAILABLE' | 'TIMED_OUT' | 'MALFORMED' | 'NOT_CONFIGURED';

/** A bank's refusal or failure. The message says what happened without the bank's data, addresses or tokens. */
export class BankFault extends Error {
  override readonly name = 'BankFault';
  readonly kind: BankFaultKind;
  /** HTTP status of the bank's answer; null when there was none. */
  readonly status: number | null;
  /** Seconds the bank asked to wait; null when it said nothing. */
  readonly retryAfterSeconds: number | null;

  constructor(
    kind: BankFaultKind,
    message: string,
    status: number | null = null,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.kind = kind;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
