import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuditLog } from '../services/audit.js';
import { principalIfKnown } from './authenticate.js';

/** Routes whose `id` is a customer's. */
const OF_CUSTOMER = /^\/(v2|operator)\/customers\/:id/;
/** What could be an id of ours: anything else a caller sends is not written down. */
const ID = /^[0-9a-f]{24}$/;

/** Customers that requests turned out to be about, where the route does not tell. */
const CONCERNED = new WeakMap<FastifyRequest, ReadonlySet<string>>();

/** Notes whose data a request reads or changes: for the access log, and for the erasure of what it is answered. */
export function concerns(request: FastifyRequest, customerIds: Iterable<string>): void {
  CONCERNED.set(request, new Set(customerIds));
}

/** The customers that a request is about, by its route or by what was noted. */
export function customersIn(request: FastifyRequest): readonly string[] {
  const { id } = (request.params ?? {}) as { id?: string };
  if (id !== undefined && OF_CUSTOMER.test(request.routeOptions.url ?? '') && ID.test(id)) return [id];
  return [...(CONCERNED.get(request) ?? [])];
}

/** Records who read or changed what, once for each customer. An entry holds the route and the customer's id, no bank data. */
export function auditRequests(app: FastifyInstance, log: AuditLog): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const principal = principalIfKnown(request);
    // A request without a valid token has read nothing.
    if (principal === null) return payload;
    const { projectId, clientId } = principal;
    const { statusCode: status } = reply;
    const entry = {
      projectId,
      at: new Date().toISOString(),
      requestId: request.id,
      clientId,
      action: `${request.method} ${request.routeOptions.url ?? 'unknown'}`,
      status,
    };
    const customerIds = customersIn(request);
    const entries = (customerIds.length > 0 ? customerIds : [null]).map((customerId) => ({ ...entry, customerId }));
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // An answer that tells of a fault, which may be that this log cannot be written, must not fail once more.
    if (isRead || status >= 500) for (const each of entries) log.later(each);
    else await Promise.all(entries.map((each) => log.now(each)));
    return payload;
  });
  app.addHook('onClose', () => log.flush());
}
