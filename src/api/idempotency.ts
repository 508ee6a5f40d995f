import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.js';
import { type AnswerKey, beginRequest, endRequest } from '../services/repeat-request.js';
import type { Services } from '../services/services.js';
import { customersIn } from './audit.js';
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

/**
 * Lets a POST be repeated safely: with an Idempotency-Key header the first answer is given again, marked `idempotent-replayed`,
 * and nothing is done twice. `faultType` is the media type of the contract's errors.
 */
export function repeatSafely(app: FastifyInstance, services: Services, faultType: string): void {
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
      reply.status(kept.status).header('idempotent-replayed', 'true');
      if (kept.body === '') return reply.send();
      return reply
        .type(kept.status < 400 ? 'application/json' : faultType)
        .serializer((text: string) => text)
        .send(kept.body);
    }
  });
  app.addHook('onSend', async (request, reply, payload) => {
    const key = KEYS.get(request);
    if (key === undefined) return payload;
    KEYS.delete(request);
    const isAnswer = reply.statusCode < 300;
    await endRequest(services, key, {
      status: reply.statusCode,
      body: typeof payload === 'string' ? payload : '',
      // A fault tells of nobody, and may be that there is no such customer.
      customerIds: isAnswer ? customersIn(request) : [],
    });
    return payload;
  });
}
