import type { FastifyError, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AppError, ERRORS, type ErrorCode } from '../../domain/errors.js';
import { appErrorOf } from '../errors.js';

export const problemSchema = z
  .object({
    type: z.string().describe('Address of what the status means'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    traceId: z.string().describe('Also in the header x-request-id and in our log'),
    errors: z.record(z.string(), z.array(z.string())).describe('Messages by field; empty where no field is at fault'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

/** A fault as contract B tells it (RFC 9457). */
export type Problem = z.infer<typeof problemSchema>;

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Names and sections of RFC 9110 (RFC 6585 for 429), as the contract's own server gives them. */
const STATUSES: Readonly<Record<number, { readonly title: string; readonly type: string }>> = {
  400: { title: 'Bad Request', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.1' },
  401: { title: 'Unauthorized', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2' },
  403: { title: 'Forbidden', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.4' },
  404: { title: 'Not Found', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5' },
  409: { title: 'Conflict', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.10' },
  413: { title: 'Content Too Large', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14' },
  415: { title: 'Unsupported Media Type', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16' },
  422: { title: 'Unprocessable Content', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.21' },
  429: { title: 'Too Many Requests', type: 'https://www.rfc-editor.org/rfc/rfc6585#section-4' },
  500: { title: 'Internal Server Error', type: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6.1' },
};

/** On this contract, what exists already is a conflict. */
export function problemStatusOf(code: ErrorCode): number {
  return code === 'ALREADY_EXISTS' ? 409 : ERRORS[code].status;
}

/** All fields that a request has wrong, and what each takes; never what was given. */
function fieldErrors(error: unknown, known: AppError): Problem['errors'] {
  if (!hasZodFastifySchemaValidationErrors(error as FastifyError)) {
    return known.field === null ? {} : { [known.field]: [known.message] };
  }
  const errors: Record<string, string[]> = {};
  for (const { instancePath, message } of (error as { validation: { instancePath: string; message?: string }[] })
    .validation) {
    const field = instancePath.replace(/^\//, '').replaceAll('/', '.') || 'body';
    const isMissing = /received undefined/.test(message ?? '');
    errors[field] = [...(errors[field] ?? []), isMissing ? 'is required' : (message ?? 'is not valid')];
  }
  return errors;
}

/** What the caller is told of any fault; faults of ours say nothing but that. */
export function problemOf(error: unknown, traceId: string): Problem {
  const known = appErrorOf(error);
  const status = problemStatusOf(known.code);
  const { title, type } = STATUSES[status] ?? { title: 'Error', type: 'about:blank' };
  return { type, title, status, detail: known.message, traceId, errors: fieldErrors(error, known) };
}

export function answerProblem(problem: Problem, reply: FastifyReply): FastifyReply {
  return reply.status(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

const problem = problemSchema;

/** Answers that most routes can give beside their own. */
export const problemResponses = { 400: problem, 401: problem, 404: problem, 429: problem, 500: problem };
