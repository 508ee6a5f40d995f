import type { FastifyInstance } from 'fastify';

/**
 * In JSON text: an escaped backslash, a whole surrogate pair in escapes, or half of one. The first two are matched to be
 * passed over.
 */
const ESCAPES = /\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})/g;

/**
 * JSON text without halves of surrogate pairs, which RFC 8259 §8.2 leaves undefined and PostgreSQL refuses: a bank that cut
 * a text in the middle of a character must not lose the customer's whole import. Each becomes U+FFFD, as in UTF-8 decoding.
 */
function wellFormed(text: string): string {
  if (!/\\u[dD][89a-fA-F]/.test(text)) return text;
  return text.replace(ESCAPES, (match, half: string | undefined) => (half === undefined ? match : '\\ufffd'));
}

/**
 * Reads JSON bodies. Clients put the JSON content type on requests without a body too, such as DELETE: an empty one is
 * no body, and the route says whether it needs one.
 */
export function takeJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, wellFormed(String(body)), done);
  });
}
