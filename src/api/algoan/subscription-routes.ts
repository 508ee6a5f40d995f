import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { EVENT_SPELLINGS, SUBSCRIPTION_STATUSES } from '../../domain/event.js';
import type { Services } from '../../services/services.js';
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  parseSubscriptionFilter,
  setSubscriptionStatus,
} from '../../services/subscriptions.js';
import { principalOf } from '../authenticate.js';
import { errorResponses } from './schemas.js';

export const eventName = z.enum(EVENT_SPELLINGS as [string, ...string[]]).meta({ id: 'EventName' });

const subscriptionSchema = z
  .object({
    id: z.string(),
    eventName,
    target: z.string(),
    secret: z.string().optional(),
    status: z.enum(SUBSCRIPTION_STATUSES),
  })
  .meta({ id: 'Subscription' });

const newSubscription = z.object({
  eventName,
  target: z.string().min(1).max(2_000).describe('http or https address that events are posted to'),
  secret: z.string().max(1_000).nullish().describe('Signs the events; they are sent unsigned without one'),
});

const STATUSES = [...SUBSCRIPTION_STATUSES, 'DISABLE'] as const;
const statusBody = z.object({ status: z.enum(STATUSES).describe('DISABLE is taken as DISABLED') });
const params = z.object({ subscriptionId: z.string() });
const shared = { tags: ['Subscription'], security: [{ bearer: [] }] };
const one = { ...shared, params, response: { 200: subscriptionSchema, ...errorResponses } };

const listSchema = {
  ...shared,
  summary: 'List the subscriptions of this service account',
  querystring: z.object({
    filter: z
      .string()
      .max(2_000)
      .optional()
      .describe(
        'JSON such as {"eventName":"analysis_completed"} or {"eventName":{"$in":["…"]}}; also by id, target and status',
      ),
  }),
  response: { 200: z.array(subscriptionSchema), ...errorResponses },
};
const createSchema = {
  ...shared,
  summary: 'Subscribe a webhook to an event',
  body: newSubscription,
  response: { 201: subscriptionSchema, ...errorResponses },
};

/** Subscriptions under both versions of the contract: each service account sees its own. */
export function subscriptionRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    for (const version of ['v1', 'v2']) {
      const base = `/${version}/subscriptions`;
      app.get(base, { schema: listSchema }, (request) => {
        const { filter } = request.query;
        const wanted = filter === undefined ? {} : parseSubscriptionFilter(filter);
        return listSubscriptions(services, principalOf(request), wanted);
      });
      app.post(base, { schema: createSchema }, async (request, reply) =>
        reply.status(201).send(await createSubscription(services, principalOf(request), request.body)),
      );
      const path = `${base}/:subscriptionId`;
      app.get(path, { schema: { ...one, summary: 'Get a subscription' } }, (request) =>
        getSubscription(services, principalOf(request), request.params.subscriptionId),
      );
      app.patch(
        path,
        { schema: { ...one, summary: 'Set the status of a subscription', body: statusBody } },
        (request) =>
          setSubscriptionStatus(services, principalOf(request), request.params.subscriptionId, request.body.status),
      );
      app.delete(path, { schema: { ...one, summary: 'Delete a subscription and its events' } }, (request) =>
        deleteSubscription(services, principalOf(request), request.params.subscriptionId),
      );
    }
  };
}
