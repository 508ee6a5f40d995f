import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../domain/errors.js';

/** Fastify's own faults of a request, in our words. */
const OF_FASTIFY: Readonly<Record<string, () => AppError>> = {
  FST_ERR_BAD_URL: () => new AppError('BAD_REQUEST', 'The path is not a valid URL: escape % as %25'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new AppError('BAD_REQUEST', 'The body is not valid JSON'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new AppError('UNSUPPORTED_MEDIA_TYPE'),
  FST_CP_ERR_INVALID_CONTENT_ENCODING: () =>
    new AppError('UNSUPPORTED_MEDIA_TYPE', 'The encoding of the body is not known: send it as it is, or as gzip'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new AppError('PAYLOAD_TOO_LARGE'),
};

/** SQLSTATE of texts that PostgreSQL cannot keep: 22021 a NUL character, 22P05 the same inside JSON, or half a surrogate pair. */
const UNSTORABLE_TEXT: readonly string[] = ['22021', '22P05'];

/** The field that a validation issue is about, and what it takes; never the value. */
function ofValidation(error: FastifyError): AppError | null {
  if (!hasZodFastifySchemaValidationErrors(error)) return null;
  const [issue] = error.validation;
  const field = issue?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body';
  const isMissing = /received undefined/.test(issue?.message ?? '');
  return new AppError(
    isMissing ? 'MISSING_PARAM' : 'BAD_REQUEST',
    isMissing ? `${field} is required` : `${field}: ${issue?.message ?? 'is not valid'}`,
  );
}

/** What the caller is told of any fault; faults of ours say nothing but that. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const fault = error as FastifyError;
  const known = OF_FASTIFY[fault.code];
  if (known) return known();
  if (UNSTORABLE_TEXT.includes(fault.code))
    return new AppError('BAD_REQUEST', 'A text holds a character that cannot be kept, such as NUL: remove it');
  const validation = ofValidation(fault);
  if (validation) return validation;
  if (fault.statusCode === 429) return new AppError('TOO_MANY_REQUESTS');
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500)
    return new AppError('BAD_REQUEST');
  return new AppError('INTERNAL_SERVER_ERROR', undefined, { cause: error });
}
