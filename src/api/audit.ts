import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuditLog } from '../services/audit.js';
import { principalIfKnown } from './authenticate.js';

/** Routes whose `id` is a customer's. */
const OF_CUSTOMER = /^\/(v2|operator)\/customers\/:id/;
/** What could be an id of ours: anything else a caller sends is not written down. */
const ID = /^[0-9a-f]{24}$/;

/** Customers that requests turned out to be about, where the route does not tell. */
const CONCERNED = new WeakMap<FastifyRequest, string>();

/** Notes for the access log whose data a request reads or changes. */
export function concerns(request: FastifyRequest, customerId: string): void {
  CONCERNED.set(request, customerId);
}

function customerIn(request: FastifyRequest, route: string): string | null {
  const { id } = (request.params ?? {}) as { id?: string };
  if (id !== undefined && OF_CUSTOMER.test(route) && ID.test(id)) return id;
  return CONCERNED.get(request) ?? null;
}

/** Records who read or changed what. The entry holds the route and the customer's id, no bank data. */
export function auditRequests(app: FastifyInstance, log: AuditLog): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const principal = principalIfKnown(request);
    // A request without a valid token has read nothing.
    if (principal === null) return payload;
    const { projectId, clientId } = principal;
    const route = request.routeOptions.url ?? 'unknown';
    const entry = {
      projectId,
      at: new Date().toISOString(),
      requestId: request.id,
      clientId,
      action: `${request.method} ${route}`,
      customerId: customerIn(request, route),
      status: reply.statusCode,
    };
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // An answer that tells of a fault, which may be that this log cannot be written, must not fail once more.
    if (isRead || entry.status >= 500) log.later(entry);
    else await log.now(entry);
    return payload;
  });
  app.addHook('onClose', () => log.flush());
}
