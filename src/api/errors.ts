import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../domain/errors.js';

/** Fastify's own faults of a request, in our words. */
const OF_FASTIFY: Readonly<Record<string, () => AppError>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: () => new AppError('BAD_REQUEST', 'The body is not valid JSON'),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new AppError('BAD_REQUEST', 'The body is empty: send a JSON object'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new AppError('UNSUPPORTED_MEDIA_TYPE'),
  FST_ERR_CTP_BODY_TOO_LARGE: () => new AppError('PAYLOAD_TOO_LARGE'),
};

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
  const validation = ofValidation(fault);
  if (validation) return validation;
  if (fault.statusCode === 429) return new AppError('TOO_MANY_REQUESTS');
  if (fault.statusCode !== undefined && fault.statusCode >= 400 && fault.statusCode < 500)
    return new AppError('BAD_REQUEST');
  return new AppError('INTERNAL_SERVER_ERROR', undefined, { cause: error });
}
