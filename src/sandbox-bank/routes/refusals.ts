import type { FastifyReply } from 'fastify';

/** Refuses in the words of Berlin Group NextGenPSD2. */
export function refuse(reply: FastifyReply, status: number, code: string, text: string): FastifyReply {
  return reply
    .status(status)
    .type('application/json')
    .send({ tppMessages: [{ category: 'ERROR', code, text }] });
}

/** Refuses in the words of OAuth 2.0 (RFC 6749, section 5.2). */
export function refuseToken(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.status(status).header('cache-control', 'no-store').send({ error, error_description: description });
}
