import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { uuidOf } from '../../domain/uuid.js';
import type { Services } from '../../services/services.js';
import { createUser, listUsers, type User } from '../../services/users.js';
import { concerns } from '../audit.js';
import { principalOf } from '../authenticate.js';
import { plainMoment } from './dates.js';
import { uuid } from './ids.js';
import { problemResponses, problemSchema } from './problem.js';

const EXTERNAL_ID_MAX = 200;

const userSchema = z
  .object({ id: uuid, externalUserId: z.string(), dateCreated: z.string() })
  .meta({ id: 'User', description: 'A person or company whose accounts are read' });

const newUser = z.object({
  externalUserId: z
    .string()
    .trim()
    .min(1)
    .max(EXTERNAL_ID_MAX)
    .describe('Your own id of the user; letter case does not tell users apart'),
});

const shared = { tags: ['Users'], security: [{ bearer: [] }] };

function present({ customerId, externalId, createdAt }: User) {
  return { id: uuidOf(customerId), externalUserId: externalId, dateCreated: plainMoment(createdAt) };
}

/** Users of contract B. */
export function userRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    const created = { 201: userSchema, 409: problemSchema, ...problemResponses };
    const create = { ...shared, summary: 'Create a user', body: newUser, response: created };
    app.post('/users', { schema: create }, async (request, reply) => {
      const user = await createUser(services, principalOf(request).projectId, request.body.externalUserId);
      concerns(request, [user.customerId]);
      return reply.status(201).send(present(user));
    });

    const list = { ...shared, summary: 'List users', response: { 200: z.array(userSchema), ...problemResponses } };
    app.get('/users', { schema: list }, async (request) =>
      (await listUsers(services, principalOf(request).projectId)).map(present),
    );
  };
}
