import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import type { IssuedTokens, Tokens } from '../../services/tokens.js';
import type { FailedLogons } from '../failed-logons.js';
import { takeNoBody } from '../validate-requests.js';
import { errorSchema } from './schemas.js';

/** RFC 6749 §4.4 and §6. Connectors also send empty `username` and `password`, which are ignored. */
const tokenBody = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  grant_type: z.enum(['client_credentials', 'refresh_token']).optional(),
  refresh_token: z.string().optional(),
});

const tokenResponse = z.object({
  access_token: z.string(),
  expires_in: z.number().int(),
  refresh_expires_in: z.number().int(),
  refresh_token: z.string(),
  token_type: z.literal('bearer'),
});

function required(name: string, value: string | undefined): string {
  if (!value) throw new AppError('MISSING_PARAM', `${name} is required`);
  return value;
}

async function grant(tokens: Tokens, body: z.infer<typeof tokenBody>): Promise<IssuedTokens> {
  const { client_id: clientId, client_secret: clientSecret } = body;
  if (required('grant_type', body.grant_type) === 'refresh_token') {
    const credentials = clientId && clientSecret ? { clientId, clientSecret } : undefined;
    return tokens.refresh(required('refresh_token', body.refresh_token), credentials);
  }
  return tokens.issueFor(required('client_id', clientId), required('client_secret', clientSecret));
}

/** Tokens under both versions of the contract, and the public keys that verify them. */
export function tokenRoutes(tokens: Tokens, logons: FailedLogons): FastifyPluginAsyncZod {
  return async (app) => {
    takeNoBody(app);
    for (const version of ['v1', 'v2']) {
      app.post(
        `/${version}/oauth/token`,
        {
          schema: {
            tags: ['Authentication'],
            summary: 'Create an access token',
            consumes: ['application/x-www-form-urlencoded'],
            body: tokenBody,
            response: { 201: tokenResponse, 400: errorSchema, 401: errorSchema, 429: errorSchema },
          },
        },
        async (request, reply) => {
          const { client_id: clientId = '' } = request.body;
          const issued = await logons.attempt(request, reply, clientId, () => grant(tokens, request.body));
          return reply.status(201).header('cache-control', 'no-store').send({
            access_token: issued.accessToken,
            expires_in: issued.expiresInSeconds,
            refresh_expires_in: issued.refreshExpiresInSeconds,
            refresh_token: issued.refreshToken,
            token_type: 'bearer',
          });
        },
      );
    }
  };
}
