import { z } from 'zod';
import { AppError } from '../../domain/errors.js';
import { idOfUuid } from '../../domain/uuid.js';

/** An id of contract B. */
export const uuid = z.guid();

/** Path with the id of one thing. Any text may stand there: what is no id of ours is not found. */
export const idParams = z.object({ id: z.string().meta({ format: 'uuid' }) });

/** Our id behind one of the contract; throws UNKNOWN_ENTITY, naming the field, for one that is none of ours. */
export function ownId(given: string, field: string): string {
  const id = idOfUuid(given);
  if (id === null) throw new AppError('UNKNOWN_ENTITY', 'The identifier has not been found', { field });
  return id;
}

/** The same for an id that may be absent. */
export function ownIdIfGiven(given: string | undefined | null, field: string): string | undefined {
  return given === undefined || given === null ? undefined : ownId(given, field);
}
