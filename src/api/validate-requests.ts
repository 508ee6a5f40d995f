import type { FastifyInstance, FastifySchemaValidationError } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';

/** Whether there is nothing at a path of steps with `/` before each. */
function isAbsentAt(data: unknown, path: string): boolean {
  let value = data;
  for (const step of path.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return true;
    value = (value as Record<string, unknown>)[step];
  }
  return value === undefined;
}

function tellAbsence(issue: FastifySchemaValidationError, data: unknown): void {
  if (issue.keyword === 'invalid_value' && isAbsentAt(data, issue.instancePath))
    issue.message = `${issue.message}, received undefined`;
}

/**
 * Checks requests by their schemas. Zod says of whatever is absent that it received undefined, but of a choice only what it may be: here
 * it says the same of both, so that callers are told what is missing.
 */
export function validateRequests(app: FastifyInstance): void {
  app.setValidatorCompiler<Parameters<typeof validatorCompiler>[0]['schema']>((route) => {
    const validate = validatorCompiler(route);
    return (data: unknown) => {
      const outcome = validate(data);
      if (typeof outcome === 'object' && 'error' in outcome && Array.isArray(outcome.error)) {
        for (const issue of outcome.error) tellAbsence(issue, data);
      }
      return outcome;
    };
  });
}

/** Takes a request without a body for one with an empty body: whatever such a route needs is then told by name. */
export function takeNoBody(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    if (request.body === undefined && request.routeOptions.schema?.body !== undefined) request.body = {};
  });
}
