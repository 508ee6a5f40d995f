/**
 * The registry of errors that callers can see: code, HTTP status and the sentence used when no better one is given.
 * Codes are those of contract A's introduction; the façades render them in their contract's body.
 */
export const ERRORS = {
  MISSING_PARAM: { status: 400, message: 'A required parameter is missing' },
  BAD_REQUEST: { status: 400, message: 'A parameter does not have the expected form' },
  UNAUTHORIZED: { status: 401, message: 'The Authorization header is wrong or missing: ask for a token first' },
  FORBIDDEN: { status: 403, message: 'This client may not do this' },
  NOT_FOUND: { status: 404, message: 'There is no such API' },
  UNKNOWN_ENTITY: { status: 404, message: 'The identifier has not been found' },
  CONFLICT: { status: 409, message: 'The same request is being worked on: ask again in a moment' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request body is larger than this server takes' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    message: 'The content type of the request is not supported: send application/json',
  },
  ALREADY_EXISTS: { status: 422, message: 'The entity already exists' },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    message: 'This Idempotency-Key was used for another request: choose a new key for a new request',
  },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests: slow down' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'An internal error occurred' },
} as const;
export type ErrorCode = keyof typeof ERRORS;

/** An error meant for the caller. The message names fields and shapes, never bank data. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  /** The parameter at fault, as the caller names it; null where the fault is of none. */
  readonly field: string | null;

  constructor(code: ErrorCode, message?: string, options?: { cause?: unknown; field?: string }) {
    super(message ?? ERRORS[code].message, options);
    this.code = code;
    this.field = options?.field ?? null;
    this.status = ERRORS[code].status;
  }
}
