import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** An entity tag; its opaque part may hold no quotation mark (RFC 9110 §8.8.3). */
const TAG = /(?:W\/)?"([^"]*)"/g;

/** A weak entity tag of a text: the answer that carries it may come zipped or not, and its bytes with that. */
export function weakTagOf(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url')}"`;
}

/** Whether `If-None-Match` names the answer with this tag: in a list, weak or not, or as `*` for whatever there is (RFC 9110 §13.1.2). */
export function isNamedBy(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const opaqueOf = (text: string) => [...text.matchAll(TAG)].map(([, opaque]) => opaque);
  const [wanted] = opaqueOf(etag);
  return opaqueOf(ifNoneMatch).includes(wanted);
}

/** Gives what was read an entity tag, and answers 304 to who has it already. Other answers are not asked for by tag: they stay what they are. */
export function tagAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || reply.statusCode !== 200 || typeof payload !== 'string') return payload;
    const etag = String(reply.getHeader('etag') ?? weakTagOf(payload));
    reply.header('etag', etag);
    if (!isNamedBy(request.headers['if-none-match'], etag)) return payload;
    reply.status(304);
    return null;
  });
}
