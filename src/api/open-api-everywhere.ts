import { ERRORS, type ErrorCode } from '../domain/errors.js';
import { KEY_LENGTH_MAX } from './idempotency.js';

/** In which form a contract tells errors. */
export interface ErrorForm {
  /** Name of the shared schema. */
  readonly schema: string;
  readonly mediaType: string;
  readonly statusOf: (code: ErrorCode) => number;
}

interface Response {
  readonly description: string;
  readonly content?: Record<string, unknown>;
}
interface Operation {
  readonly security?: unknown;
  readonly requestBody?: unknown;
  readonly responses?: Record<string, Response>;
  readonly parameters?: readonly unknown[];
}
interface Document {
  readonly paths?: Record<string, Record<string, Operation>>;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: KEY_LENGTH_MAX },
  description:
    'Lets the request be sent again safely: for a day, the same key with the same body gets the first answer again, marked `idempotent-replayed`',
};

/** Errors that hooks and parsers give, whatever the route: by what an operation must have for them. */
function errorsBeside(method: string, { security, requestBody }: Operation): number[] {
  const isRepeatable = method === 'post' && security !== undefined;
  return [...(isRepeatable ? [409, 422] : []), ...(requestBody === undefined ? [] : [413, 415])];
}

/** What a status stands for: the sentences of all errors that are told with it. */
function meaningOf(status: number, { statusOf }: ErrorForm): string {
  const codes = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => statusOf(code) === status);
  return codes.map((code) => ERRORS[code].message).join('; or: ');
}

/**
 * The description with what no route says of itself: the header that makes a POST repeatable, the errors of hooks and parsers, and
 * the media type in which errors are told.
 */
export function withWhatHoldsEverywhere(document: object, form: ErrorForm): object {
  const { schema, mediaType } = form;
  const error = (status: number, response?: Response): Response => ({
    description: meaningOf(status, form),
    content: {
      [mediaType]: Object.values(response?.content ?? {})[0] ?? { schema: { $ref: `#/components/schemas/${schema}` } },
    },
  });
  const described = (method: string, operation: Operation): Operation => {
    const met = operation.responses ?? {};
    const statuses = new Set([...Object.keys(met).map(Number), ...errorsBeside(method, operation)]);
    const responses = [...statuses]
      .sort((a, b) => a - b)
      .map((status) => {
        const response = met[status];
        return [status, response !== undefined && status < 400 ? response : error(status, response)];
      });
    const isRepeatable = method === 'post' && operation.security !== undefined;
    const parameters = [...(operation.parameters ?? []), ...(isRepeatable ? [IDEMPOTENCY_KEY] : [])];
    return { ...operation, ...(parameters.length > 0 ? { parameters } : {}), responses: Object.fromEntries(responses) };
  };
  const paths = Object.entries((document as Document).paths ?? {}).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, described(method, operation)])),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}
