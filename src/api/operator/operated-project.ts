import type { FastifyRequest } from 'fastify';
import { AppError } from '../../domain/errors.js';
import { principalOf } from '../authenticate.js';

/** The project of an operator's token; throws FORBIDDEN for any other role. */
export function operatedProject(request: FastifyRequest): string {
  const { projectId, role } = principalOf(request);
  if (role !== 'operator') throw new AppError('FORBIDDEN', 'Only a client with the role operator may do this');
  return projectId;
}
