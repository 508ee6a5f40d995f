import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { EVENT_STATUSES } from '../../domain/event.js';
import {
  type EventView,
  listEventAttempts,
  listEvents,
  replayEvents,
  resendEvent,
  setEventStatus,
} from '../../services/events.js';
import type { Services } from '../../services/services.js';
import { principalOf } from '../authenticate.js';
import { errorResponses } from './schemas.js';
import { eventName } from './subscription-routes.js';

const status = z.enum(EVENT_STATUSES);
const eventSchema = z
  .object({
    id: z.string(),
    subscription: z.object({ id: z.string(), target: z.string(), eventName, status: z.string() }),
    payload: z.record(z.string(), z.string()).describe('Identifiers alone; empty once the customer has been erased'),
    time: z.number().int().describe('Milliseconds since 1970-01-01T00:00:00Z'),
    index: z.number().int().describe('Place among all events of this subscription, from 1'),
    statuses: z.array(z.object({ name: status, createdAt: z.string() })),
  })
  .meta({ id: 'Event' });

const attemptSchema = z
  .object({
    startedAt: z.string(),
    durationMs: z.number().int(),
    outcome: z.string(),
    httpStatus: z.number().int().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'EventAttempt' });

const subscriptionParams = z.object({ subscriptionId: z.string() });
const eventParams = subscriptionParams.extend({ eventId: z.string() });
const shared = { tags: ['Event'], security: [{ bearer: [] }] };

const listSchema = {
  ...shared,
  summary: 'List the events of a subscription, oldest first',
  params: subscriptionParams,
  querystring: z.object({
    customerId: z.string().optional(),
    lowIndex: z.string().optional().describe('First index wanted'),
    highIndex: z.string().optional().describe('Last index wanted'),
    limit: z.string().optional().describe('1 to 1000, default 200'),
  }),
  response: { 200: z.array(eventSchema), ...errorResponses },
};
const oneSchema = { ...shared, params: eventParams, response: { 200: eventSchema, ...errorResponses } };
const attemptsSchema = {
  ...shared,
  summary: 'All tries of an event',
  params: eventParams,
  response: { 200: z.array(attemptSchema), ...errorResponses },
};
const replaySchema = {
  ...shared,
  summary: 'Send the events since a moment again, under the same ids and indexes',
  params: subscriptionParams,
  body: z.object({ since: z.string().max(40), includeAcknowledged: z.boolean().optional() }),
  response: { 202: z.object({ events: z.number().int() }), ...errorResponses },
};

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new AppError('BAD_REQUEST', `${name} must be a whole number from 0`);
}

function present(event: EventView) {
  return { ...event, payload: { ...event.payload }, statuses: [...event.statuses] };
}

/** Events of a subscription under both versions of the contract. */
export function eventRoutes(services: Services): FastifyPluginAsyncZod {
  return async (app) => {
    for (const version of ['v1', 'v2']) {
      const base = `/${version}/subscriptions/:subscriptionId/events`;
      app.get(base, { schema: listSchema }, async (request) => {
        const { customerId, lowIndex, highIndex, limit } = request.query;
        const events = await listEvents(services, principalOf(request), request.params.subscriptionId, {
          customerId,
          lowIndex: wholeNumber('lowIndex', lowIndex),
          highIndex: wholeNumber('highIndex', highIndex),
          limit: wholeNumber('limit', limit),
        });
        return events.map(present);
      });
      const update = { ...oneSchema, summary: 'Tell what became of an event', body: z.object({ status }) };
      app.patch(`${base}/:eventId`, { schema: update }, async (request) => {
        const { subscriptionId, eventId } = request.params;
        return present(
          await setEventStatus(services, principalOf(request), subscriptionId, eventId, request.body.status),
        );
      });
      app.post(
        `${base}/:eventId/resend`,
        { schema: { ...oneSchema, summary: 'Send an event again now' } },
        async (request) => {
          const { subscriptionId, eventId } = request.params;
          return present(await resendEvent(services, principalOf(request), subscriptionId, eventId));
        },
      );
      app.get(`${base}/:eventId/attempts`, { schema: attemptsSchema }, (request) => {
        const { subscriptionId, eventId } = request.params;
        return listEventAttempts(services, principalOf(request), subscriptionId, eventId);
      });
      app.post(`${base}/replay`, { schema: replaySchema }, async (request, reply) => {
        const owner = principalOf(request);
        const events = await replayEvents(services, owner, request.params.subscriptionId, request.body);
        return reply.status(202).send({ events });
      });
    }
  };
}
