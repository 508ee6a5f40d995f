import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import type { Tokens } from '../../services/tokens.js';
import type { FailedLogons } from '../failed-logons.js';
import { problemResponses } from './problem.js';

const SCOPE = 'customer-api';
/** The contract's tokens live 60 minutes. */
const ACCESS_SECONDS = 3_600;

const tokenBody = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1),
  grant_type: z.literal('client_credentials'),
  scope: z.string().describe(SCOPE),
});

const tokenSchema = z
  .object({
    access_token: z.string(),
    expires_in: z.number().int(),
    token_type: z.literal('Bearer'),
    scope: z.string(),
  })
  .meta({ id: 'AccessToken' });

/** Tokens of contract B. */
export function connectRoutes(tokens: Tokens, logons: FailedLogons): FastifyPluginAsyncZod {
  return async (app) => {
    const schema = {
      tags: ['Authentication'],
      summary: 'Create an access token, valid for 60 minutes',
      consumes: ['application/x-www-form-urlencoded'],
      body: tokenBody,
      response: { 200: tokenSchema, ...problemResponses },
    };
    app.post('/connect/token', { schema }, async (request, reply) => {
      const { body } = request;
      if (!body.scope.split(' ').includes(SCOPE))
        throw new AppError('BAD_REQUEST', `scope must be ${SCOPE}`, { field: 'scope' });
      const issued = await logons.attempt(request, reply, body.client_id, () =>
        tokens.issueAccess(body.client_id, body.client_secret, ACCESS_SECONDS),
      );
      return reply.header('cache-control', 'no-store').send({
        access_token: issued,
        expires_in: ACCESS_SECONDS,
        token_type: 'Bearer' as const,
        scope: SCOPE,
      });
    });
  };
}
