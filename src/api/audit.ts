import { recordAccess } from '../services/audit.js';
import type { Services } from '../services/services.js';
import { principalOf } from './authenticate.js';
import type { FastifyInstance } from 'fastify';

/** Routes whose `id` is a customer's. */
const OF_CUSTOMER = /^\/(v2|operator)\/customers\/:id/;

/**
 * Records who read or changed what, before the answer leaves: nobody gets an answer that the log does not know of.
 * The entry holds the route and the customer's id, no bank data.
 */
export function auditRequests(app: FastifyInstance, services: Services): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const { projectId, clientId } = principalOf(request);
    const route = request.routeOptions.url ?? 'unknown';
    const { id } = (request.params ?? {}) as { id?: string };
    await recordAccess(services, projectId, {
      requestId: request.id,
      clientId,
      action: `${request.method} ${route}`,
      customerId: OF_CUSTOMER.test(route) ? (id ?? null) : null,
      status: reply.statusCode,
    });
    return payload;
  });
}
