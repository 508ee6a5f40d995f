import type { FastifyRequest } from 'fastify';
import type { Services } from '../../services/services.js';

/** The address under which browsers reach us: as configured, else as this request reached us. */
export function baseUrlOf({ publicUrl }: Services, { protocol, host }: FastifyRequest): string {
  return publicUrl ?? `${protocol}://${host}`;
}
