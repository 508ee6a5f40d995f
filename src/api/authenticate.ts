import type { FastifyRequest } from 'fastify';
import { AppError } from '../domain/errors.js';
import type { Principal, Tokens } from '../services/tokens.js';

const BEARER = /^Bearer +(\S+)$/i;
const PRINCIPALS = new WeakMap<FastifyRequest, Principal>();

/** Lets a request pass that carries a valid access token; throws UNAUTHORIZED for any other. */
export function authenticate(tokens: Tokens) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (!token) throw new AppError('UNAUTHORIZED');
    PRINCIPALS.set(request, await tokens.principalOf(token));
  };
}

/** Who asks, null where nobody was let in. */
export function principalIfKnown(request: FastifyRequest): Principal | null {
  return PRINCIPALS.get(request) ?? null;
}

/** Who asks; every query of the store takes its project from here. */
export function principalOf(request: FastifyRequest): Principal {
  const principal = PRINCIPALS.get(request);
  if (!principal) throw new AppError('UNAUTHORIZED');
  return principal;
}
