import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.js';
import { type AnswerKey, beginRequest, endRequest } from '../services/repeat-request.js';
import type { Services } from '../services/services.js';
import { principalOf } from './authenticate.js';

/** Characters of an Idempotency-Key. */
export const KEY_LENGTH_MAX = 255;
/** Requests at work under a key, until their answer is kept. */
const KEYS = new WeakMap<FastifyRequest, AnswerKey>();

function fingerprintOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex');
}

/** Whose data the answer holds: the customer in the path, or the one just created. */
function customerIn(request: FastifyRequest, body: string): string | null {
  const { id } = (request.params ?? {}) as { id?: string };
  if (request.routeOptions.url?.startsWith('/v2/customers/:id')) return id ?? null;
  if (request.routeOptions.url !== '/v2/customers') return null;
  const created = (JSON.parse(body) as { id?: unknown }).id;
  return typeof created === 'string' ? created : null;
}

/**
 * Lets a POST be repeated safely: with an Idempotency-Key header the first answer is given again, marked `idempotent-replayed`,
 * and nothing is done twice.
 */
export function repeatSafely(app: FastifyInstance, services: Services): void {
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined) return;
    if (typeof key !== 'string' || key === '' || key.length > KEY_LENGTH_MAX)
      throw new AppError('BAD_REQUEST', `Idempotency-Key must be a text of 1 to ${KEY_LENGTH_MAX} characters`);
    const { projectId, clientId } = principalOf(request);
    const answerKey = { projectId, clientId, key };
    const kept = await beginRequest(services, answerKey, fingerprintOf(request));
    if (kept === null) KEYS.set(request, answerKey);
    else {
      return reply
        .status(kept.status)
        .header('idempotent-replayed', 'true')
        .type('application/json')
        .serializer((text: string) => text)
        .send(kept.body);
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = KEYS.get(request);
    if (key === undefined) return payload;
    KEYS.delete(request);
    const body = typeof payload === 'string' ? payload : 'null';
    const isAnswer = reply.statusCode < 300;
    await endRequest(services, key, {
      status: reply.statusCode,
      body,
      customerId: isAnswer ? customerIn(request, body) : null,
    });
    return payload;
  });
}
